// Pure decisions about a draft's photos in a row: which is the cover, which may move, where a new one goes.
import type { MediaView } from "@/lib/domain/media/schema";

/** The photo people see first: the one chosen, else the first in order. */
export function coverOf(photos: readonly MediaView[]): MediaView | undefined {
  const shown = photos.filter(isShown);
  return shown.find(({ isCover }) => isCover) ?? shown[0];
}

/** Whether people would see it: neither turned down by staff nor lost from the store. */
export function isShown({ state, rejectedReason }: MediaView): boolean {
  return (state === "pending" || state === "linked") && rejectedReason === null;
}

/** The photos with one of the movable ones a place earlier or later; the same at either end. */
export function moved(all: readonly MediaView[], id: string, by: -1 | 1): readonly MediaView[] {
  const from = all.findIndex((photo) => photo.id === id);
  const [photo, other] = [all[from], all[from + by]];
  if (!photo || !other || !isMovable(photo) || !isMovable(other)) return all;
  return all.with(from, other).with(from + by, photo);
}

/** Photos on a charter keep their places there. */
export function isMovable({ state }: MediaView): boolean {
  return state === "pending";
}

/** The photos with a new one where its rank puts it: before the first that was picked later. */
export function inserted(
  all: readonly MediaView[],
  media: MediaView,
  ranks: ReadonlyMap<string, number>,
): readonly MediaView[] {
  const rank = ranks.get(media.id) ?? 0;
  const later = all.findIndex(({ id }) => (ranks.get(id) ?? 0) > rank);
  return all.toSpliced(later < 0 ? all.length : later, 0, media);
}

/** The photos in the order in which they stand in `like`; those it doesn't know come last. */
export function inOrderOf(
  all: readonly MediaView[],
  like: readonly MediaView[],
): readonly MediaView[] {
  const places = new Map(like.map(({ id }, at) => [id, at]));
  const placeOf = ({ id }: MediaView) => places.get(id) ?? like.length;
  return all.toSorted((one, other) => placeOf(one) - placeOf(other));
}

/** The photos with this one as their cover. */
export function withCover(all: readonly MediaView[], id: string): readonly MediaView[] {
  return all.map((photo) => ({ ...photo, isCover: photo.id === id }));
}

/** Whether the movable photos stand as the server would list them. */
export function isInServerOrder(all: readonly MediaView[]): boolean {
  const photos = all.filter(isMovable);
  return photos.every((photo, at) => {
    const before = photos[at - 1];
    if (!before) return true;
    if (before.sortOrder !== photo.sortOrder) return before.sortOrder < photo.sortOrder;
    return before.createdAt <= photo.createdAt;
  });
}
