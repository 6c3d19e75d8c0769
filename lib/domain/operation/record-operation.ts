// What a request came to is written down after its answer, many requests in one statement.
import "server-only";
import { setTimeout as delay } from "node:timers/promises";
import { db } from "@/lib/db/client";
import { addEvents, type OperationEvent } from "@/lib/db/operation-repo";
import { log } from "@/lib/log";
import type { Operation } from "./kinds";

/** How long events gather before they are written, so that a busy server writes one statement for many. */
const GATHER_MS = 250;
/** What may wait while the database is away. */
const MAX_WAITING = 1_000;
/** Of refusals for calling too often, which somebody can cause without end. */
const MAX_LIMITED = 5;

type Waiting = Omit<OperationEvent, "ageMs"> & { answeredAt: number };

// Of this process: what is not written yet, and the writer while there is one.
let waiting: Waiting[] = [];
let writing: Promise<void> | undefined;

/**
 * Writes down what a request came to. Settles when it is written, or has failed to be; what the database
 * did not take waits for the next request, so that an outage is counted when it is over. When the
 * database took it without saying so it is counted twice.
 */
export function recordOperation(event: {
  operation: Operation;
  outcome: string;
  ms: number;
  requestId: string;
}): Promise<void> {
  const isLimited = event.outcome === "rate_limited";
  const tooMany =
    waiting.length >= MAX_WAITING ||
    (isLimited &&
      waiting.filter(({ outcome }) => outcome === "rate_limited").length >= MAX_LIMITED);
  if (!tooMany) waiting.push({ ...event, answeredAt: performance.now() });
  writing ??= write().finally(() => {
    writing = undefined;
  });
  return writing;
}

async function write(): Promise<void> {
  await delay(GATHER_MS);
  const batch = waiting;
  waiting = [];
  const now = performance.now();
  const events = batch.map(({ answeredAt, ...event }) => ({ ...event, ageMs: now - answeredAt }));
  try {
    await addEvents(db(), events);
  } catch (err) {
    waiting = [...batch, ...waiting].slice(0, MAX_WAITING);
    log().warn({ err, waiting: waiting.length }, "operations could not be written down yet");
  }
}
