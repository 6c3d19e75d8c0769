// The way of one file: hashed, compared with what the captain has, shrunk, sent. Which step comes next is
// read from what is known of it, so that a file that was kept goes on where it stood.
import { AppError } from "@/lib/errors/app-error";
import { MOST_MISSES } from "./load-part";
import { dropLook, keepLook, moveLook } from "./photo-looks";
import { randomId } from "./random-id";
import { waitMs } from "./retry";
import { findTwin, freeTwinsOf, meetKnown } from "./upload-twins";
import { keep, type QueueContext, show, type Work } from "./upload-work";
import { withArrival, withoutUpload } from "./uploads-state";

type Step = (context: QueueContext, work: Work) => Promise<void>;

/** A line so bad that a file breaks off again and again would be used up by it, for the others too. */
const MOST_CUTS = 3;
/** Progress comes with each packet; nobody reads faster than this. */
const SHOWN_EVERY_MS = 200;

/** Puts a file in line for what comes next; nothing when it waits for the captain or the server's answer. */
export function goOn(context: QueueContext, work: Work): void {
  if (work.isBusy || work.stop.signal.aborted) return;
  const { preparing, sending } = context;
  const run = (step: Step) => () => attempt(context, work, step);
  const line = (queue: typeof preparing, step: Step, priority = 0) => {
    work.isBusy = true;
    void queue.add(run(step), { priority });
  };
  // Hashes first: the server can be asked about all files while the first are shrunk.
  if (!work.isHashed) line(preparing, hash, 1);
  else if (isUndecided(context, work)) return;
  else if (work.isReused) line(sending, reuse);
  else if (!work.isShrunk) line(preparing, shrink);
  else if (work.known !== undefined) line(sending, send);
}

function isUndecided({ store }: QueueContext, { id }: Work): boolean {
  return store.get().uploads.some((one) => one.id === id && one.phase === "choosing");
}

async function attempt(context: QueueContext, work: Work, step: Step): Promise<void> {
  const { signal } = work.stop;
  if (signal.aborted) return;
  // The captain was asked about it while it stood in line.
  if (isUndecided(context, work)) {
    work.isBusy = false;
    return;
  }
  try {
    await step(context, work);
    work.isBusy = false;
    if (!signal.aborted) goOn(context, work);
  } catch (error) {
    work.isBusy = false;
    if (!signal.aborted) fallBack(context, work, error);
  }
}

async function hash(context: QueueContext, work: Work): Promise<void> {
  const sha256 = await context.stages.hash(work.blob);
  if (work.stop.signal.aborted) return;
  work.sha256 = sha256;
  work.isHashed = true;
  void context.kept.change(work.id, { sha256 });
  if (!sha256) work.known = null;
  else if (!findTwin(context, work)) askAbout(context, work, sha256);
}

/** Asks whether the captain has it; the file is shrunk meanwhile. */
export function askAbout(context: QueueContext, work: Work, sha256: string): void {
  void context.asker.ask(sha256).then((known) => {
    if (work.stop.signal.aborted) return;
    meetKnown(context, work, known);
    goOn(context, work);
  });
}

async function shrink(context: QueueContext, work: Work): Promise<void> {
  show(context, work.id, { phase: "preparing" });
  const { blob, thumbnail, look } = await context.stages.shrink(work.blob);
  if (work.stop.signal.aborted) return;
  if (look) keepLook(work.id, look);
  Object.assign(work, { blob, thumbnail, isShrunk: true });
  void keep(context, work);
  const previewUrl = thumbnail && URL.createObjectURL(thumbnail);
  // The captain may have been asked about it meanwhile.
  const phase = isUndecided(context, work) ? "choosing" : "waiting";
  show(context, work.id, { phase, previewUrl, totalBytes: blob.size });
}

async function send(context: QueueContext, work: Work): Promise<void> {
  const { id, name, blob, sha256, key, isCopyWanted, stop } = work;
  if (!work.mayHaveArrived) {
    work.mayHaveArrived = true;
    void context.kept.change(id, { mayHaveArrived: true });
  }
  show(context, id, { phase: "sending", sentBytes: 0 });
  let shownAt = 0;
  let before = 0;
  const onProgress = (sentBytes: number, totalBytes: number) => {
    for (const speed of [work.speed, context.speed]) speed.note(sentBytes - before);
    before = sentBytes;
    const isLast = sentBytes >= totalBytes;
    if (!isLast && performance.now() - shownAt < SHOWN_EVERY_MS) return;
    shownAt = performance.now();
    show(context, id, { sentBytes, totalBytes, phase: isLast ? "checking" : "sending" });
  };
  const photo = { blob, name, sha256, draftId: context.draftId, idempotencyKey: key, isCopyWanted };
  const sent = await context.stages.send(photo, { signal: stop.signal, onProgress });
  arrive(context, work, sent);
}

async function reuse(context: QueueContext, work: Work): Promise<void> {
  if (!work.known) return;
  show(context, work.id, { phase: "checking" });
  try {
    const taken = await context.stages.reuse(context.draftId, work.known);
    if (!work.stop.signal.aborted) arrive(context, work, taken);
    // Stopped while the server was at it: it goes back to where it was.
    else if (taken) await context.stages.remove(taken.media.id).catch(() => {});
  } catch (error) {
    const isGone =
      error instanceof AppError && ["not_found", "invalid_payload"].includes(error.code);
    if (!isGone) throw error;
    // It was removed for good meanwhile, or can't be used: the file itself is still here.
    work.isReused = false;
    work.known = null;
    show(context, work.id, { phase: "waiting" });
  }
}

type Sent = Awaited<ReturnType<QueueContext["stages"]["reuse"]>>;

/** The server has it: the page shows the photo instead of the file. */
function arrive(context: QueueContext, work: Work, sent: Sent): void {
  context.hold.arrived();
  if (sent) {
    moveLook(work.id, sent.media.id);
    context.ranks.set(sent.media.id, { rank: work.rank, isUntold: context.events === null });
    context.events?.onSent(sent, work.rank);
  }
  context.arrived.add(work.id);
  if (sent) void context.kept.change(work.id, { arrivedAs: sent.media.id, blob: new Blob() });
  freeTwinsOf(context, work, sent?.media ?? work.known?.media ?? null);
  leave(context, work);
  context.store.set((state) => withArrival(state, work.id));
}

/** Stops a file wherever it is; what the server may have of it is taken back. */
export function cancel(context: QueueContext, work: Work): void {
  leave(context, work);
  dropLook(work.id);
  context.store.set((state) => withoutUpload(state, work.id));
  if (work.mayHaveArrived) {
    void context.kept.change(work.id, { isStopped: true });
    context.takeBacks.add(work.id, work.key);
  } else {
    void context.kept.drop(work.id);
  }
  for (const other of freeTwinsOf(context, work, null)) {
    if (other.sha256 && other.known === undefined) askAbout(context, other, other.sha256);
    goOn(context, other);
  }
}

function leave(context: QueueContext, work: Work): void {
  work.stop.abort();
  const shown = context.store.get().uploads.find(({ id }) => id === work.id);
  if (shown?.previewUrl) URL.revokeObjectURL(shown.previewUrl);
  context.work.delete(work.id);
  if (context.work.size > 0) return;
  // The last one: in which order they were picked need not be known any more.
  for (const id of context.arrived) void context.kept.drop(id);
  context.arrived.clear();
  // A page that comes back later has still to hear.
  if (context.events) context.ranks.clear();
}

/** What is not the file's fault holds all of them; else the file is left for the captain. */
function fallBack(context: QueueContext, work: Work, error: unknown): void {
  const refusal =
    error instanceof AppError ? error : new AppError("internal", {}, { cause: error });
  if (refusal.code === "idempotency_mismatch") {
    // Shrunk anew after a crash it became other bytes: its hash tells the server what it is.
    work.key = randomId();
    void context.kept.change(work.id, { key: work.key });
    goOn(context, work);
    return;
  }
  if (refusal.code === "part_missing" && asksAgain(context, work, refusal)) return;
  const wasSignedOut = context.store.get().hold?.why === "signed_out";
  if (refusal.code === "upload_cut") work.cuts += 1;
  const isHeld = work.cuts <= MOST_CUTS && context.hold.takes(refusal);
  const still = { sentBytes: 0, bytesPerSec: null };
  show(
    context,
    work.id,
    isHeld ? { ...still, phase: "waiting" } : { ...still, phase: "failed", refusal },
  );
  // What sends is at rest while all are held, and so is whoever waits there.
  if (isHeld) void context.sending.add(async () => goOn(context, work));
  // Only the captain can end this one.
  const isToldNow = refusal.code === "unauthorized" ? !wasSignedOut : !isHeld;
  if (isToldNow) context.events?.onFailed(refusal, work.name);
}

/** Whether a part that could not be loaded is asked for once more, a little later; with all others when they are held. */
function asksAgain(context: QueueContext, work: Work, refusal: AppError): boolean {
  const isHeld = context.store.get().hold !== null;
  if (!isHeld) work.misses += 1;
  if (work.misses >= MOST_MISSES) return false;
  if (!isUndecided(context, work)) show(context, work.id, { phase: "waiting" });
  // Until then nothing else, an answer of the server's for example, sets it going.
  work.isBusy = true;
  const again = () => {
    work.isBusy = false;
    goOn(context, work);
  };
  if (isHeld) void context.sending.add(async () => again());
  else setTimeout(again, waitMs(refusal, work.misses));
  return true;
}
