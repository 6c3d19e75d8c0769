// Which schema this build was written against, and whether a database has it. Never reads the migrations
// folder: a deployed function does not carry it.
import type { Db } from "./client";
import { outageOf } from "./failure";

/**
 * The newest folder of prisma/migrations. A database that has not applied it is older than the code;
 * one that has applied more is newer, which the code must bear with while a deployment is under way.
 */
export const LATEST_MIGRATION = "20251112100000_no_quarantine";

/**
 * True when the database has applied the newest migration this build knows.
 *
 * @throws AppError database_unavailable, busy
 */
export async function schemaIsThere(db: Db): Promise<boolean> {
  try {
    const [found] = await db.$queryRaw<{ applied: boolean }[]>`SELECT EXISTS (
      SELECT FROM "_prisma_migrations" WHERE "migration_name" = ${LATEST_MIGRATION}
        AND "finished_at" IS NOT NULL AND "rolled_back_at" IS NULL) AS "applied"`;
    return found?.applied === true;
  } catch (error) {
    const outage = outageOf(error);
    if (outage) throw outage;
    // No record of migrations at all.
    return false;
  }
}
