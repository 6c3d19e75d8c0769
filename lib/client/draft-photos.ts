// The photos a draft would take, as the captain arranges them: shown at once, then told to the server,
// and read again from it when it disagrees.
import { isOfDraft } from "@/lib/domain/draft/rules";
import type { MediaView } from "@/lib/domain/media/schema";
import { AppError } from "@/lib/errors/app-error";
import { api } from "./api";
import { inserted, isInServerOrder, isMovable, moved } from "./photo-order";
import type { SentPhoto } from "./send-photo";
import { createStore, type Store, type Watchable } from "./store";
import { toastError, toastInfo, toastUndo } from "./toast";

export interface DraftPhotos extends Watchable<readonly MediaView[]> {
  /**
   * Adds what an upload brought; says so when it was here already.
   *
   * @param rank its place among the uploads of this page: photos stand as they were picked, not as they arrived
   */
  take: (sent: SentPhoto, rank: number) => void;
  /** To the trash, with a way back for ten seconds. */
  remove: (id: string) => Promise<void>;
  makeCover: (id: string) => Promise<void>;
  /** Earlier (-1) or later (1) among the photos that are not on a charter yet. */
  move: (id: string, by: -1 | 1) => void;
  /** While uploads run the order is not sent: the server would miss the photos it has and we don't know yet. */
  hold: (isBusy: boolean) => void;
  /** The photos as the server gave them just now; they come in as long as nothing was done here. */
  meet: (photos: readonly MediaView[]) => void;
  /** Resolves once the server was told everything it can be told now; it never throws. */
  settle: () => Promise<void>;
}

interface Context {
  draftId: string;
  store: Store<readonly MediaView[]>;
  ranks: Map<string, number>;
  ordering: ReturnType<typeof setTimeout> | undefined;
  /** The order here is not the server's. */
  isUnordered: boolean;
  isHeld: boolean;
  /** The server is told one thing after the other, in the order things were done. */
  told: Promise<void>;
}

const QUIET_MS = 600;

/** Watches over these photos, given in the order they stand. */
export function openDraftPhotos(draftId: string, photos: readonly MediaView[]): DraftPhotos {
  const store = createStore(photos);
  let opened = photos;
  const context: Context = {
    draftId,
    store,
    ranks: new Map(),
    ordering: undefined,
    isUnordered: false,
    isHeld: false,
    told: Promise.resolve(),
  };
  return {
    get: store.get,
    subscribe: store.subscribe,
    take: (sent, rank) => take(context, sent, rank),
    remove: (id) => remove(context, id),
    makeCover: (id) => {
      store.set((all) => all.map((photo) => ({ ...photo, isCover: photo.id === id })));
      return tell(context, () => api.changeMedia(id, { isCover: true }));
    },
    move: (id, by) => {
      store.set((all) => moved(all, id, by));
      context.isUnordered = true;
      orderSoon(context);
    },
    hold: (isBusy) => {
      context.isHeld = isBusy;
      orderSoon(context);
    },
    meet: (fresh) => {
      if (store.get() !== opened) return;
      opened = fresh;
      store.set(() => fresh);
    },
    settle: () => sendOrder(context),
  };
}

function take(context: Context, { media, duplicate, restored }: SentPhoto, rank: number): void {
  const { store, ranks } = context;
  const isHere = store.get().some(({ id }) => id === media.id);
  if (isHere) {
    store.set((all) => all.map((photo) => (photo.id === media.id ? media : photo)));
  } else {
    ranks.set(media.id, rank);
    store.set((all) => inserted(all, media, ranks));
    context.isUnordered ||= !isInServerOrder(store.get());
  }
  if (restored) toastInfo("That photo was in the trash. It is back.", "restored");
  else if (duplicate && isHere) toastInfo("That photo is already here.", "duplicate");
}

async function remove(context: Context, id: string): Promise<void> {
  const { store } = context;
  const at = store.get().findIndex((photo) => photo.id === id);
  const photo = store.get()[at];
  if (!photo) return;
  const putBack = (media: MediaView) => store.set((all) => all.toSpliced(at, 0, media));
  store.set((all) => all.filter((one) => one.id !== id));
  const undo = () =>
    tell(context, async () => {
      putBack((await api.restoreMedia(id)).media);
      context.isUnordered ||= !isInServerOrder(store.get());
      orderSoon(context);
    });
  await tell(
    context,
    async () => {
      await api.removeMedia(id);
      toastUndo("Photo removed.", () => void undo());
    },
    () => putBack(photo),
  );
}

function orderSoon(context: Context): void {
  clearTimeout(context.ordering);
  if (context.isUnordered && !context.isHeld)
    context.ordering = setTimeout(() => void sendOrder(context), QUIET_MS);
}

function sendOrder(context: Context): Promise<void> {
  clearTimeout(context.ordering);
  if (!context.isUnordered || context.isHeld) return context.told;
  context.isUnordered = false;
  // As things stand now: what is told to the server before this is in it, what comes after is not.
  const ids = context.store
    .get()
    .filter(isMovable)
    .map(({ id }) => id);
  return tell(context, async () => {
    const { photos } = await api.orderMedia(context.draftId, ids);
    const places = new Map(photos.map(({ id, sortOrder }) => [id, sortOrder]));
    const placed = (photo: MediaView) => {
      const sortOrder = places.get(photo.id) ?? photo.sortOrder;
      return sortOrder === photo.sortOrder ? photo : { ...photo, sortOrder };
    };
    context.store.set((all) => all.map(placed));
  });
}

/** Tells the server after all it was told before; when it would not, takes back what was shown too early. */
function tell(
  context: Context,
  what: () => Promise<unknown>,
  takeBack: () => void = () => {},
): Promise<void> {
  context.told = context.told.then(what).then(
    () => {},
    (error) => {
      takeBack();
      return disagree(context, error);
    },
  );
  return context.told;
}

/** The server would not: says why, and shows what it has. */
async function disagree({ draftId, store }: Context, error: unknown): Promise<void> {
  toastError(error);
  if (error instanceof AppError && error.code === "offline") return;
  const pending = await api.listPendingPhotos().catch(() => null);
  if (!pending) return;
  const linked = store.get().filter(({ state }) => state === "linked");
  store.set(() => [...linked, ...pending.filter((photo) => isOfDraft(photo, draftId))]);
}
