// The views of the media desk that staff keep, each their own.
import "server-only";
import type { Db, Tx } from "./client";
import { violatesUnique } from "./failure";

export interface StoredView {
  id: string;
  name: string;
  fields: unknown;
}

/** Theirs, by name. */
export async function list(db: Db, userId: string): Promise<StoredView[]> {
  return db.$queryRaw<StoredView[]>`SELECT "id", "name", "fields" FROM "StaffView"
    WHERE "userId" = ${userId} ORDER BY lower("name"), "id"`;
}

/**
 * Keeps one under this name, in place of what stood under it. Null when it would be one more than `max`.
 * Holds the user's row, so that two at once count each other.
 */
export async function keep(
  tx: Tx,
  userId: string,
  { name, fields }: { name: string; fields: object },
  max: number,
): Promise<StoredView | null> {
  await tx.$executeRaw`SELECT FROM "User" WHERE "id" = ${userId} FOR NO KEY UPDATE`;
  const [row] = await tx.$queryRaw<StoredView[]>`
    INSERT INTO "StaffView" ("id", "userId", "name", "fields")
    SELECT gen_random_uuid()::text, ${userId}, ${name}, ${JSON.stringify(fields)}::jsonb
    WHERE (SELECT count(*) FROM "StaffView" WHERE "userId" = ${userId} AND "name" <> ${name}) < ${max}
    ON CONFLICT ("userId", "name") DO UPDATE SET "fields" = EXCLUDED."fields"
    RETURNING "id", "name", "fields"`;
  return row ?? null;
}

/** Gives one of theirs another name; "taken" when another of theirs has it, null when it is not theirs. */
export async function rename(
  db: Db,
  userId: string,
  id: string,
  name: string,
): Promise<StoredView | "taken" | null> {
  try {
    const [row] = await db.$queryRaw<StoredView[]>`UPDATE "StaffView" SET "name" = ${name}
      WHERE "id" = ${id} AND "userId" = ${userId} RETURNING "id", "name", "fields"`;
    return row ?? null;
  } catch (error) {
    if (violatesUnique(error, "StaffView_userId_name_key")) return "taken";
    throw error;
  }
}

/** Removes one of theirs; false when it is not theirs. */
export async function remove(db: Db, userId: string, id: string): Promise<boolean> {
  const { count } = await db.staffView.deleteMany({ where: { id, userId } });
  return count === 1;
}
