// Names in the store that no row has to name: before the bytes come, because a client or the worker was
// given the name, and after the last row that named them is gone. What is listed here is never lost and,
// when due, never kept. Times are the database's.
import "server-only";
import type { Db, Tx } from "./client";
import { unnamedOf } from "./named-blob";

/** Says that bytes may come under this name for so many seconds from now, before anybody is given it. */
export async function expectBlob(db: Db, key: string, seconds: number): Promise<void> {
  await db.$executeRaw`INSERT INTO "LooseBlob" AS loose ("key", "due")
    VALUES (${key}, now() + make_interval(secs => ${seconds}))
    ON CONFLICT ("key") DO UPDATE SET "due" = GREATEST(loose."due", EXCLUDED."due")`;
}

/**
 * Takes a name for the row that names it from now on. False when its time was over: its bytes may be gone,
 * and nobody may name it any more.
 */
export async function takeBlob(tx: Tx, key: string): Promise<boolean> {
  const rows = await tx.$executeRaw`DELETE FROM "LooseBlob" WHERE "key" = ${key} AND "due" > now()`;
  return rows === 1;
}

/** Lists names that a row stops naming in this transaction. Those for which bytes may still come stay until then. */
export async function loosenBlobs(tx: Tx, keys: readonly (string | null)[]): Promise<void> {
  const known = keys.filter((key) => key !== null);
  await tx.$executeRaw`INSERT INTO "LooseBlob" ("key", "due")
    SELECT DISTINCT "key", now() FROM unnest(${known}::text[]) AS "key" ON CONFLICT DO NOTHING`;
}

/**
 * Names whose time is over, the longest first, but for these; a video that is still uploading keeps its own.
 */
export async function listDue(
  db: Db,
  { limit, except }: { limit: number; except: readonly string[] },
): Promise<string[]> {
  const rows = await db.$queryRaw<{ key: string }[]>`SELECT "key" FROM "LooseBlob" AS loose
    WHERE "due" <= now() AND NOT ("key" = ANY(${except})) AND NOT EXISTS (
      SELECT FROM "CaptainVideo" WHERE "blobKey" = loose."key" AND "processStatus" = 'uploading')
    ORDER BY "due", "key" LIMIT ${limit}`;
  return rows.map(({ key }) => key);
}

/** Those of these names that are listed and that no row names: their bytes may go. */
export async function findUnnamed(db: Db, keys: readonly string[]): Promise<string[]> {
  const rows = await db.$queryRaw<{ key: string }[]>`WITH ${unnamedOf(keys)}
    SELECT unnamed."key" FROM unnamed JOIN "LooseBlob" AS loose ON loose."key" = unnamed."key"`;
  return rows.map(({ key }) => key);
}

/** Takes these off the list, but for those under which bytes may still come. */
export async function forgetDue(db: Db, keys: readonly string[]): Promise<void> {
  await db.$executeRaw`DELETE FROM "LooseBlob" WHERE "key" = ANY(${keys}) AND "due" <= now()`;
}
