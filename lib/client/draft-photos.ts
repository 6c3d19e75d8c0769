// The photos a draft would take, as the captain arranges them: shown at once, then told to the server. What
// can't be told now is told later; when the server disagrees, its photos are read again.
import { isOfDraft } from "@/lib/domain/draft/rules";
import type { MediaView } from "@/lib/domain/media/schema";
import { AppError } from "@/lib/errors/app-error";
import { api } from "./api";
import { inOrderOf, inserted, isInServerOrder, isMovable, moved, withCover } from "./photo-order";
import type { SentPhoto } from "./send-photo";
import { joinSignOut } from "./sign-out";
import { createStore, type Store, type Watchable } from "./store";
import { openTeller, type Teller } from "./teller";
import { toastInfo, toastUndo } from "./toast";

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
  /**
   * Resolves once the server was told everything it can be told now.
   *
   * @throws what it refused or could not be told
   */
  settle: () => Promise<void>;
  /** Tells what is left when the page hides or comes online. Returns the way to stop: once more, then never. */
  start: () => () => void;
}

/** The part of the API that is about a draft's photos. */
export type PhotoServer = Pick<
  typeof api,
  "changeMedia" | "removeMedia" | "restoreMedia" | "orderMedia" | "listPendingPhotos"
>;

interface Context {
  draftId: string;
  server: PhotoServer;
  store: Store<readonly MediaView[]>;
  ranks: Map<string, number>;
  timer: ReturnType<typeof setTimeout> | undefined;
  /** The cover that was chosen here and that the server was not told of. */
  cover: string | null;
  /** The order here is not the server's. */
  isUnordered: boolean;
  isHeld: boolean;
  teller: Teller;
  isStopped: boolean;
}

const QUIET_MS = 600;

/** Watches over these photos, given in the order they stand. */
export function openDraftPhotos(
  draftId: string,
  photos: readonly MediaView[],
  server: PhotoServer = api,
): DraftPhotos {
  const store = createStore(photos);
  let opened = photos;
  const context: Context = {
    draftId,
    server,
    store,
    ranks: new Map(),
    timer: undefined,
    cover: null,
    isUnordered: false,
    isHeld: false,
    teller: openTeller({
      onLater: () => tellSoon(context),
      onRefused: () => readAgain(context),
    }),
    isStopped: false,
  };
  return {
    get: store.get,
    subscribe: store.subscribe,
    take: (sent, rank) => take(context, sent, rank),
    remove: (id) => remove(context, id),
    makeCover: (id) => {
      store.set((all) => withCover(all, id));
      context.cover = id;
      return sendCover(context);
    },
    move: (id, by) => {
      store.set((all) => moved(all, id, by));
      context.isUnordered = true;
      tellSoon(context);
    },
    hold: (isBusy) => {
      context.isHeld = isBusy;
      tellSoon(context);
    },
    meet: (fresh) => {
      if (store.get() !== opened) return;
      opened = fresh;
      store.set(() => fresh);
    },
    settle: () => settle(context),
    start: () => start(context),
  };
}

function start(context: Context): () => void {
  context.isStopped = false;
  const hide = () => void tellAll(context);
  const online = () => tellSoon(context);
  window.addEventListener("pagehide", hide);
  window.addEventListener("online", online);
  const leaveSignOut = joinSignOut({
    save: () =>
      settle(context).then(
        () => true,
        () => false,
      ),
    discard: () => {
      context.cover = null;
      context.isUnordered = false;
    },
  });
  return () => {
    leaveSignOut();
    window.removeEventListener("pagehide", hide);
    window.removeEventListener("online", online);
    context.isStopped = true;
    void tellAll(context);
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
  const { store, server, teller } = context;
  const at = store.get().findIndex((photo) => photo.id === id);
  const photo = store.get()[at];
  if (!photo) return;
  const takeOut = () => store.set((all) => all.filter((one) => one.id !== id));
  const putBack = (media: MediaView) => {
    takeOut();
    store.set((all) => all.toSpliced(at, 0, media));
  };
  const undo = () =>
    teller.tell(async () => {
      putBack((await server.restoreMedia(id)).media);
      context.isUnordered ||= !isInServerOrder(store.get());
      tellSoon(context);
    });
  takeOut();
  await teller.tell(
    async () => {
      await server.removeMedia(id);
      // The photos may have been read again meanwhile.
      takeOut();
      toastUndo("Photo removed.", () => void undo());
    },
    { takeBack: () => putBack(photo) },
  );
}

async function settle(context: Context): Promise<void> {
  context.teller.forgetRefusal();
  await tellAll(context);
  const refusal = context.teller.refusal();
  if (refusal) throw refusal;
}

function tellAll(context: Context): Promise<void> {
  clearTimeout(context.timer);
  void sendCover(context);
  return sendOrder(context);
}

/** Tells what is left after a pause, when there is a network and the server wants to hear of it. */
function tellSoon(context: Context): void {
  clearTimeout(context.timer);
  const isLeft = context.cover !== null || (context.isUnordered && !context.isHeld);
  if (!isLeft || context.isStopped || !navigator.onLine) return;
  const ms = Math.max(QUIET_MS, context.teller.restMs());
  context.timer = setTimeout(() => void tellAll(context), ms);
}

function sendCover(context: Context): Promise<void> {
  const { cover, server, store, teller } = context;
  if (cover === null) return teller.told();
  context.cover = null;
  return teller.tell(() => server.changeMedia(cover, { isCover: true }), {
    keepForLater: () => {
      // Unless another was chosen since.
      if (store.get().some(({ id, isCover }) => id === cover && isCover)) context.cover = cover;
    },
  });
}

function sendOrder(context: Context): Promise<void> {
  if (!context.isUnordered || context.isHeld) return context.teller.told();
  context.isUnordered = false;
  // As things stand now: what is told to the server before this is in it, what comes after is not.
  const wanted = context.store.get();
  return context.teller.tell(() => orderLike(context, wanted), {
    keepForLater: () => {
      context.isUnordered = true;
    },
  });
}

async function orderLike(context: Context, wanted: readonly MediaView[]): Promise<void> {
  try {
    await order(context, wanted);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "invalid_payload") throw error;
    // Photos came or went in another tab: the same order once more, of those that are there.
    await readAgain(context);
    context.store.set((all) => inOrderOf(all, wanted));
    await order(context, context.store.get());
  }
}

async function order({ draftId, server, store }: Context, like: readonly MediaView[]) {
  const ids = like.filter(isMovable).map(({ id }) => id);
  const { photos } = await server.orderMedia(draftId, ids);
  const places = new Map(photos.map(({ id, sortOrder }) => [id, sortOrder]));
  const placed = (photo: MediaView) => {
    const sortOrder = places.get(photo.id) ?? photo.sortOrder;
    return sortOrder === photo.sortOrder ? photo : { ...photo, sortOrder };
  };
  store.set((all) => all.map(placed));
}

/** Shows what the server has, and the cover it is still to be told of. */
async function readAgain(context: Context): Promise<void> {
  const { draftId, server, store } = context;
  const pending = (await server.listPendingPhotos()).filter((photo) => isOfDraft(photo, draftId));
  const linked = store.get().filter(({ state }) => state === "linked");
  const all = [...linked, ...pending];
  store.set(() => (context.cover === null ? all : withCover(all, context.cover)));
}
