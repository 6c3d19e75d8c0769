// The way of one clip: read, chosen, prepared, sent. Which step comes next is read from what is known of it, so
// that a clip that was kept goes on where it stood.
import { VIDEO_LIMITS } from "@/lib/domain/video/kinds";
import type { ReservedVideo } from "@/lib/domain/video/schema";
import { AppError, fail } from "@/lib/errors/app-error";
import { isWithinRules, planClip, whyNotServed, whyNotUsed } from "./clip-plan";
import { MOST_MISSES } from "./load-part";
import { randomId } from "./random-id";
import { isTransient, waitMs } from "./retry";
import {
  declared,
  keepVideo,
  showVideo,
  type VideoQueueContext,
  type VideoWork,
} from "./video-work";
import { withoutVideo } from "./videos-state";

type Step = (context: VideoQueueContext, work: VideoWork) => Promise<void>;

/** Progress comes with each packet; nobody reads faster than this. */
const SHOWN_EVERY_MS = 200;
/** A token that is this old is not begun with. */
const TOKEN_MS = (VIDEO_LIMITS.tokenMinutes - 1) * 60_000;
const MOST_RESTARTS = 2;
/** So many pages may die of one clip before it waits for the captain. */
const MOST_CUTS = 3;

/** Puts a clip in line for what comes next; nothing when it waits for the captain. */
export function goOnWithVideo(context: VideoQueueContext, work: VideoWork): void {
  if (work.isBusy || work.stop.signal.aborted) return;
  const line = (queue: VideoQueueContext["sending"], step: Step) => {
    work.isBusy = true;
    void queue.add(() => attempt(context, work, step));
  };
  const { reading, preparing, sending } = context;
  if (!work.facts) line(reading, read);
  else if (!work.range) showVideo(context, work.id, { phase: "choosing" });
  else if (!work.plan) line(preparing, prepare);
  else line(sending, send);
}

async function attempt(context: VideoQueueContext, work: VideoWork, step: Step): Promise<void> {
  const { signal } = work.stop;
  if (signal.aborted) return;
  try {
    await step(context, work);
    work.isBusy = false;
    if (!signal.aborted) goOnWithVideo(context, work);
  } catch (error) {
    work.isBusy = false;
    if (!signal.aborted) fallBack(context, work, error);
  }
}

async function read({ stages, draftId, ...context }: VideoQueueContext, work: VideoWork) {
  const facts = await stages.probe(work.blob, work.stop.signal);
  const fault = whyNotUsed(facts);
  if (fault) fail(fault);
  if (!facts.canMake && !isWithinRules(facts)) {
    const refusal = whyNotServed(facts, await stages.canServe(draftId));
    if (refusal) fail(refusal);
  }
  work.facts = facts;
  showVideo({ stages, draftId, ...context }, work.id, { facts });
}

async function prepare(context: VideoQueueContext, work: VideoWork): Promise<void> {
  const { facts, range } = work;
  if (!facts || !range) return;
  const plan = work.sendsWhole ? "server" : planClip(facts, range);
  if (plan === "server") {
    const refusal = whyNotServed(facts, await context.stages.canServe(context.draftId));
    if (refusal) fail(refusal);
  } else {
    work.blob = await make(context, work, { range, plan, facts });
  }
  work.plan = plan;
  // The parts that will be sent are of exactly these bytes: another page must find the same.
  await keepVideo(context, work);
  showVideo(context, work.id, { phase: "waiting", totalBytes: work.blob.size });
}

type Cut = Parameters<VideoQueueContext["stages"]["make"]>[1];

/** The clip. What this browser could not make after all is not sent as it is before its captain says so. */
async function make(context: VideoQueueContext, work: VideoWork, cut: Cut): Promise<Blob> {
  const { signal } = work.stop;
  if (work.cuts >= MOST_CUTS) fail("video_not_cut");
  learn(context, work, { cuts: work.cuts + 1 });
  showVideo(context, work.id, { phase: "preparing", fraction: 0 });
  const shown = everySoOften();
  const onProgress = (fraction: number) => {
    if (shown.isDue()) showVideo(context, work.id, { fraction });
  };
  try {
    return await context.stages.make(work.blob, cut, { signal, onProgress });
  } catch (cause) {
    const isNotTried =
      cause instanceof AppError && (cause.code === "offline" || cause.code === "part_missing");
    if (signal.aborted || isNotTried) throw cause;
    throw new AppError("video_not_cut", {}, { cause });
  } finally {
    if (!signal.aborted) learn(context, work, { cuts: 0 });
  }
}

async function send(context: VideoQueueContext, work: VideoWork): Promise<void> {
  const { id, stop } = work;
  const { signal } = stop;
  showVideo(context, id, { phase: "sending" });
  const reserved = await place(context, work);
  // Stopped while the server was at it.
  if (signal.aborted) return context.takeBacks.add(id, reserved.video.id);
  if (reserved.upload) {
    await sendPoster(context, work, reserved.video.id);
    await sendBytes(context, work, reserved);
  }
  showVideo(context, id, { phase: "checking" });
  const { video } = await context.stages.complete(reserved.video.id);
  context.hold.arrived();
  if (signal.aborted) return;
  leaveVideo(context, work);
  void context.kept.drop(id);
  context.events?.onArrived(video);
  context.store.set((state) => withoutVideo(state, id));
}

/** Its row, and the right to send its bytes. */
async function place(context: VideoQueueContext, work: VideoWork): Promise<ReservedVideo> {
  const { stages, draftId } = context;
  const { facts, range } = work;
  if (work.videoId) return stages.renew(work.videoId);
  if (!facts || !range) return fail("internal");
  const reserved = await stages.reserve(declared(work, facts, range, draftId), work.key);
  learn(context, work, { videoId: reserved.video.id });
  showVideo(context, work.id, { videoId: reserved.video.id });
  return reserved;
}

/** A poster that is refused is none: the worker takes one, or the first picture stands for the clip. */
async function sendPoster(context: VideoQueueContext, work: VideoWork, videoId: string) {
  const { thumbnail, isPosterSent } = work;
  if (!thumbnail || isPosterSent) return;
  await context.stages.setPoster(videoId, thumbnail).catch((error: unknown) => {
    if (error instanceof AppError && isTransient(error)) throw error;
  });
  learn(context, work, { isPosterSent: true });
}

async function sendBytes(context: VideoQueueContext, work: VideoWork, first: ReservedVideo) {
  const { id, blob, ledger } = work;
  if (!first.upload) return;
  let grant = { ...first.upload, at: Date.now() };
  const token = async () => {
    if (Date.now() - grant.at < TOKEN_MS) return grant.clientToken;
    const { upload } = await context.stages.renew(first.video.id);
    grant = { ...(upload ?? fail("upload_incomplete")), at: Date.now() };
    return grant.clientToken;
  };
  const shown = everySoOften();
  let before: number | null = null;
  const onProgress = (nowSent: number) => {
    // An attempt that goes on tells first what the store has, which may be less than had left.
    const sentBytes = Math.max(nowSent, work.sentBytes);
    work.speed.note(before === null ? 0 : Math.max(0, sentBytes - before));
    before = sentBytes;
    work.sentBytes = sentBytes;
    if (shown.isDue() || sentBytes === blob.size) showVideo(context, id, { sentBytes });
  };
  const { pathname } = grant;
  const contentType = first.video.mimeType ?? "video/mp4";
  const known = ledger?.pathname === pathname ? ledger : null;
  try {
    await context.stages.send(
      { blob, contentType, pathname, ledger: known },
      {
        signal: work.stop.signal,
        token,
        onProgress,
        onLedger: (now) => learn(context, work, { ledger: now }),
      },
    );
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "upload_incomplete") throw error;
    // The store has put it together already, and its answer was lost; or it has forgotten the parts.
    learn(context, work, { ledger: null, sentBytes: 0 });
  }
}

function learn(context: VideoQueueContext, work: VideoWork, change: Partial<VideoWork>): void {
  Object.assign(work, change);
  const { ledger, videoId, key, isPosterSent, cuts } = work;
  void context.kept.change(work.id, { ledger, videoId, key, isPosterSent, cuts });
}

/** Stops a clip wherever it is; what the server has of it goes. */
export function cancelVideo(context: VideoQueueContext, work: VideoWork): void {
  leaveVideo(context, work);
  context.store.set((state) => withoutVideo(state, work.id));
  if (work.videoId) {
    void context.kept.change(work.id, { isStopped: true });
    context.takeBacks.add(work.id, work.videoId);
  } else {
    void context.kept.drop(work.id);
  }
}

function leaveVideo(context: VideoQueueContext, work: VideoWork): void {
  work.stop.abort();
  const shown = context.store.get().uploads.find(({ id }) => id === work.id);
  if (shown?.previewUrl) URL.revokeObjectURL(shown.previewUrl);
  context.work.delete(work.id);
}

/** What is not the clip's fault holds all of them; what was lost begins anew; else it is left for the captain. */
function fallBack(context: VideoQueueContext, work: VideoWork, error: unknown): void {
  const refusal =
    error instanceof AppError ? error : new AppError("internal", {}, { cause: error });
  if (isLost(refusal) && work.restarts < MOST_RESTARTS) {
    work.restarts += 1;
    // Parts that are still to come are of the same row.
    if (refusal.code !== "upload_incomplete") forgetPlace(context, work);
    goOnWithVideo(context, work);
    return;
  }
  if (refusal.code === "part_missing" && asksAgain(context, work, refusal)) return;
  const still = { fraction: 0, bytesPerSec: null };
  if (context.hold.takes(refusal)) {
    const { sentBytes } = work;
    showVideo(context, work.id, { ...still, sentBytes, phase: work.facts ? "waiting" : "reading" });
    // What sends is at rest while all are held, and so is whoever waits there.
    void context.sending.add(async () => goOnWithVideo(context, work));
    return;
  }
  // The server has removed what it refused, and the next try is a new video.
  if (work.videoId && refusal.code !== "upload_incomplete") forgetPlace(context, work);
  work.sentBytes = 0;
  showVideo(context, work.id, { ...still, sentBytes: 0, phase: "failed", refusal });
  context.events?.onFailed(refusal);
}

/** Whether a part that could not be loaded is asked for once more, a little later; with all others when they are held. */
function asksAgain(context: VideoQueueContext, work: VideoWork, refusal: AppError): boolean {
  const isHeld = context.store.get().hold !== null;
  if (!isHeld) work.misses += 1;
  if (work.misses >= MOST_MISSES) return false;
  showVideo(context, work.id, { phase: work.facts ? "waiting" : "reading", fraction: 0 });
  work.isBusy = true;
  const again = () => {
    work.isBusy = false;
    goOnWithVideo(context, work);
  };
  if (isHeld) void context.sending.add(async () => again());
  else setTimeout(again, waitMs(refusal, work.misses));
  return true;
}

/**
 * What the store had of it is gone, or the key was for other bytes. A row that is gone is not lost: the captain may
 * have removed it elsewhere, so only they begin anew.
 */
function isLost({ code }: AppError): boolean {
  return ["upload_incomplete", "idempotency_mismatch"].includes(code);
}

function forgetPlace(context: VideoQueueContext, work: VideoWork): void {
  const nothing = { videoId: null, ledger: null, isPosterSent: false, sentBytes: 0 };
  learn(context, work, { ...nothing, key: randomId() });
  showVideo(context, work.id, { videoId: null, sentBytes: 0 });
}

function everySoOften() {
  let at = 0;
  return {
    isDue: () => {
      const isDue = performance.now() - at >= SHOWN_EVERY_MS;
      if (isDue) at = performance.now();
      return isDue;
    },
  };
}
