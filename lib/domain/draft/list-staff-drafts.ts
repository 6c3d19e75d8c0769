// Everybody's drafts, for staff: by status, search and age, with progress and counts from the database.
import "server-only";
import { db } from "@/lib/db/client";
import { readDrafts } from "@/lib/db/draft-repo";
import { countDrafts, findDraftPage } from "@/lib/db/staff-draft-repo";
import type { Staff } from "@/lib/domain/actor";
import { REVIEW_COUNT_MAX } from "@/lib/domain/media/schema";
import { STALE_DRAFT_HOURS } from "@/lib/domain/staff/kinds";
import { staffDraftView } from "@/lib/domain/staff/rules";
import {
  draftCursorText,
  type StaffDraftsPage,
  type StaffDraftsQuery,
} from "@/lib/domain/staff/schema";
import { DRAFT_STATUSES } from "./schema";

/**
 * One page of one status, filtered, by when a draft was touched last, with its neighbours' cursors and how
 * many drafts each status has in all. Three statements, whatever the page or filter. A draft that is touched
 * meanwhile moves to the beginning.
 */
export async function listStaffDrafts(
  _staff: Staff,
  { status, q, stale, sort, limit, cursor }: StaffDraftsQuery,
): Promise<StaffDraftsPage> {
  const reverse = cursor?.towards === "previous";
  const [rows, counts] = await Promise.all([
    findDraftPage(db(), {
      status,
      search: q || undefined,
      staleHours: stale ? STALE_DRAFT_HOURS : undefined,
      sort,
      reverse,
      beyond: cursor,
      // One more than shown tells whether the walk goes on.
      limit: limit + 1,
    }),
    countDrafts(db(), REVIEW_COUNT_MAX + 1),
  ]);
  const goesOn = rows.length > limit;
  const shown = rows.slice(0, limit);
  if (reverse) shown.reverse();
  const ids = shown.map(({ id }) => id);
  const drafts = new Map((await readDrafts(db(), ids)).map((draft) => [draft.id, draft]));

  const cursorAt = (row: (typeof rows)[number] | undefined, towards: "next" | "previous") =>
    row ? draftCursorText({ sort, towards, at: row.lastTouchedAt, id: row.id }) : null;
  return {
    drafts: shown.flatMap((row) => {
      const draft = drafts.get(row.id);
      if (!draft) return [];
      const { data: _, ...item } = staffDraftView(draft, row);
      return [item];
    }),
    nextCursor: reverse || goesOn ? cursorAt(shown.at(-1), "next") : null,
    previousCursor: (reverse ? goesOn : cursor) ? cursorAt(shown[0], "previous") : null,
    counts: Object.fromEntries(
      DRAFT_STATUSES.map((of) => [
        of,
        { value: Math.min(counts[of], REVIEW_COUNT_MAX), capped: counts[of] > REVIEW_COUNT_MAX },
      ]),
    ) as StaffDraftsPage["counts"],
  };
}
