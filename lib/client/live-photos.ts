// What other tabs and devices do to a draft's photos, heard while this page is in sight: as a stream, or by
// asking every few seconds where something on the way holds streams back. Tells only that, never what.
import type { PhotoNews } from "@/lib/domain/media/schema";
import { AppError } from "@/lib/errors/app-error";
import { api } from "./api";
import { isTransient, waitMs } from "./retry";
import { createStore, type Watchable } from "./store";

/** Who tells: our own address, unless a test says otherwise. */
export interface NewsServer {
  /** Calls `onNews` with each piece, `onBeat` while there is none, `onEnd` when it won't go on by itself. */
  listen: (draftId: string, on: NewsEvents) => () => void;
  ask: (draftId: string) => Promise<PhotoNews>;
}

export interface NewsEvents {
  onNews: (news: PhotoNews) => void;
  onBeat: () => void;
  onEnd: () => void;
}

/** How many photos are being stored just now, wherever they came from. */
export interface LivePhotos extends Watchable<number> {
  /** Listens until what it returns is called. */
  start: () => () => void;
}

interface Context {
  draftId: string;
  server: NewsServer;
  catchUp: () => Promise<boolean>;
  hear: (news: PhotoNews) => void;
  stopHearing: () => void;
  timer: ReturnType<typeof setTimeout> | undefined;
  /** Until when streams are not tried again. */
  askUntil: number;
  failures: number;
}

/** The server speaks at once and then every 10 s at least. */
const FIRST_WORD_MS = 5_000;
const SILENCE_MS = 25_000;
const ASK_MS = 3_000;
const STREAM_AGAIN_MS = 60_000;
const CATCH_UP_MS = 1_000;

/**
 * Ready to listen.
 *
 * @param catchUp brings in what is new; false when it can't now, and then it is asked again soon
 */
export function openLivePhotos(
  draftId: string,
  catchUp: () => Promise<boolean>,
  server: NewsServer = { listen: listenToStream, ask: api.readPhotoNews },
): LivePhotos {
  const arriving = createStore(0);
  const context: Context = {
    draftId,
    server,
    catchUp,
    hear: () => {},
    stopHearing: () => {},
    timer: undefined,
    askUntil: 0,
    failures: 0,
  };
  return {
    get: arriving.get,
    subscribe: arriving.subscribe,
    start: () => {
      const keeper = keepUp(context);
      context.hear = (news) => {
        context.failures = 0;
        arriving.set(() => news.arriving);
        keeper.toMark(news.mark);
      };
      const follow = () => {
        leave(context);
        if (!document.hidden && navigator.onLine) hearOn(context);
        else arriving.set(() => 0);
      };
      document.addEventListener("visibilitychange", follow);
      window.addEventListener("online", follow);
      window.addEventListener("offline", follow);
      follow();
      return () => {
        document.removeEventListener("visibilitychange", follow);
        window.removeEventListener("online", follow);
        window.removeEventListener("offline", follow);
        keeper.stop();
        leave(context);
      };
    },
  };
}

/** Catches up with the newest mark, one try at a time, until it has. */
function keepUp(context: Context): { toMark: (mark: string) => void; stop: () => void } {
  let seen: string | null = null;
  let wanted: string | null = null;
  let isTrying = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const attempt = async () => {
    if (isTrying || wanted === seen) return;
    isTrying = true;
    const mark = wanted;
    if (await context.catchUp().catch(() => false)) seen = mark;
    isTrying = false;
    clearTimeout(timer);
    if (wanted !== seen) timer = setTimeout(() => void attempt(), CATCH_UP_MS);
  };
  return {
    toMark: (mark) => {
      wanted = mark;
      void attempt();
    },
    stop: () => {
      clearTimeout(timer);
      wanted = seen;
    },
  };
}

function leave(context: Context): void {
  clearTimeout(context.timer);
  context.stopHearing();
  context.stopHearing = () => {};
}

function hearOn(context: Context): void {
  if (Date.now() < context.askUntil) return void ask(context);
  const { draftId, server } = context;
  const giveUp = () => {
    leave(context);
    context.askUntil = Date.now() + STREAM_AGAIN_MS;
    void ask(context);
  };
  const expect = (ms: number) => {
    clearTimeout(context.timer);
    context.timer = setTimeout(giveUp, ms);
  };
  expect(FIRST_WORD_MS);
  context.stopHearing = server.listen(draftId, {
    onNews: (news) => {
      expect(SILENCE_MS);
      context.hear(news);
    },
    onBeat: () => expect(SILENCE_MS),
    onEnd: giveUp,
  });
}

async function ask(context: Context): Promise<void> {
  let isLeft = false;
  context.stopHearing = () => {
    isLeft = true;
  };
  const next = await context.server.ask(context.draftId).then(
    (news) => {
      if (!isLeft) context.hear(news);
      return ASK_MS;
    },
    (error) => {
      // Signed out, submitted or removed: nothing changes that by asking.
      if (!(error instanceof AppError) || !isTransient(error)) return null;
      context.failures += 1;
      return Math.max(ASK_MS, waitMs(error, context.failures));
    },
  );
  if (isLeft || next === null) return;
  context.timer = setTimeout(() => hearOn(context), next);
}

function listenToStream(draftId: string, { onNews, onBeat, onEnd }: NewsEvents): () => void {
  const source = new EventSource(`/api/captain/photos/events?draftId=${draftId}`);
  source.onmessage = ({ data }) => onNews(JSON.parse(data));
  source.addEventListener("beat", onBeat);
  // A stream that ended comes back by itself; one that was refused is closed for good.
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED) onEnd();
  };
  return () => source.close();
}
