// Who may run a background job until when. Times are the database's, so that no two instances disagree.
import "server-only";
import type { Db } from "./client";
import type { Prisma } from "./generated/client";

/** The name of the daily cleanup's lease. */
export const CLEANUP = "cleanup";

/** Takes the job for so many seconds; false while somebody else has it. */
export async function claim(db: Db, name: string, seconds: number): Promise<boolean> {
  const rows = await db.$executeRaw`INSERT INTO "JobLease" AS held ("name", "leasedUntil")
    VALUES (${name}, now() + make_interval(secs => ${seconds}))
    ON CONFLICT ("name") DO UPDATE SET "leasedUntil" = EXCLUDED."leasedUntil"
    WHERE held."leasedUntil" IS NULL OR held."leasedUntil" < now()`;
  return rows === 1;
}

/** Gives the job back and notes how it went. */
export async function release(db: Db, name: string, result: Prisma.InputJsonObject): Promise<void> {
  await db.$executeRaw`UPDATE "JobLease"
    SET "leasedUntil" = NULL, "lastFinishedAt" = now(), "lastResult" = ${JSON.stringify(result)}::jsonb
    WHERE "name" = ${name}`;
}
