"use client";
// The charter in the captain's own words.
import { Card } from "@/components/ui/card";
import { DRAFT_LIMITS } from "@/lib/domain/draft/kinds";
import { TextBlock } from "./draft-fields";

export function DescriptionStep() {
  return (
    <Card>
      <TextBlock
        path="description"
        tall
        wanted={DRAFT_LIMITS.descriptionMin}
        hint="What a day with you is like: the water, the fish, how you help beginners."
        placeholder="We leave Telaga before sunrise and run to the reefs south of the islands…"
      />
    </Card>
  );
}
