// How many pictures are decoded at once. More than a few lower the throughput and raise the memory,
// so the rest waits in a short line, and what finds the line full is refused at once.
import "server-only";
import PQueue from "p-queue";
import { fail } from "@/lib/errors/app-error";

const AT_ONCE = 4;
const MAX_WAITING = 16;

interface Gate {
  queue: PQueue;
  /** The process was told to end: what waits is refused, so that what has begun can be finished. */
  isClosing: boolean;
}
// Routes may load their own copy of this module; the gate is one per process.
const remembered = globalThis as { charterMediaDecodeGate?: Gate };
remembered.charterMediaDecodeGate ??= {
  queue: new PQueue({ concurrency: AT_ONCE }),
  isClosing: false,
};
const gate = remembered.charterMediaDecodeGate;

/** From SIGTERM on what waits is refused instead of begun. For the server alone: commands end at the first signal. */
export function closeDecodeGateWithTheServer(): void {
  process.once("SIGTERM", () => {
    gate.isClosing = true;
  });
}

/**
 * Runs `work` as soon as one of 4 slots is free, in order of arrival.
 *
 * @param signal when it aborts while waiting, `work` never starts
 * @throws AppError busy when 16 are waiting already, or the process ends first; upload_cut when the signal
 *   aborted first
 */
export async function inDecodeSlot<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  if (gate.queue.size >= MAX_WAITING) fail("busy", {}, { retryAfterSec: 2 });
  return gate.queue.add(
    () => {
      if (signal.aborted) fail("upload_cut");
      if (gate.isClosing) fail("busy", {}, { retryAfterSec: 2 });
      return work();
    },
    { throwOnTimeout: true },
  );
}
