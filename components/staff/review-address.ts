// The address of one view of the review: everything that is shown is said there, and nothing twice.
import type { ReviewFilter, StaffMediaQuery } from "@/lib/domain/media/schema";

/** How the items stand: as pictures, or as rows. */
export type ReviewLook = "grid" | "table";

type Said = ReviewFilter & Pick<StaffMediaQuery, "sort"> & { look?: ReviewLook };

/** What the page shows. */
export type ReviewView = StaffMediaQuery & { look: ReviewLook };

/** The parts of an address that differ from an untouched view, less the page within the list. */
export function reviewFields(query: Said): Record<string, string> {
  const { sort, look } = query;
  return {
    ...filterFields(query),
    ...(sort !== "newest" && { sort }),
    ...(look === "table" && { look }),
  };
}

/** Which items a view means, without their order, their look and the page within them. */
export function filterOf({ sort: _s, look: _l, limit: _m, cursor: _c, ...filter }: ReviewView) {
  return filter satisfies ReviewFilter;
}

/** Whether it shows less than its tab holds. */
export function isFiltered({ state: _, ...view }: ReviewView): boolean {
  return Object.keys(filterFields({ ...view, state: "pending" })).length > 0;
}

/** What is set beside the tab, the search and the captain: filters, and another order than the usual. */
export function setFields({ state: _s, q: _q, captainId: _c, look: _l, ...view }: ReviewView) {
  return Object.keys(reviewFields({ ...view, state: "pending" }));
}

/** Those of them that say which items are meant. */
export function filterFields(filter: ReviewFilter): Record<string, string> {
  const { state, kind, q, captainId, from, to, minSize, maxSize, video, unreviewed } = filter;
  return {
    ...(state !== "pending" && { state }),
    ...(q && { q }),
    ...(kind && { kind }),
    ...(captainId && { captainId }),
    ...(from && { from }),
    ...(to && { to }),
    ...(minSize !== undefined && { minSize: String(minSize) }),
    ...(maxSize !== undefined && { maxSize: String(maxSize) }),
    ...(video && { video }),
    ...(unreviewed === "1" && { unreviewed }),
  };
}

/** The address of this view, or of the page of it that `cursor` names. */
export function reviewAddress(query: Said, cursor?: string): string {
  const fields = { ...reviewFields(query), ...(cursor && { cursor }) };
  const search = new URLSearchParams(fields).toString();
  return search ? `/staff/media?${search}` : "/staff/media";
}
