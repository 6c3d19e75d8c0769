// Where rows and store disagree: rows whose bytes are gone, and bytes that no row names. A list is stale
// when it arrives, so whatever acts on one asks again in its own statement.
import "server-only";
import type { Db, Tx } from "./client";
import { Prisma } from "./generated/client";
import { QUARANTINED } from "./loose-blob-repo";

const { sql } = Prisma;

/** A READY row and the names of its bytes. */
export interface StoredRow {
  id: string;
  storageKey: string;
  renditions: unknown;
  isMissing: boolean;
}

/** The next rows after this id, by id. */
export async function listStored(db: Db, after: string, limit: number): Promise<StoredRow[]> {
  return db.$queryRaw<StoredRow[]>`SELECT "id", "storageKey", "renditions",
      "missingSince" IS NOT NULL AS "isMissing"
    FROM "CharterMedia" WHERE "id" > ${after} AND "status" = 'READY' ORDER BY "id" LIMIT ${limit}`;
}

/** One READY row; null when there is none. */
export async function findStored(db: Db, id: string): Promise<StoredRow | null> {
  const [row] = await db.$queryRaw<StoredRow[]>`SELECT "id", "storageKey", "renditions",
      "missingSince" IS NOT NULL AS "isMissing"
    FROM "CharterMedia" WHERE "id" = ${id} AND "status" = 'READY'`;
  return row ?? null;
}

/** How many rows there are, and when that was. */
export async function sizeUp(db: Db): Promise<{ rows: number; at: Date }> {
  const [row] = await db.$queryRaw<{ rows: number; at: Date }[]>`
    SELECT count(*)::int AS "rows", now() AS "at" FROM "CharterMedia" WHERE "status" = 'READY'`;
  return row ?? { rows: 0, at: new Date() };
}

/** How many rows come after this id. */
export async function countAfter(db: Db, after: string): Promise<number> {
  const [row] = await db.$queryRaw<{ n: number }[]>`SELECT count(*)::int AS "n" FROM "CharterMedia"
    WHERE "id" > ${after} AND "status" = 'READY'`;
  return row?.n ?? 0;
}

/** Flags rows as missing, or takes the flag off, as far as they still stand on these bytes. Returns how many. */
export async function setMissing(
  db: Db,
  rows: readonly StoredRow[],
  isMissing: boolean,
): Promise<number> {
  const since = isMissing ? sql`now()` : sql`NULL`;
  return db.$executeRaw`UPDATE "CharterMedia" AS media
    SET "missingSince" = ${since}, "updatedAt" = now()
    FROM unnest(${rows.map(({ id }) => id)}::text[], ${rows.map(({ storageKey }) => storageKey)}::text[])
      AS given ("id", "storageKey")
    WHERE media."id" = given."id" AND media."storageKey" = given."storageKey"
      AND media."status" = 'READY' AND (media."missingSince" IS NULL) = ${isMissing}`;
}

/** The name in the store that an address ends with. */
function pathOf(url: Prisma.Sql): Prisma.Sql {
  return sql`regexp_replace(${url}, '^[a-z]+://[^/]+/', '')`;
}

/**
 * Of the table `blob`: no row names it. A reserved photo has the beginning of its names, one that is planned
 * or stored has all of them; the index on storageKey finds rows by that beginning. A video's names are few
 * enough to be looked at together; rows of the old system may know a file by its address alone.
 */
const UNNAMED = sql`NOT EXISTS (
    SELECT FROM "CaptainVideo" AS video, unnest(ARRAY[
      CASE WHEN video."originalDeletedAt" IS NULL THEN video."blobKey" END,
      CASE WHEN video."originalDeletedAt" IS NULL THEN ${pathOf(sql`video."originalUrl"`)} END,
      video."normalizedBlobKey", ${pathOf(sql`video."ready720pUrl"`)},
      video."thumbnailBlobKey", ${pathOf(sql`video."thumbnailUrl"`)}]) AS named ("key")
    WHERE named."key" = blob."key")
  AND NOT EXISTS (
    SELECT FROM "CharterMedia" AS media
    WHERE media."thumbnailUrl" IS NOT NULL AND ${pathOf(sql`media."thumbnailUrl"`)} = blob."key")
  AND NOT EXISTS (
    SELECT FROM "CharterMedia" AS media
    WHERE media."storageKey" ~>=~ blob."folder" AND media."storageKey" ~<~ (blob."folder" || '0')
      AND (media."storageKey" IN (blob."key", blob."folder")
        OR media."renditions" @> jsonb_build_array(jsonb_build_object('key', blob."key"))))`;

const FOLDER = sql`regexp_replace("key", '/[^/]*$', '')`;

/** What is stored that long is not on its way any more. */
const SETTLED = sql`blob."uploadedAt" < now() - interval '24 hours'`;

export interface Stray {
  key: string;
  uploadedAt: Date;
  /** Seen by an earlier pass too: its bytes may go. */
  again: boolean;
}

/**
 * Of these blobs, those that are settled and that no row names.
 *
 * @param begunAt of the pass: what it quarantined itself it has not seen again, also when it looks at a page twice
 */
export async function findStrays(
  db: Db,
  blobs: readonly { key: string; uploadedAt: Date }[],
  begunAt: string,
): Promise<Stray[]> {
  return db.$queryRaw<Stray[]>`WITH blob AS MATERIALIZED (
      SELECT "key", "uploadedAt", ${FOLDER} AS "folder"
      FROM unnest(${blobs.map(({ key }) => key)}::text[],
        ${blobs.map(({ uploadedAt }) => uploadedAt)}::timestamptz[]) AS given ("key", "uploadedAt")
    )
    SELECT blob."key", blob."uploadedAt", coalesce(loose."due" <= now()
      AND (loose."due" > ${QUARANTINED} OR finding."createdAt" IS NULL
        OR finding."createdAt" < ${begunAt}::timestamptz), false) AS "again"
    FROM blob LEFT JOIN "LooseBlob" AS loose ON loose."key" = blob."key"
      LEFT JOIN "IntegrityFinding" AS finding ON finding."kind" = 'stray' AND finding."subject" = blob."key"
    WHERE ${SETTLED} AND ${UNNAMED} AND coalesce(loose."due" <= now(), true)`;
}

/** Puts names in quarantine, where only whoever sees them a second time takes them out. Returns how many are new. */
export async function quarantine(db: Db, keys: readonly string[]): Promise<number> {
  return db.$executeRaw`INSERT INTO "LooseBlob" ("key", "due")
    SELECT "key", ${QUARANTINED} FROM unnest(${keys}::text[]) AS "key" ON CONFLICT DO NOTHING`;
}

/** Takes out of quarantine what may go now, asking again whether a row names it. The bytes go next. */
export async function release(db: Db, keys: readonly string[]): Promise<string[]> {
  const rows = await db.$queryRaw<{ key: string }[]>`DELETE FROM "LooseBlob" AS loose
    USING (SELECT "key", ${FOLDER} AS "folder" FROM unnest(${keys}::text[]) AS "key") AS blob
    WHERE loose."key" = blob."key" AND loose."due" <= now() AND ${UNNAMED}
    RETURNING loose."key"`;
  return rows.map(({ key }) => key);
}

/**
 * Takes a name out of quarantine for good, asking again whether a row names it: it is due at once. False when a row
 * does, or it is not in quarantine any more.
 */
export async function condemn(tx: Tx, key: string): Promise<boolean> {
  const rows = await tx.$executeRaw`UPDATE "LooseBlob" AS loose SET "due" = now()
    FROM (SELECT ${key}::text AS "key", regexp_replace(${key}, '/[^/]*$', '') AS "folder") AS blob
    WHERE loose."key" = blob."key" AND loose."due" = ${QUARANTINED} AND ${UNNAMED}`;
  return rows === 1;
}
