// What readiness asks the database: three small questions with yes or no for an answer. Ages are by
// the database's clock, which all instances share.
import "server-only";
import type { Db } from "./client";
import { CLEANUP } from "./lease-repo";
import { LATEST_MIGRATION } from "./schema-version";

/** True when the database runs a statement. */
export async function databaseAnswers(db: Db): Promise<boolean> {
  await db.$queryRaw`SELECT 1`;
  return true;
}

/**
 * True when the migration this build was written against is in, and none failed. One that is being
 * applied right now has not failed.
 */
export async function migrationsAreApplied(db: Db): Promise<boolean> {
  const [found] = await db.$queryRaw<{ applied: boolean | null; failed: boolean | null }[]>`
    SELECT bool_or("migration_name" = ${LATEST_MIGRATION} AND "finished_at" IS NOT NULL) AS "applied",
      bool_or("finished_at" IS NULL
        AND ("logs" IS NOT NULL OR "started_at" < now() - interval '10 minutes')) AS "failed"
    FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL`;
  return found?.applied === true && found.failed !== true;
}

/**
 * True when the daily cleanup finished a round within 26 hours, or was not due yet since the last migration,
 * and nothing waits for it too long: an upload that broke off for an hour, a removal for 26.
 */
export async function cleanupKeepsUp(db: Db): Promise<boolean> {
  const [found] = await db.$queryRaw<{ late: boolean | null }[]>`
    SELECT coalesce(
        (SELECT "lastFinishedAt" FROM "JobLease" WHERE "name" = ${CLEANUP}),
        (SELECT max("finished_at") FROM "_prisma_migrations")) < now() - interval '26 hours'
      OR EXISTS (SELECT FROM "CharterMedia"
        WHERE "status" = 'RESERVED' AND "createdAt" < now() - interval '1 hour')
      OR EXISTS (SELECT FROM "CharterMedia"
        WHERE "status" = 'DELETING' AND "updatedAt" < now() - interval '26 hours') AS "late"`;
  return found?.late === false;
}
