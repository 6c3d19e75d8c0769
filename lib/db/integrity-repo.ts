// What the comparison of rows and store found: one row a place where they disagree, once, until a check or a fix no
// longer sees it. Times are the database's.
import "server-only";
import type { Db } from "./client";
import { Prisma } from "./generated/client";
import { RECONCILE } from "./lease-repo";

const { sql, empty } = Prisma;

export interface SeenFinding {
  kind: string;
  subject: string;
  facts: Prisma.InputJsonObject;
}

/**
 * Writes down what was seen of these subjects: what is seen again keeps its age, what is not seen any more goes, and a
 * row that is going, or stands on another file by now, is not written down.
 *
 * @returns the new ones' kinds
 */
export async function record(
  db: Db,
  { kinds, looked, seen }: { kinds: string[]; looked: string[]; seen: SeenFinding[] },
): Promise<string[]> {
  const rows = await db.$queryRaw<{ kind: string; isNew: boolean }[]>`WITH seen AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(seen)}::jsonb)
        AS given ("kind" text, "subject" text, "facts" jsonb)
    ), gone AS (
      DELETE FROM "IntegrityFinding" AS finding
      WHERE finding."kind" = ANY(${kinds}) AND finding."subject" = ANY(${looked}) AND NOT EXISTS (
        SELECT FROM seen WHERE seen."kind" = finding."kind" AND seen."subject" = finding."subject")
    )
    INSERT INTO "IntegrityFinding" AS finding ("id", "kind", "subject", "facts")
    SELECT gen_random_uuid()::text, seen."kind", seen."subject", seen."facts" FROM seen
    WHERE seen."kind" NOT IN ('missing', 'damaged') OR EXISTS (
      SELECT FROM "CharterMedia" AS media
      WHERE media."id" = seen."subject" AND media."status" = 'READY'
        AND media."storageKey" = seen."facts" ->> 'storageKey'
        AND (media."missingSince" IS NOT NULL) = (seen."kind" = 'missing'))
    ON CONFLICT ("kind", "subject") DO UPDATE SET "facts" = EXCLUDED."facts", "seenAt" = now()
    RETURNING finding."kind", (xmax = 0) AS "isNew"`;
  return rows.flatMap(({ kind, isNew }) => (isNew ? [kind] : []));
}

/** What could not be looked at this time stands as it was seen before. */
export async function keep(db: Db, subjects: readonly string[]): Promise<void> {
  if (subjects.length > 0)
    await db.$executeRaw`UPDATE "IntegrityFinding" SET "seenAt" = now()
      WHERE "kind" IN ('missing', 'damaged') AND "subject" = ANY(${subjects})`;
}

/** Takes one finding off the list; false when it is not there any more. */
export async function drop(db: Db, id: string): Promise<boolean> {
  return (await db.$executeRaw`DELETE FROM "IntegrityFinding" WHERE "id" = ${id}`) === 1;
}

/** Takes off what a pass that began then, and looked at everything, has not seen: so many at most. Returns how many. */
export async function dropUnseen(db: Db, begunAt: string, limit: number): Promise<number> {
  return db.$executeRaw`DELETE FROM "IntegrityFinding" WHERE "id" IN (
    SELECT "id" FROM "IntegrityFinding" WHERE "seenAt" < ${begunAt}::timestamptz ORDER BY "seenAt" LIMIT ${limit})
    AND "seenAt" < ${begunAt}::timestamptz`;
}

export interface FindingRow {
  id: string;
  kind: string;
  subject: string;
  facts: unknown;
  createdAt: Date;
  seenAt: Date;
  captainName: string | null;
  captainEmail: string | null;
  charterId: string | null;
  charterName: string | null;
}

const SEEN = sql`SELECT finding.*, account."name" AS "captainName", account."email" AS "captainEmail",
    charter."id" AS "charterId", charter."name" AS "charterName"
  FROM "IntegrityFinding" AS finding
  LEFT JOIN "CharterMedia" AS media ON finding."kind" IN ('missing', 'damaged') AND media."id" = finding."subject"
  LEFT JOIN "CaptainVideo" AS video ON finding."kind" = 'link' AND video."id" = finding."subject"
  LEFT JOIN "CaptainProfile" AS captain ON captain."id" = media."captainId"
  LEFT JOIN "User" AS account ON account."id" = coalesce(captain."userId", video."ownerId")
  LEFT JOIN "Charter" AS charter ON charter."id" = coalesce(media."charterId", video."charterId")`;

export interface FindingFilter {
  kind: string;
  /** Walk the list backwards. */
  reverse: boolean;
  beyond?: { at: Date; id: string } | undefined;
  limit: number;
}

/** One page in the order of the walk, which begins with the newest. */
export async function findFindings(db: Db, filter: FindingFilter): Promise<FindingRow[]> {
  const { kind, reverse, beyond, limit } = filter;
  const walk = reverse ? sql`ASC` : sql`DESC`;
  const further = reverse ? sql`>` : sql`<`;
  return db.$queryRaw<FindingRow[]>`${SEEN} WHERE finding."kind" = ${kind}
    ${beyond ? sql`AND (finding."createdAt", finding."id") ${further} (${beyond.at}, ${beyond.id})` : empty}
    ORDER BY finding."createdAt" ${walk}, finding."id" ${walk} LIMIT ${limit}`;
}

/** The subjects of these findings of one kind, by id; those that are not listed are left out. */
export async function findSubjects(
  db: Db,
  kind: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db.$queryRaw<{ id: string; subject: string }[]>`SELECT "id", "subject"
    FROM "IntegrityFinding" WHERE "kind" = ${kind} AND "id" = ANY(${[...ids]})`;
  return new Map(rows.map(({ id, subject }) => [id, subject]));
}

/** How many there are of each of these kinds, each counted up to `most`. One statement. */
export async function countFindings(
  db: Db,
  kinds: readonly string[],
  most: number,
): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ kind: string; n: number }[]>`SELECT "kind", (
      SELECT count(*)::int FROM (
        SELECT FROM "IntegrityFinding" AS finding WHERE finding."kind" = given."kind" LIMIT ${most}) AS few) AS "n"
    FROM unnest(${[...kinds]}::text[]) AS given ("kind")`;
  return new Map(rows.map(({ kind, n }) => [kind, n]));
}

/** Ends the pass that is under way, whoever has it: their lease is over. False when none is. */
export async function cancelPass(db: Db): Promise<boolean> {
  const rows = await db.$executeRaw`UPDATE "JobLease" SET "leasedUntil" = NULL,
      "lastResult" = jsonb_set(jsonb_set("lastResult", '{pass,state}', '"cancelled"'), '{pass,endedAt}',
        to_jsonb(to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
    WHERE "name" = ${RECONCILE} AND "lastResult" #>> '{pass,state}' = 'running'`;
  return rows === 1;
}
