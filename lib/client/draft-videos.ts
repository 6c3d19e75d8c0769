// The videos of a draft as the server has them, asked again while anything is under way there and somebody looks.
import type { VideoView } from "@/lib/domain/video/schema";
import { AppError } from "@/lib/errors/app-error";
import { api } from "./api";
import { waitMs } from "./retry";
import { createStore, type Watchable } from "./store";
import { toastError } from "./toast";

export interface DraftVideosState {
  /** Null until they were read. */
  videos: readonly VideoView[] | null;
  /** Whether a worker is there for clips that the browser can't prepare; false until it is known. */
  canServe: boolean;
  /** What was thrown when they could not be read; null when they were. */
  failure: AppError | null;
}

export interface DraftVideos extends Watchable<DraftVideosState> {
  load: () => Promise<void>;
  /** One that has arrived from this page. */
  take: (video: VideoView) => void;
  retry: (id: string) => Promise<void>;
  remove: (id: string) => Promise<void>;
  /** Reads now, and again and again: another device may add to it. Returns the way to stop. */
  watch: () => () => void;
}

const EVERY_MS = 3000;
/** While nothing is under way: another device may add something. */
const RARELY_MS = 20_000;

/** Whether a video will change without anybody doing anything. */
export function isOnTheMove({ status }: Pick<VideoView, "status">): boolean {
  return status === "queued" || status === "processing" || status === "uploading";
}

/** Nothing is read yet. */
export function openDraftVideos(draftId: string): DraftVideos {
  const store = createStore<DraftVideosState>({ videos: null, canServe: false, failure: null });
  // An answer that was asked for before a change would bring back what was removed.
  let changes = 0;
  const load = async () => {
    const before = changes;
    try {
      const { videos, canProcessOnServer: canServe } = await api.listVideos(draftId);
      if (before === changes) store.set(() => ({ videos, canServe, failure: null }));
    } catch (error) {
      const failure = error instanceof AppError ? error : new AppError("internal");
      store.set((state) => ({ ...state, failure }));
    }
  };
  const put = (video: VideoView): void => {
    changes += 1;
    const { videos } = store.get();
    if (!videos) return void load();
    const isKnown = videos.some(({ id }) => id === video.id);
    store.set((state) => ({
      ...state,
      videos: isKnown
        ? videos.map((one) => (one.id === video.id ? video : one))
        : [...videos, video],
      failure: null,
    }));
  };
  return {
    get: store.get,
    subscribe: store.subscribe,
    load,
    take: put,
    retry: async (id) => {
      try {
        put((await api.retryVideo(id)).video);
      } catch (error) {
        toastError(error);
        await load();
      }
    },
    remove: async (id) => {
      try {
        await api.removeVideo(id);
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== "not_found") return toastError(error);
      }
      changes += 1;
      store.set((state) => ({
        ...state,
        videos: state.videos?.filter((one) => one.id !== id) ?? null,
      }));
    },
    watch: () => watch(store, load),
  };
}

/**
 * Asks by the clock, often while something is on the move; not while the page is out of sight, not sooner than the
 * server wants, and no more once nobody is signed in or the draft is gone.
 */
function watch(store: Watchable<DraftVideosState>, load: () => Promise<void>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;
  let failures = 0;
  const plan = () => {
    clearTimeout(timer);
    const { videos, failure } = store.get();
    const isOver = failure?.code === "unauthorized" || failure?.code === "not_found";
    if (isStopped || isOver || document.visibilityState !== "visible") return;
    const rest = videos?.some(isOnTheMove) ? EVERY_MS : RARELY_MS;
    const wait = failure ? Math.max(EVERY_MS, waitMs(failure, failures)) : rest;
    timer = setTimeout(ask, wait);
  };
  const ask = () =>
    void load().then(() => {
      failures = store.get().failure ? failures + 1 : 0;
      plan();
    });
  const shown = () => {
    if (document.visibilityState === "visible") ask();
    else clearTimeout(timer);
  };
  const leave = store.subscribe(plan);
  document.addEventListener("visibilitychange", shown);
  ask();
  return () => {
    isStopped = true;
    clearTimeout(timer);
    leave();
    document.removeEventListener("visibilitychange", shown);
  };
}
