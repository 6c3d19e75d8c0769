"use client";
// Who the captain is, what the charter is called and where it starts.
import { Card, SectionTitle } from "@/components/ui/card";
import { DRAFT_LIMITS, SUGGESTIONS } from "@/lib/domain/draft/kinds";
import { NumberField, TextBlock, TextField } from "./draft-fields";
import { PlaceFields } from "./place-fields";

export function CharterStep() {
  return (
    <>
      <Card>
        <SectionTitle lead="What guests read about you, and how they reach you.">You</SectionTitle>
        <div className="grid gap-5 sm:grid-cols-2">
          <TextField path="operator.displayName" autoComplete="name" />
          <NumberField path="operator.experienceYears" max={100} suffix="years" />
          <TextBlock
            path="operator.bio"
            wanted={DRAFT_LIMITS.bioMin}
            placeholder="How long you have fished these waters, and what you know best."
            className="sm:col-span-2"
          />
          <TextField
            path="operator.phone"
            type="tel"
            autoComplete="tel"
            maxLength={20}
            placeholder="+60 12-345 6789"
          />
          <TextField
            path="operator.backupPhone"
            optional
            type="tel"
            autoComplete="off"
            maxLength={20}
          />
        </div>
      </Card>
      <Card>
        <SectionTitle>Your charter</SectionTitle>
        <div className="grid gap-5 sm:grid-cols-2">
          <TextField path="charterName" autoComplete="off" />
          <TextField
            path="charterType"
            autoComplete="off"
            suggestions={SUGGESTIONS.charterTypes}
            hint="Choose one or write your own."
          />
        </div>
      </Card>
      <PlaceFields />
    </>
  );
}
