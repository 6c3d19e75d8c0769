// What the media desk's page needs of each item: what it does not show is not sent with fifty of them.
import type { StaffMediaView } from "@/lib/domain/media/schema";

type NotShown =
  | ("renditions" | "label" | "caption" | "shows" | "mimeType" | "charterId")
  | ("sortOrder" | "isCover");

export type ReviewItem = Omit<StaffMediaView, NotShown>;

/** The item less what the page does not show. */
export function toReviewItem({
  renditions: _r,
  label: _l,
  caption: _c,
  shows: _s,
  mimeType: _m,
  charterId: _i,
  sortOrder: _o,
  isCover: _f,
  ...item
}: StaffMediaView): ReviewItem {
  return item;
}
