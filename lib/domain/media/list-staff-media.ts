// Everything that was ever uploaded, for the staff's review. From the database alone, never the store.
import "server-only";
import { db } from "@/lib/db/client";
import { countReview, findReviewPage, type ReviewRow } from "@/lib/db/staff-media-repo";
import type { Staff } from "@/lib/domain/actor";
import { staffMediaView } from "@/lib/domain/staff/rules";
import { soughtBy } from "./rules";
import {
  cappedCount,
  REVIEW_COUNT_MAX,
  REVIEW_STATES,
  reviewCursorText,
  type StaffMediaPage,
  type StaffMediaQuery,
} from "./schema";

/**
 * One page of one state, filtered, with its neighbours' cursors and how much each state holds in all.
 * Two statements at once, whatever the page or filter. Items that arrive meanwhile shift no page.
 */
export async function listStaffMedia(
  _staff: Staff,
  query: StaffMediaQuery,
): Promise<StaffMediaPage> {
  const { cursor, limit, sort } = query;
  const reverse = cursor?.towards === "previous";
  const [rows, counts] = await Promise.all([
    findReviewPage(db(), {
      ...soughtBy(query),
      sort,
      reverse,
      beyond: cursor && { at: cursor.at, id: cursor.id },
      // One more than shown tells whether the walk goes on.
      limit: limit + 1,
    }),
    countReview(db(), REVIEW_COUNT_MAX + 1),
  ]);
  const goesOn = rows.length > limit;
  const shown = rows.slice(0, limit);
  if (reverse) shown.reverse();

  const cursorAt = (row: ReviewRow | undefined, towards: "next" | "previous") =>
    row ? reviewCursorText({ sort, towards, at: positionOf(row, sort), id: row.id }) : null;
  return {
    items: shown.map(staffMediaView),
    nextCursor: reverse || goesOn ? cursorAt(shown.at(-1), "next") : null,
    previousCursor: (reverse ? goesOn : cursor) ? cursorAt(shown[0], "previous") : null,
    counts: Object.fromEntries(
      REVIEW_STATES.map((state) => [state, cappedCount(counts[state], REVIEW_COUNT_MAX)]),
    ) as StaffMediaPage["counts"],
  };
}

function positionOf(row: ReviewRow, sort: StaffMediaQuery["sort"]): number {
  return sort === "largest" ? Number(row.sizeBytes ?? 0) : row.createdAt.getTime();
}
