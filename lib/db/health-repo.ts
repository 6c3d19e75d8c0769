// What readiness asks the database: three small questions with yes or no for an answer. Ages are by
// the database's clock, which all instances share.
import "server-only";
import type { Db } from "./client";
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

/** True unless something waits for cleanup longer than an hour: an upload or a removal that broke off. */
export async function nothingIsOverdue(db: Db): Promise<boolean> {
  const [found] = await db.$queryRaw<{ overdue: boolean }[]>`
    SELECT EXISTS (SELECT FROM "CharterMedia"
        WHERE "status" = 'RESERVED' AND "createdAt" < now() - interval '1 hour')
      OR EXISTS (SELECT FROM "CharterMedia"
        WHERE "status" = 'DELETING' AND "updatedAt" < now() - interval '1 hour') AS "overdue"`;
  return found?.overdue === false;
}
