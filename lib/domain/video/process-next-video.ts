// What a worker does, once: the clip that waits longest becomes what is shown, or is told why not.
import "server-only";
import { randomUUID } from "node:crypto";
import { db } from "@/lib/db/client";
import * as queue from "@/lib/db/video-queue-repo";
import type { System } from "@/lib/domain/actor";
import { AppError } from "@/lib/errors/app-error";
import { ERRORS, type ErrorCode } from "@/lib/errors/catalogue";
import { log } from "@/lib/log";
import { convertVideo } from "./convert-video";
import { finishVideo } from "./finish-video";

const LEASE_SECONDS = 60;
const EXTEND_MS = 15_000;
/** Until a clip is tried again that met an outage. */
const OUTAGE_SECONDS = 30;

/** What a clip is at fault for itself: no other attempt would do better. */
const FAULTS: readonly ErrorCode[] = ["invalid_video", "video_too_heavy"];
/** What no clip is at fault for: the attempt does not count, however often. */
const OUTAGES: readonly ErrorCode[] = ["storage_unavailable", "database_unavailable", "busy"];

type Outcome = "ready" | "queued" | "failed" | "lost" | "given back";

/**
 * Takes the next clip that is due and brings it to an end: ready, failed, or queued for another attempt. Leaves one
 * line in the log. Several at once never take the same clip; one that is killed on the way is taken by the next
 * after a minute.
 *
 * @param signal gives the clip back at once, and the attempt does not count
 * @returns false when nothing waits
 * @throws AppError database_unavailable, busy when it could not even ask
 */
export async function processNextVideo(system: System, signal: AbortSignal): Promise<boolean> {
  const lease = randomUUID();
  const words = ERRORS.video_not_processed.toast;
  const video = await queue.claim(db(), { lease, seconds: LEASE_SECONDS, words });
  if (!video) return false;

  const startedAt = performance.now();
  const held = { id: video.id, lease };
  const keeper = keep(held);
  let outcome: Outcome;
  let error: unknown;
  try {
    const made = await convertVideo(video, AbortSignal.any([signal, keeper.lost]));
    outcome = (await finishVideo(system, held, made)) ? "ready" : "lost";
  } catch (reason) {
    error = reason;
    outcome = keeper.lost.aborted
      ? "lost"
      : await putDown({ ...held, stoodAt: video.stoodAt }, reason, signal);
  } finally {
    keeper.stop();
  }
  const ms = Math.round(performance.now() - startedAt);
  const line = { videoId: video.id, attempt: video.attempts, outcome, ms };
  if (outcome === "ready") log().info(line, "video");
  else log().warn({ ...line, err: signal.aborted ? undefined : error }, "video");
  return true;
}

/** Ends an attempt without a clip. What can't be written down is found by its lease. */
async function putDown(
  held: queue.HeldVideo & { stoodAt: Date },
  reason: unknown,
  signal: AbortSignal,
): Promise<Outcome> {
  const code = reason instanceof AppError ? reason.code : "video_not_processed";
  try {
    if (signal.aborted) {
      await queue.giveBack(db(), held, held);
      return "given back";
    }
    if (OUTAGES.includes(code)) {
      await queue.giveBack(db(), held, { seconds: OUTAGE_SECONDS });
      return "queued";
    }
    const again = !FAULTS.includes(code);
    const { toast: words } = ERRORS[again ? "video_not_processed" : code];
    return (await queue.endAttempt(db(), held, { words, again })) ?? "lost";
  } catch (err) {
    log().error({ videoId: held.id, err }, "a clip stays held until its lease is over");
    return "lost";
  }
}

/** Holds the lease until stopped. `lost` aborts as soon as another may have it. */
function keep(held: queue.HeldVideo): { lost: AbortSignal; stop: () => void } {
  const lost = new AbortController();
  let heldAt = performance.now();
  const timer = setInterval(async () => {
    const askedAt = performance.now();
    const isHeld = await queue.extend(db(), held, LEASE_SECONDS).catch(() => null);
    if (isHeld) heldAt = askedAt;
    const isOver = performance.now() - heldAt > LEASE_SECONDS * 1000;
    if (isHeld === false || isOver) lost.abort(new Error("the lease is lost"));
  }, EXTEND_MS);
  return { lost: lost.signal, stop: () => clearInterval(timer) };
}
