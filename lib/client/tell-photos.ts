// What happened to a draft's photos here, told to the server; and its photos read again when it disagrees.
import { isOfDraft } from "@/lib/domain/draft/rules";
import type { MediaView } from "@/lib/domain/media/schema";
import { AppError } from "@/lib/errors/app-error";
import type { api } from "./api";
import { inOrderOf, isOnline, withCover } from "./photo-order";
import { type PhotoWords, toldWords, type UnsaidWords } from "./photo-words";
import type { Store } from "./store";
import { mayPass, type Teller } from "./teller";

/** The part of the API that is about a draft's photos. */
export type PhotoServer = Pick<
  typeof api,
  | "changeMedia"
  | "removeMedia"
  | "restoreMedia"
  | "orderMedia"
  | "listPendingPhotos"
  | "listLinkedPhotos"
>;

/** A draft's photos and what the server does not know of them. */
export interface PhotoTelling {
  draftId: string;
  server: PhotoServer;
  store: Store<readonly MediaView[]>;
  teller: Teller;
  /** The cover that was chosen here and that the server was not told of. */
  cover: string | null;
  /** The order here is not the server's. */
  isUnordered: boolean;
  /** Because the captain moved a photo, not only because photos arrive in another order than they were picked. */
  isArranged: boolean;
  /** While uploads run only an order the captain made is told: what arrives settles once, when all has. */
  isHeld: boolean;
  words: UnsaidWords;
  /** The photo that is being worded; its words are told once it is left. */
  attended: string | null;
}

/** Whether something may be told now. */
export function isLeftToTell(telling: PhotoTelling): boolean {
  const { cover, words, attended } = telling;
  return cover !== null || isOrderDue(telling) || words.ready().some(([id]) => id !== attended);
}

function isOrderDue({ isUnordered, isArranged, isHeld }: PhotoTelling): boolean {
  return isUnordered && (isArranged || !isHeld);
}

/** Tells the cover, if one was chosen. Never throws. */
export function tellCover(telling: PhotoTelling): Promise<void> {
  const { cover, server, store, teller } = telling;
  if (cover === null) return teller.told();
  telling.cover = null;
  return teller.tell(() => server.changeMedia(cover, { isCover: true }), {
    keepForLater: () => {
      // Unless another was chosen since.
      if (store.get().some(({ id, isCover }) => id === cover && isCover)) telling.cover = cover;
    },
  });
}

/** Tells the order, if it is another. Never throws. */
export function tellOrder(telling: PhotoTelling): Promise<void> {
  if (!isOrderDue(telling)) return telling.teller.told();
  const { isArranged } = telling;
  telling.isUnordered = false;
  telling.isArranged = false;
  // As things stand now: what is told to the server before this is in it, what comes after is not.
  const wanted = telling.store.get();
  return telling.teller.tell(() => orderLike(telling, wanted), {
    keepForLater: () => {
      telling.isUnordered = true;
      telling.isArranged ||= isArranged;
    },
  });
}

/** Tells all words that the server would take, one change a photo. Never throws. */
export function tellWords(telling: PhotoTelling, { all }: { all: boolean }): Promise<void> {
  const { words, attended, store, teller } = telling;
  const here = new Set(store.get().map(({ id }) => id));
  for (const [id, said] of words.ready())
    if (here.has(id) && (all || id !== attended))
      void teller.tell(() => sayWords(telling, id, said), { keepForLater: () => {} });
  return teller.told();
}

async function sayWords(telling: PhotoTelling, id: string, said: PhotoWords): Promise<void> {
  const { server, store, words } = telling;
  // Told already with what was told before it, or changed since.
  if (!words.ready().some(([other, now]) => other === id && now === said)) return;
  try {
    const { media } = await server.changeMedia(id, toldWords(said));
    words.settle(id, said);
    const { caption, altText, focalX, focalY, shows } = media;
    store.set((all) =>
      words.over(
        all.map((photo) =>
          photo.id === id ? { ...photo, caption, altText, focalX, focalY, shows } : photo,
        ),
      ),
    );
  } catch (error) {
    if (!mayPass(error)) {
      if (error instanceof AppError && error.code === "not_found") words.forget(id);
      else words.refuse(id, said, error instanceof AppError ? error : new AppError("internal"));
    }
    throw error;
  }
}

async function orderLike(telling: PhotoTelling, wanted: readonly MediaView[]): Promise<void> {
  try {
    await order(telling, wanted);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "invalid_payload") throw error;
    // Photos came or went meanwhile: the same order once more, of those that are there.
    const all = await readPhotos(telling);
    telling.store.set((mine) => withOwn(telling, inOrderOf(all, mine)));
    await order(telling, telling.store.get());
  }
}

async function order({ draftId, server, store }: PhotoTelling, like: readonly MediaView[]) {
  const { photos } = await server.orderMedia(
    draftId,
    like.map(({ id }) => id),
  );
  const places = new Map(photos.map(({ id, sortOrder }) => [id, sortOrder]));
  const placed = (photo: MediaView) => {
    const sortOrder = places.get(photo.id) ?? photo.sortOrder;
    return sortOrder === photo.sortOrder ? photo : { ...photo, sortOrder };
  };
  store.set((all) => all.map(placed));
}

/** Shows what the server has, and what it is still to be told of. */
export async function readAgain(telling: PhotoTelling): Promise<void> {
  const all = await readPhotos(telling);
  telling.store.set(() => withOwn(telling, all));
}

/** The server's photos with what was done here and is not told yet. */
function withOwn({ cover, words }: PhotoTelling, all: readonly MediaView[]) {
  return words.over(cover === null ? all : withCover(all, cover));
}

/**
 * Shows what another tab or device did. What is being done here comes first: then nothing changes. While uploads
 * run, which may be long, it comes in all the same, under the order and the cover chosen here.
 *
 * @returns whether this page now shows what the server has
 */
export async function catchUp(telling: PhotoTelling): Promise<boolean> {
  const { store, teller } = telling;
  await teller.told();
  const isBusy = () => !telling.isHeld && (telling.cover !== null || telling.isUnordered);
  if (isBusy()) return false;
  const before = store.get();
  const all = await readPhotos(telling);
  if (isBusy() || store.get() !== before) return false;
  const ordered = telling.isUnordered ? inOrderOf(all, before) : all;
  store.set(() => withoutNews(before, withOwn(telling, ordered)));
  return true;
}

/** The new list with the old object of each photo that is the same, so that only what changed is drawn again. */
function withoutNews(before: readonly MediaView[], now: readonly MediaView[]) {
  const old = new Map(before.map((photo) => [photo.id, photo]));
  const all = now.map((photo) => {
    const known = old.get(photo.id);
    return known && JSON.stringify(known) === JSON.stringify(photo) ? known : photo;
  });
  const isSame = all.length === before.length && all.every((photo, at) => photo === before[at]);
  return isSame ? before : all;
}

async function readPhotos({ draftId, server, store }: PhotoTelling): Promise<MediaView[]> {
  const charterId = store.get().find(isOnline)?.charterId;
  const linked = charterId ? await server.listLinkedPhotos() : [];
  const pending = await server.listPendingPhotos();
  return [
    ...linked.filter(
      (photo) =>
        photo.charterId === charterId && photo.kind === "CHARTER_PHOTO" && !photo.rejectedReason,
    ),
    ...pending.filter((photo) => isOfDraft(photo, draftId)),
  ];
}
