// What the success metrics are computed from, counted in one statement. The predicates on media are those
// of its partial indexes, word for word, so that a count reads an index alone.
import "server-only";
import type { Db } from "./client";
import { Prisma } from "./generated/client";

const { sql } = Prisma;

const THERE = sql`"status" = 'READY' AND "trashedAt" IS NULL AND "missingSince" IS NULL`;
const LINKED = sql`${THERE} AND "charterId" IS NOT NULL`;
const PENDING = sql`${THERE} AND "charterId" IS NULL AND "captainId" IS NOT NULL`;
const ORPHAN = sql`${THERE} AND "captainId" IS NULL AND "charterId" IS NULL`;
/** Of the metrics that look at a day. */
const DAY = sql`now() - interval '24 hours'`;

/** What was counted; see lib/domain/health/kinds.ts for what it is for. */
export interface CountedFigures {
  finalizeAnswered: number;
  finalizeFailed: number;
  mediaAnswered: number;
  mediaFailed: number;
  staffLoadP95Ms: number | null;
  missingProfile: number;
  rateLimited: number;
  newPhotos: number;
  newPhotosWithCaptain: number;
  media: number;
  orphans: number;
  openProblems: number;
}

/**
 * Counts everything at one moment, by the database's clock.
 *
 * @param failures the outcomes of events that count as failed
 * @param since from when on what counts a day is counted instead
 */
export async function countFigures(
  db: Db,
  failures: readonly string[],
  since?: Date,
): Promise<CountedFigures> {
  const begin = since ? sql`${since}::timestamptz` : DAY;
  const newPhoto = sql`"kind" = 'CHARTER_PHOTO' AND "createdAt" > ${begin}`;
  const count = (where: Prisma.Sql) => sql`(SELECT count(*) FROM "CharterMedia" WHERE ${where})`;
  const [counted] = await db.$queryRaw<CountedFigures[]>`WITH event AS (
      SELECT "operation", "outcome", "ms", "outcome" = ANY(${failures}) AS "failed",
        "at" > now() - interval '1 hour' AS "recent"
      FROM "OperationEvent" WHERE "at" > ${begin}
    ), happened AS (
      SELECT count(*) FILTER (WHERE "operation" = 'finalize')::int AS "finalizeAnswered",
        count(*) FILTER (WHERE "operation" = 'finalize' AND "failed")::int AS "finalizeFailed",
        count(*) FILTER (WHERE "operation" IN ('upload', 'media'))::int AS "mediaAnswered",
        count(*) FILTER (WHERE "operation" IN ('upload', 'media') AND "failed")::int AS "mediaFailed",
        percentile_disc(0.95) WITHIN GROUP (ORDER BY "ms")
          FILTER (WHERE "operation" = 'staff' AND "outcome" = 'ok') AS "staffLoadP95Ms",
        count(*) FILTER (WHERE "recent" AND "outcome" = 'missing_captain_profile')::int AS "missingProfile",
        count(*) FILTER (WHERE "recent" AND "outcome" = 'rate_limited')::int AS "rateLimited"
      FROM event
    ), stored AS (
      SELECT ${count(LINKED)} + ${count(PENDING)} AS "owned", ${count(ORPHAN)} AS "orphans",
        ${count(sql`${LINKED} AND ${newPhoto}`)} + ${count(sql`${PENDING} AND ${newPhoto}`)} AS "withCaptain",
        ${count(sql`${ORPHAN} AND ${newPhoto}`)} AS "withoutCaptain"
    )
    SELECT happened.*, ("owned" + "orphans")::int AS "media", "orphans"::int,
      ("withCaptain" + "withoutCaptain")::int AS "newPhotos", "withCaptain"::int AS "newPhotosWithCaptain",
      (SELECT count(*)::int FROM "ProblemReport"
        WHERE "closedAt" IS NULL AND "createdAt" > ${begin}) AS "openProblems"
    FROM happened, stored`;
  if (!counted) throw new Error("counting gave no row");
  return counted;
}
