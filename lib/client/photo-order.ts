// Pure decisions about a draft's photos in a row: which is the cover, where one may go, where a new one goes.
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

/** Whether it is on a charter's page already. Those stand before the new ones until the draft is submitted. */
export function isOnline({ state }: MediaView): boolean {
  return state === "linked";
}

/** The photos with one of them at this place, or as near to it as its kind may stand; the same when it is there. */
export function placedAt(
  all: readonly MediaView[],
  id: string,
  place: number,
): readonly MediaView[] {
  const from = all.findIndex((photo) => photo.id === id);
  const photo = all[from];
  if (!photo) return all;
  const kin = all.flatMap((one, at) => (isOnline(one) === isOnline(photo) ? [at] : []));
  const to = Math.min(Math.max(place, kin[0] ?? from), kin.at(-1) ?? from);
  return to === from ? all : all.toSpliced(from, 1).toSpliced(to, 0, photo);
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

/** The photos with one that was away, after the nearest of those that stood before it then. */
export function putBack(
  all: readonly MediaView[],
  media: MediaView,
  before: readonly MediaView[],
): readonly MediaView[] {
  const others = all.filter(({ id }) => id !== media.id);
  const then = before.findIndex(({ id }) => id === media.id);
  const places = before
    .slice(0, Math.max(0, then))
    .map(({ id }) => others.findIndex((one) => one.id === id));
  return others.toSpliced((places.findLast((at) => at >= 0) ?? -1) + 1, 0, media);
}

/** The photos in the order in which they stand in `like`; those it doesn't know stay where they are among them. */
export function inOrderOf(
  all: readonly MediaView[],
  like: readonly MediaView[],
): readonly MediaView[] {
  const places = new Map(like.map(({ id }, at) => [id, at]));
  const placeOf = ({ id }: MediaView) => places.get(id) ?? 0;
  const known = all
    .filter(({ id }) => places.has(id))
    .sort((one, other) => placeOf(one) - placeOf(other))
    .values();
  const ordered = all.map((photo) =>
    places.has(photo.id) ? (known.next().value ?? photo) : photo,
  );
  return [...ordered.filter(isOnline), ...ordered.filter((photo) => !isOnline(photo))];
}

/** The photos with this one as their cover. */
export function withCover(all: readonly MediaView[], id: string): readonly MediaView[] {
  return all.map((photo) => ({ ...photo, isCover: photo.id === id }));
}

/** Whether the photos that wait stand as the server would list them. */
export function isInServerOrder(all: readonly MediaView[]): boolean {
  const photos = all.filter((photo) => !isOnline(photo));
  return photos.every((photo, at) => {
    const before = photos[at - 1];
    if (!before) return true;
    if (before.sortOrder !== photo.sortOrder) return before.sortOrder < photo.sortOrder;
    return before.createdAt <= photo.createdAt;
  });
}
