// How many items a view of the review means.
import "server-only";
import { db } from "@/lib/db/client";
import * as mediaRepo from "@/lib/db/staff-media-repo";
import type { Staff } from "@/lib/domain/actor";
import { soughtBy } from "./rules";
import { cappedCount, MATCHING_MAX, type MatchingMedia, type ReviewFilter } from "./schema";

/** Counts up to {@link MATCHING_MAX}. One statement. */
export async function countMatching(_staff: Staff, filter: ReviewFilter): Promise<MatchingMedia> {
  const matching = await mediaRepo.countMatching(db(), {
    ...soughtBy(filter),
    sort: "oldest",
    reverse: false,
    limit: MATCHING_MAX + 1,
  });
  return { matching: cappedCount(matching, MATCHING_MAX) };
}
