// What requests came to, for the success metrics: rows are added after the answer, read by
// metrics-repo.ts and forgotten by the daily cleanup after 90 days.
import "server-only";
import type { Db } from "./client";

/** One request that counts. */
export interface OperationEvent {
  operation: string;
  /** "ok", or the code it was refused with. */
  outcome: string;
  ms: number;
  requestId: string;
  /** How long ago it was answered; the database turns it into its own time. */
  ageMs: number;
}

/** Adds any number of events in one statement. */
export async function addEvents(db: Db, events: readonly OperationEvent[]): Promise<void> {
  const column = <K extends keyof OperationEvent>(name: K) => events.map((event) => event[name]);
  await db.$executeRaw`INSERT INTO "OperationEvent" ("operation", "outcome", "ms", "requestId", "at")
    SELECT given."operation", given."outcome", given."ms", given."requestId",
      now() - make_interval(secs => given."ageMs" / 1000)
    FROM unnest(${column("operation")}::text[], ${column("outcome")}::text[], ${column("ms")}::int[],
      ${column("requestId")}::text[], ${column("ageMs")}::float8[])
      AS given ("operation", "outcome", "ms", "requestId", "ageMs")`;
}
