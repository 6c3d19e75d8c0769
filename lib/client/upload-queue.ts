// Photos on their way: prepared one at a time, ahead of being sent three at a time, each with a state of
// its own. A file that fails never holds up the others; a limit, an outage or an ended session holds all of
// them until it is over, and no file is given up for it.
import PQueue from "p-queue";
import { AppError } from "@/lib/errors/app-error";
import { guardLeaving } from "./leave-guard";
import { type PreparedPhoto, preparePhoto } from "./prepare-photo";
import { randomId } from "./random-id";
import { openSendHold, type SendHold } from "./send-hold";
import { type SentPhoto, sendPhoto } from "./send-photo";
import { joinSignOut } from "./sign-out";
import { createStore, type Store, type Watchable } from "./store";
import {
  isAtStake,
  NO_UPLOADS,
  retryable,
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
  /** Every file that failed and may arrive when sent again. */
  retryAll: () => void;
  /** Stops a file wherever it is and forgets it. */
  cancel: (id: string) => void;
  /** Who is told from now on; one listener at a time. Goes on if an ended session held it. Returns the way to stop listening. */
  listen: (events: UploadEvents) => () => void;
  /** Stops and forgets everything; the queue is of no more use. */
  discard: () => void;
}

/** What happens to a file on its way. */
export interface UploadStages {
  prepare: (file: File) => Promise<PreparedPhoto>;
  send: typeof sendPhoto;
}

/** What only the queue knows of a file. */
interface Work {
  file: File;
  rank: number;
  key: string;
  stop: AbortController;
  prepared: PreparedPhoto | null;
}

interface Context {
  draftId: string;
  stages: UploadStages;
  store: Store<UploadsState>;
  preparing: PQueue;
  sending: PQueue;
  work: Map<string, Work>;
  events: UploadEvents | null;
  hold: SendHold;
  picked: number;
}

const AT_ONCE = 3;
const queues = new Map<string, UploadQueue>();

/** The one queue of a draft on this page; it goes on while the captain looks at other steps or pages. */
export function uploadQueueOf(draftId: string): UploadQueue {
  const known = queues.get(draftId);
  if (known) return known;
  const queue = openUploadQueue(draftId);
  queues.set(draftId, queue);
  const leaveSignOut = joinSignOut({
    save: async () => !isAtStake(queue.get()),
    discard: () => {
      queue.discard();
      queues.delete(draftId);
      leaveSignOut();
    },
  });
  return queue;
}

/** A queue of its own; pages share `uploadQueueOf`. */
export function openUploadQueue(
  draftId: string,
  stages: UploadStages = { prepare: preparePhoto, send: sendPhoto },
): UploadQueue {
  const store = createStore(NO_UPLOADS);
  // A decoded photo takes up to 200 MB; two at once would end a phone's browser.
  const preparing = new PQueue({ concurrency: 1 });
  const sending = new PQueue({ concurrency: AT_ONCE });
  const hold = openSendHold((now) => {
    store.set((state) => (state.hold === now ? state : { ...state, hold: now }));
    if (now) sending.pause();
    else sending.start();
  });
  const work: Context["work"] = new Map();
  const context: Context = {
    ...{ draftId, stages, store, preparing, sending, hold, work },
    events: null,
    picked: 0,
  };
  const unguard = store.subscribe(() => guardLeaving(isAtStake(store.get()), context));
  const cancel = (id: string) => {
    work.get(id)?.stop.abort();
    forget(context, id);
  };
  return {
    get: store.get,
    subscribe: store.subscribe,
    add: (files) => {
      for (const file of files) take(context, file);
    },
    retry: (id) => retry(context, id),
    retryAll: () => {
      for (const { id } of retryable(store.get())) retry(context, id);
    },
    cancel,
    listen: (events) => {
      context.events = events;
      hold.signedIn();
      return () => {
        if (context.events === events) context.events = null;
      };
    },
    discard: () => {
      for (const id of [...work.keys()]) cancel(id);
      hold.stop();
      unguard();
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
  });
  context.store.set((state) => withUpload(state, id, file.name));
  enqueue(context, id);
}

function retry(context: Context, id: string): void {
  if (!context.work.has(id)) return;
  update(context, id, { phase: "waiting", refusal: null });
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
  const prepared = await context.stages.prepare(work.file);
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
  const sent = await context.stages.send(
    { ...photo, idempotencyKey: work.key },
    {
      signal: work.stop.signal,
      onProgress: (sentBytes, totalBytes) => {
        const phase = sentBytes < totalBytes ? "sending" : "checking";
        update(context, id, { sentBytes, totalBytes, phase });
      },
    },
  );
  context.hold.arrived();
  context.events?.onSent(sent, work.rank);
  forget(context, id);
}

/** What is not the file's fault holds all of them; else the file is left for the captain. */
function fallBack(context: Context, id: string, work: Work, error: unknown): void {
  const refusal =
    error instanceof AppError ? error : new AppError("internal", {}, { cause: error });
  const wasSignedOut = context.store.get().hold === "signed_out";
  const isHeld = context.hold.takes(refusal);
  update(context, id, isHeld ? { phase: "waiting", sentBytes: 0 } : { phase: "failed", refusal });
  if (isHeld) enqueue(context, id);
  // Only the captain can end this one.
  const isToldNow = refusal.code === "unauthorized" ? !wasSignedOut : !isHeld;
  if (isToldNow) context.events?.onFailed(refusal, work.file.name);
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
