// Photos on their way: prepared one at a time, ahead of being sent three at a time, each with a state of
// its own. A file that fails never holds up the others; a limit or an outage holds all for as long as it asks.
import PQueue from "p-queue";
import { AppError } from "@/lib/errors/app-error";
import { guardLeaving } from "./leave-guard";
import { type PreparedPhoto, preparePhoto } from "./prepare-photo";
import { randomId } from "./random-id";
import { isTransient, waitMs } from "./retry";
import { type SentPhoto, sendPhoto } from "./send-photo";
import { createStore, type Store, type Watchable } from "./store";
import {
  isBusy,
  NO_UPLOADS,
  type Upload,
  type UploadsState,
  withChange,
  withoutUpload,
  withUpload,
} from "./uploads-state";

export interface UploadEvents {
  /** `rank` grows in the order in which files were picked, whichever arrives first. */
  onSent: (sent: SentPhoto, rank: number) => void;
  onFailed: (refusal: AppError, name: string) => void;
}

export interface UploadQueue extends Watchable<UploadsState> {
  add: (files: readonly File[]) => void;
  retry: (id: string) => void;
  /** Stops a file wherever it is and forgets it. */
  cancel: (id: string) => void;
  /** Who is told from now on; one listener at a time. Returns the way to stop listening. */
  listen: (events: UploadEvents) => () => void;
}

/** What only the queue knows of a file. */
interface Work {
  file: File;
  rank: number;
  key: string;
  stop: AbortController;
  prepared: PreparedPhoto | null;
  tries: number;
}

interface Context {
  draftId: string;
  store: Store<UploadsState>;
  preparing: PQueue;
  sending: PQueue;
  work: Map<string, Work>;
  events: UploadEvents | null;
  resting: ReturnType<typeof setTimeout> | undefined;
  picked: number;
}

const AT_ONCE = 3;
const MOST_TRIES = 6;
const queues = new Map<string, UploadQueue>();

/** The one queue of a draft on this page; it goes on while the captain looks at other steps or pages. */
export function uploadQueueOf(draftId: string): UploadQueue {
  const queue = queues.get(draftId) ?? openUploadQueue(draftId);
  queues.set(draftId, queue);
  return queue;
}

function openUploadQueue(draftId: string): UploadQueue {
  const store = createStore(NO_UPLOADS);
  const context: Context = {
    draftId,
    store,
    // A decoded photo takes up to 200 MB; two at once would end a phone's browser.
    preparing: new PQueue({ concurrency: 1 }),
    sending: new PQueue({ concurrency: AT_ONCE }),
    work: new Map(),
    events: null,
    resting: undefined,
    picked: 0,
  };
  store.subscribe(() => guardLeaving(isBusy(store.get()), context));
  window.addEventListener("online", () => wake(context));
  return {
    get: store.get,
    subscribe: store.subscribe,
    add: (files) => {
      for (const file of files) take(context, file);
    },
    retry: (id) => {
      const work = context.work.get(id);
      if (!work) return;
      work.tries = 0;
      update(context, id, { phase: "waiting", refusal: null });
      enqueue(context, id);
    },
    cancel: (id) => {
      context.work.get(id)?.stop.abort();
      forget(context, id);
    },
    listen: (events) => {
      context.events = events;
      return () => {
        if (context.events === events) context.events = null;
      };
    },
  };
}

function take(context: Context, file: File): void {
  const id = randomId();
  context.picked += 1;
  context.work.set(id, {
    file,
    rank: context.picked,
    key: randomId(),
    stop: new AbortController(),
    prepared: null,
    tries: 0,
  });
  context.store.set((state) => withUpload(state, id, file.name));
  enqueue(context, id);
}

/** At the end of the line, so that a file that failed waits for the others. */
function enqueue(context: Context, id: string): void {
  const work = context.work.get(id);
  if (!work) return;
  if (work.prepared) void context.sending.add(() => attempt(context, id, work, send));
  else void context.preparing.add(() => attempt(context, id, work, prepare));
}

type Stage = (context: Context, id: string, work: Work) => Promise<void>;

async function attempt(context: Context, id: string, work: Work, stage: Stage): Promise<void> {
  const { signal } = work.stop;
  if (signal.aborted) return;
  try {
    await stage(context, id, work);
  } catch (error) {
    if (!signal.aborted) fallBack(context, id, work, error);
  }
}

async function prepare(context: Context, id: string, work: Work): Promise<void> {
  update(context, id, { phase: "preparing" });
  const prepared = await preparePhoto(work.file);
  if (work.stop.signal.aborted) return;
  work.prepared = prepared;
  const { blob } = prepared;
  const previewUrl = URL.createObjectURL(blob);
  update(context, id, { phase: "waiting", previewUrl, totalBytes: blob.size });
  enqueue(context, id);
}

async function send(context: Context, id: string, work: Work): Promise<void> {
  if (!work.prepared) return;
  update(context, id, { phase: "sending", sentBytes: 0 });
  const photo = { ...work.prepared, name: work.file.name, draftId: context.draftId };
  const sent = await sendPhoto(
    { ...photo, idempotencyKey: work.key },
    {
      signal: work.stop.signal,
      onProgress: (sentBytes, totalBytes) => {
        const phase = sentBytes < totalBytes ? "sending" : "checking";
        update(context, id, { sentBytes, totalBytes, phase });
      },
    },
  );
  context.events?.onSent(sent, work.rank);
  forget(context, id);
}

/** Waits and tries again while the failure may pass; else says so and leaves the file for the captain. */
function fallBack(context: Context, id: string, work: Work, error: unknown): void {
  const refusal =
    error instanceof AppError ? error : new AppError("internal", {}, { cause: error });
  // A limit is not the file's fault.
  if (refusal.code !== "rate_limited") work.tries += 1;
  if (isTransient(refusal) && work.tries < MOST_TRIES) {
    update(context, id, { phase: "waiting", sentBytes: 0 });
    rest(context, waitMs(refusal, Math.max(1, work.tries)));
    enqueue(context, id);
    return;
  }
  update(context, id, { phase: "failed", refusal });
  context.events?.onFailed(refusal, work.file.name);
}

/** Holds back what has not started; the longest wait asked for counts. */
function rest(context: Context, ms: number): void {
  const until = Math.max(Date.now() + ms, context.store.get().restsUntil ?? 0);
  context.sending.pause();
  context.store.set((state) => ({ ...state, restsUntil: until }));
  clearTimeout(context.resting);
  context.resting = setTimeout(() => wake(context), until - Date.now());
}

function wake(context: Context): void {
  clearTimeout(context.resting);
  context.store.set((state) => (state.restsUntil ? { ...state, restsUntil: null } : state));
  context.sending.start();
}

function forget(context: Context, id: string): void {
  const upload = context.store.get().uploads.find((one) => one.id === id);
  if (upload?.previewUrl) URL.revokeObjectURL(upload.previewUrl);
  context.work.delete(id);
  context.store.set((state) => withoutUpload(state, id));
}

function update({ store }: Context, id: string, change: Partial<Upload>): void {
  store.set((state) => withChange(state, id, change));
}
