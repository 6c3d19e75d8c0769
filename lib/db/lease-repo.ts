// Who may run a background job until when. Times are the database's, so that no two instances disagree.
import "server-only";
import type { Db } from "./client";
import type { Prisma } from "./generated/client";

/** The name of the daily cleanup's lease. */
export const CLEANUP = "cleanup";
/** Of the comparison of rows and store. */
export const RECONCILE = "reconcile";
/** Of whoever tells of metrics that changed. */
export const METRICS = "metrics";

/** Takes the job for so many seconds. Returns until when, or null while somebody else has it. */
export async function claim(db: Db, name: string, seconds: number): Promise<Date | null> {
  const [held] = await db.$queryRaw<
    { leasedUntil: Date }[]
  >`INSERT INTO "JobLease" AS held ("name", "leasedUntil")
    VALUES (${name}, now() + make_interval(secs => ${seconds}))
    ON CONFLICT ("name") DO UPDATE SET "leasedUntil" = EXCLUDED."leasedUntil"
    WHERE held."leasedUntil" IS NULL OR held."leasedUntil" < now()
    RETURNING "leasedUntil"`;
  return held?.leasedUntil ?? null;
}

/** Gives the job back and notes how it went, unless the claim ran out and somebody else took it. */
export async function release(
  db: Db,
  name: string,
  leasedUntil: Date,
  result: Prisma.InputJsonObject,
): Promise<void> {
  await db.$executeRaw`UPDATE "JobLease"
    SET "leasedUntil" = NULL, "lastFinishedAt" = now(), "lastResult" = ${JSON.stringify(result)}::jsonb
    WHERE "name" = ${name} AND "leasedUntil" = ${leasedUntil}`;
}

/**
 * Notes how far the job is and keeps it for so many seconds more. Returns until when, or null when somebody stopped
 * or took it.
 */
export async function note(
  db: Db,
  name: string,
  leasedUntil: Date,
  { seconds, result }: { seconds: number; result: Prisma.InputJsonObject },
): Promise<Date | null> {
  const [held] = await db.$queryRaw<{ leasedUntil: Date }[]>`UPDATE "JobLease"
    SET "leasedUntil" = now() + make_interval(secs => ${seconds}),
      "lastResult" = ${JSON.stringify(result)}::jsonb
    WHERE "name" = ${name} AND "leasedUntil" = ${leasedUntil} RETURNING "leasedUntil"`;
  return held?.leasedUntil ?? null;
}

/** How the job's last round went; null when it never ended. */
export async function lastResult(db: Db, name: string): Promise<unknown> {
  const [row] = await db.$queryRaw<{ lastResult: unknown }[]>`SELECT "lastResult" FROM "JobLease"
    WHERE "name" = ${name}`;
  return row?.lastResult ?? null;
}
