// What staff have done in the background, one row a member of staff. Leases and compare-and-set only; what is
// done to which item, the use case knows. Times are the database's.
import "server-only";
import type { Db } from "./client";
import { Prisma } from "./generated/client";

const { sql } = Prisma;

export interface StoredJob {
  /** Also the request id of the audit entries it writes. */
  id: string;
  userId: string;
  state: "running" | "done" | "cancelled";
  input: unknown;
  filter: unknown;
  total: number;
  done: number;
  /** By code. */
  failed: Record<string, number>;
  /** The items somebody was about to act on and has not settled. */
  slice: string[];
  cursorAt: Date | null;
  cursorId: string | null;
  createdAt: Date;
  finishedAt: Date | null;
}

/** Runs, or was stopped with a slice that nobody has counted. */
const UNSETTLED = sql`(job."state" = 'running' OR job."slice" <> '[]')`;

/** A job that is held, with what its owner may do by now; null who is no longer staff. */
export interface HeldJob extends StoredJob {
  role: "STAFF" | "ADMIN" | null;
}

const COLUMNS = sql`job."id", job."userId", job."state", job."input", job."filter", job."total", job."done",
  job."failed", job."slice", job."cursorAt", job."cursorId", job."createdAt", job."finishedAt"`;

/** Begins one in place of their last; null while that is running. */
export async function begin(
  db: Db,
  { userId, input, filter, total }: Pick<StoredJob, "userId" | "total"> & Begun,
): Promise<StoredJob | null> {
  const [row] = await db.$queryRaw<StoredJob[]>`
    INSERT INTO "StaffJob" AS job ("id", "userId", "input", "filter", "total")
    VALUES (gen_random_uuid()::text, ${userId}, ${JSON.stringify(input)}::jsonb,
      ${JSON.stringify(filter)}::jsonb, ${total})
    ON CONFLICT ("userId") DO UPDATE SET "id" = EXCLUDED."id", "state" = 'running', "input" = EXCLUDED."input",
      "filter" = EXCLUDED."filter", "total" = EXCLUDED."total", "done" = 0, "failed" = '{}', "slice" = '[]',
      "cursorAt" = NULL, "cursorId" = NULL, "leaseOwner" = NULL, "leasedUntil" = NULL, "createdAt" = now(),
      "finishedAt" = NULL
    WHERE job."state" <> 'running' RETURNING ${COLUMNS}`;
  return row ?? null;
}

interface Begun {
  input: object;
  filter: object;
}

/** Their newest, or the one of this id; null when it is not theirs. */
export async function findOwn(db: Db, userId: string, id?: string): Promise<StoredJob | null> {
  const [row] = await db.$queryRaw<StoredJob[]>`SELECT ${COLUMNS} FROM "StaffJob" AS job
    WHERE job."userId" = ${userId} AND (${id ?? null}::text IS NULL OR job."id" = ${id ?? null})`;
  return row ?? null;
}

/** Those with something left to do or to count that nobody holds, the oldest first. */
export async function findLeft(db: Db, limit: number): Promise<Pick<StoredJob, "id">[]> {
  return db.$queryRaw<Pick<StoredJob, "id">[]>`SELECT job."id" FROM "StaffJob" AS job
    WHERE ${UNSETTLED} AND (job."leasedUntil" IS NULL OR job."leasedUntil" < now())
    ORDER BY job."createdAt" LIMIT ${limit}`;
}

/**
 * Takes a job with something left to do or to count for so many seconds, in the name of `owner`; null while
 * somebody else holds it.
 */
export async function hold(
  db: Db,
  id: string,
  owner: string,
  seconds: number,
): Promise<HeldJob | null> {
  const [row] = await db.$queryRaw<HeldJob[]>`UPDATE "StaffJob" AS job
    SET "leaseOwner" = ${owner}, "leasedUntil" = now() + make_interval(secs => ${seconds})
    FROM "User" AS account
    WHERE job."id" = ${id} AND ${UNSETTLED} AND account."id" = job."userId"
      AND (job."leasedUntil" IS NULL OR job."leasedUntil" < now())
    RETURNING ${COLUMNS}, CASE WHEN account."role" IN ('STAFF', 'ADMIN') AND account."suspendedAt" IS NULL
      THEN account."role"::text END AS "role"`;
  return row ?? null;
}

/** Notes what is about to be acted on, and the walk beyond it; holds on for so many seconds. False when it was stopped or is held by another. */
export async function openSlice(
  db: Db,
  id: string,
  owner: string,
  { slice, at, last }: { slice: string[]; at: Date; last: string },
  seconds: number,
): Promise<boolean> {
  const rows = await db.$executeRaw`UPDATE "StaffJob"
    SET "leasedUntil" = now() + make_interval(secs => ${seconds}), "slice" = ${JSON.stringify(slice)}::jsonb, "cursorAt" = ${at}, "cursorId" = ${last}
    WHERE "id" = ${id} AND "leaseOwner" = ${owner} AND "state" = 'running'`;
  return rows === 1;
}

/** Counts an open slice. False when somebody else holds the job by now, who counts it instead. */
export async function settleSlice(
  db: Db,
  id: string,
  owner: string,
  counted: Pick<StoredJob, "done" | "failed">,
): Promise<boolean> {
  const rows = await db.$executeRaw`UPDATE "StaffJob"
    SET "done" = ${counted.done}, "failed" = ${JSON.stringify(counted.failed)}::jsonb, "slice" = '[]'
    WHERE "id" = ${id} AND "leaseOwner" = ${owner}`;
  return rows === 1;
}

/** Gives a job back; with a state, it has come to its end. */
export async function letGo(
  db: Db,
  id: string,
  owner: string,
  end?: "done" | "cancelled",
): Promise<void> {
  const isEnd = sql`(${end ?? null}::text IS NOT NULL AND "state" = 'running')`;
  await db.$executeRaw`UPDATE "StaffJob" SET "leaseOwner" = NULL, "leasedUntil" = NULL,
      "state" = CASE WHEN ${isEnd} THEN ${end ?? null}::text ELSE "state" END,
      "finishedAt" = CASE WHEN ${isEnd} THEN now() ELSE "finishedAt" END
    WHERE "id" = ${id} AND "leaseOwner" = ${owner}`;
}

/** Stops a running one of theirs after what is being acted on; nothing happens to one that has ended. */
export async function cancel(db: Db, userId: string, id: string): Promise<void> {
  await db.$executeRaw`UPDATE "StaffJob" SET "state" = 'cancelled', "finishedAt" = now()
    WHERE "id" = ${id} AND "userId" = ${userId} AND "state" = 'running'`;
}

/** Forgets one of theirs that has ended. */
export async function forget(db: Db, userId: string, id: string): Promise<void> {
  await db.$executeRaw`DELETE FROM "StaffJob"
    WHERE "id" = ${id} AND "userId" = ${userId} AND "state" <> 'running'`;
}

/** Which of these items a job has acted on, by its audit entries. */
export async function findActedBy(db: Db, jobId: string, ids: string[]): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ entityId: string }[]>`SELECT DISTINCT "entityId" FROM "AuditLog"
    WHERE "entity" = 'CharterMedia' AND "entityId" = ANY(${ids}) AND "requestId" = ${jobId}`;
  return new Set(rows.map(({ entityId }) => entityId));
}
