// Where rows and store disagree: rows whose bytes are gone, and bytes that no row names. A list is stale
// when it arrives, so whatever acts on one asks again in its own statement.
import "server-only";
import type { Db } from "./client";
import { Prisma } from "./generated/client";
import { unnamedOf } from "./named-blob";

const { sql } = Prisma;

/** What is stored that long is not on its way any more, and what was seen that long ago is not just between two rows. */
const A_DAY_AGO = sql`now() - interval '24 hours'`;

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

export interface Stray {
  key: string;
  uploadedAt: Date;
  /** Never seen before; seen less than a day ago; or long enough ago that its bytes may go. */
  seen: "never" | "lately" | "long ago";
}

/** Of these blobs, those that are stored for over a day and that no row names, nor bytes may still come for. */
export async function findStrays(
  db: Db,
  blobs: readonly { key: string; uploadedAt: Date }[],
): Promise<Stray[]> {
  const keys = blobs.map(({ key }) => key);
  return db.$queryRaw<Stray[]>`WITH ${unnamedOf(keys)}
    SELECT stored."key", stored."uploadedAt", CASE WHEN finding."createdAt" IS NULL THEN 'never'
        WHEN finding."createdAt" <= ${A_DAY_AGO} THEN 'long ago' ELSE 'lately' END AS "seen"
    FROM unnest(${keys}::text[], ${blobs.map(({ uploadedAt }) => uploadedAt)}::timestamptz[])
      AS stored ("key", "uploadedAt")
    JOIN unnamed ON unnamed."key" = stored."key"
    LEFT JOIN "IntegrityFinding" AS finding ON finding."kind" = 'stray' AND finding."subject" = stored."key"
    WHERE stored."uploadedAt" < ${A_DAY_AGO}
      AND NOT EXISTS (SELECT FROM "LooseBlob" AS loose WHERE loose."key" = stored."key")`;
}

/**
 * Gives files without a row over to the cleanup, asking again whether a row names them: off the list of findings, and
 * due at once. A name under which bytes may still come is left out.
 *
 * @param seen `longAgo`: only what was first seen a day ago
 * @returns those that the caller may delete now
 */
export async function condemn(
  db: Db,
  keys: readonly string[],
  seen: { longAgo: boolean },
): Promise<string[]> {
  const since = seen.longAgo ? A_DAY_AGO : sql`now()`;
  const rows = await db.$queryRaw<{ key: string }[]>`WITH ${unnamedOf(keys)}, condemned AS (
      DELETE FROM "IntegrityFinding" AS finding USING unnamed
      WHERE finding."kind" = 'stray' AND finding."subject" = unnamed."key" AND finding."createdAt" <= ${since}
        AND NOT EXISTS (SELECT FROM "LooseBlob" AS loose WHERE loose."key" = unnamed."key" AND loose."due" > now())
      RETURNING finding."subject" AS "key"
    )
    INSERT INTO "LooseBlob" ("key", "due") SELECT "key", now() FROM condemned
    ON CONFLICT ("key") DO UPDATE SET "due" = EXCLUDED."due" RETURNING "key"`;
  return rows.map(({ key }) => key);
}
