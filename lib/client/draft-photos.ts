// The photos a draft would take, as the captain arranges and words them: shown at once, then told to the
// server. What can't be told now is told later; when the server disagrees, its photos are read again.
import type { MediaView } from "@/lib/domain/media/schema";
import type { AppError } from "@/lib/errors/app-error";
import { api } from "./api";
import { inOrderOf, inserted, isInServerOrder, placedAt, putBack, withCover } from "./photo-order";
import { openWords, type PhotoWords } from "./photo-words";
import { removePhotos } from "./remove-photos";
import type { SentPhoto } from "./send-photo";
import { joinSignOut } from "./sign-out";
import { createStore, type Watchable } from "./store";
import {
  catchUp,
  isLeftToTell,
  type PhotoServer,
  type PhotoTelling,
  readAgain,
  tellCover,
  tellOrder,
  tellWords,
} from "./tell-photos";
import { openTeller } from "./teller";
import { toastInfo } from "./toast";

export type { PhotoServer };

export interface DraftPhotos extends Watchable<readonly MediaView[]> {
  /**
   * Adds what an upload brought; says so when it was here already.
   *
   * @param rank its place among the uploads of this page: photos stand as they were picked, not as they arrived
   */
  take: (sent: SentPhoto, rank: number) => void;
  /** The rank of a photo that an earlier page took. */
  remember: (id: string, rank: number) => void;
  /** Puts a photo where it was picked that arrived while no page of the draft was shown, once it is here. */
  takeLate: (id: string, rank: number) => void;
  /** Shows what the draft took from the library, of the server's whole list; those that are here stay as they are. */
  bring: (photos: readonly MediaView[]) => void;
  /** To the trash, with one way back for all of them for ten seconds. */
  remove: (ids: readonly string[]) => Promise<void>;
  makeCover: (id: string) => Promise<void>;
  /** To this place among all, as near as it may stand: photos that are online stay before those that are not. */
  place: (id: string, place: number) => void;
  /** Says the same of these photos; kept by this tab until the server knows it. */
  word: (ids: readonly string[], words: PhotoWords) => void;
  /** Which photo is being worded, if any: what is said of it is told once it is left. */
  attend: (id: string | null) => void;
  /** Whether something that was said of a photo is not on the server, and its reason if it would not have it. */
  untold: (id: string) => { refusal: AppError | undefined } | null;
  /** While uploads run the order is told when the captain changes it, and that of arriving once all are here. */
  hold: (isBusy: boolean) => void;
  /** The photos as the server gave them just now; they come in as long as nothing was done here. */
  meet: (photos: readonly MediaView[]) => void;
  /** Shows what another tab or device did; false when it has to wait for what is being done here. */
  catchUp: () => Promise<boolean>;
  /**
   * Resolves once the server was told everything it can be told now.
   *
   * @throws what it refused or could not be told
   */
  settle: () => Promise<void>;
  /** Tells what is left when the page hides or comes online. Returns the way to stop: once more, then never. */
  start: () => () => void;
}

interface Context extends PhotoTelling {
  ranks: Map<string, number>;
  /** Of photos that arrived while no page was shown and that are not among those shown yet, the ranks. */
  late: Map<string, number>;
  timer: ReturnType<typeof setTimeout> | undefined;
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
    late: new Map(),
    timer: undefined,
    cover: null,
    isUnordered: false,
    isArranged: false,
    isHeld: false,
    words: openWords(),
    attended: null,
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
    remember: (id, rank) => void context.ranks.set(id, rank),
    takeLate: (id, rank) => {
      context.late.set(id, rank);
      placeLate(context);
    },
    bring: (all) => {
      for (const media of all)
        if (!store.get().some(({ id }) => id === media.id))
          store.set((here) => putBack(here, media, all));
      // What is online already stays before the others.
      store.set((here) => inOrderOf(here, here));
    },
    remove: (ids) => removePhotos(context, new Set(ids), () => tellSoon(context)),
    makeCover: (id) => {
      store.set((all) => withCover(all, id));
      context.cover = id;
      return tellCover(context);
    },
    place: (id, at) => {
      const before = store.get();
      store.set((all) => placedAt(all, id, at));
      if (store.get() === before) return;
      context.isUnordered = true;
      context.isArranged = true;
      tellSoon(context);
    },
    word: (ids, said) => {
      for (const id of ids) context.words.note(id, said);
      store.set(context.words.over);
      tellSoon(context);
    },
    attend: (id) => {
      context.attended = id;
      tellSoon(context);
    },
    untold: (id) => (context.words.has(id) ? { refusal: context.words.refusalOf(id) } : null),
    hold: (isBusy) => {
      context.isHeld = isBusy;
      tellSoon(context);
    },
    meet: (fresh) => {
      if (store.get() !== opened) return;
      opened = context.words.over(fresh);
      store.set(() => opened);
      placeLate(context);
    },
    catchUp: async () => {
      const hasCaughtUp = await catchUp(context);
      placeLate(context);
      return hasCaughtUp;
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
      context.isArranged = false;
      for (const { id } of context.store.get()) context.words.forget(id);
    },
  });
  context.words.adopt(context.store.get());
  context.store.set(context.words.over);
  tellSoon(context);
  return () => {
    leaveSignOut();
    window.removeEventListener("pagehide", hide);
    window.removeEventListener("online", online);
    context.isStopped = true;
    void tellAll(context);
  };
}

function take(context: Context, { media, duplicate, restored }: SentPhoto, rank: number): void {
  const { store } = context;
  const isHere = store.get().some(({ id }) => id === media.id);
  if (isHere && duplicate) {
    store.set((all) => all.map((photo) => (photo.id === media.id ? media : photo)));
  } else {
    // News of it may have come before its own answer: where it was picked is known only now.
    placeByRank(context, media, rank);
  }
  if (restored) toastInfo("That photo was in the trash. It is back.", "restored");
  else if (duplicate && isHere) toastInfo("That photo is already here.", "duplicate");
}

function placeByRank(context: Context, media: MediaView, rank: number): void {
  const { store, ranks } = context;
  ranks.set(media.id, rank);
  const others = store.get().filter(({ id }) => id !== media.id);
  store.set(() => inserted(others, media, ranks));
  context.isUnordered ||= !isInServerOrder(store.get());
}

/** A page that comes back may show less at first than has arrived meanwhile: a photo it lacks is waited for. */
function placeLate(context: Context): void {
  for (const [id, rank] of context.late) {
    const media = context.store.get().find((photo) => photo.id === id);
    if (!media) continue;
    context.late.delete(id);
    placeByRank(context, media, rank);
    tellSoon(context);
  }
}

async function settle(context: Context): Promise<void> {
  context.teller.forgetRefusal();
  context.words.tryAgain();
  await tellAll(context);
  const refusal = context.teller.refusal();
  if (refusal) throw refusal;
}

function tellAll(context: Context): Promise<void> {
  clearTimeout(context.timer);
  // Whoever leaves or submits while photos are on their way has the order they see.
  context.isArranged = context.isUnordered;
  void tellCover(context);
  void tellWords(context, { all: true });
  return tellOrder(context);
}

/** Tells what is left after a pause, when there is a network and the server wants to hear of it. */
function tellSoon(context: Context): void {
  clearTimeout(context.timer);
  if (!isLeftToTell(context) || context.isStopped || !navigator.onLine) return;
  const ms = Math.max(QUIET_MS, context.teller.restMs());
  context.timer = setTimeout(() => {
    void tellCover(context);
    void tellWords(context, { all: false });
    void tellOrder(context);
  }, ms);
}
