// What the success metrics were made of over a time, for the chart: counted by steps that end now, by the
// database's clock. What each one means is lib/domain/health/kinds.ts.
import "server-only";
import type { Db } from "./client";
import { Prisma } from "./generated/client";

const { sql } = Prisma;

/** A time that ends now, cut into `steps` of `stepSeconds`. */
export interface Span {
  stepSeconds: number;
  steps: number;
}

const beginOf = ({ stepSeconds, steps }: Span) =>
  sql`now() - make_interval(secs => ${stepSeconds * steps})`;
/** How many whole steps ago; 0 is the one that ends now. */
const ageOf = (at: Prisma.Sql, { stepSeconds }: Span) =>
  sql`floor(extract(epoch FROM now() - ${at}) / ${stepSeconds})::int`;

export interface EventStep {
  age: number;
  finalizeAnswered: number;
  finalizeFailed: number;
  mediaAnswered: number;
  mediaFailed: number;
  staffLoadP95Ms: number | null;
  missingProfile: number;
  rateLimited: number;
}

/** What requests came to, a row for each step in which one was answered. */
export async function countEventSteps(
  db: Db,
  span: Span,
  failures: readonly string[],
): Promise<EventStep[]> {
  return db.$queryRaw<EventStep[]>`SELECT ${ageOf(sql`"at"`, span)} AS "age",
      count(*) FILTER (WHERE "operation" = 'finalize')::int AS "finalizeAnswered",
      count(*) FILTER (WHERE "operation" = 'finalize' AND "outcome" = ANY(${failures}))::int AS "finalizeFailed",
      count(*) FILTER (WHERE "operation" IN ('upload', 'media'))::int AS "mediaAnswered",
      count(*) FILTER (WHERE "operation" IN ('upload', 'media') AND "outcome" = ANY(${failures}))::int
        AS "mediaFailed",
      percentile_disc(0.95) WITHIN GROUP (ORDER BY "ms")
        FILTER (WHERE "operation" = 'staff' AND "outcome" = 'ok') AS "staffLoadP95Ms",
      count(*) FILTER (WHERE "outcome" = 'missing_captain_profile')::int AS "missingProfile",
      count(*) FILTER (WHERE "outcome" = 'rate_limited')::int AS "rateLimited"
    FROM "OperationEvent" WHERE "at" > ${beginOf(span)} GROUP BY 1`;
}

export interface PhotoStep {
  age: number;
  photos: number;
  withCaptain: number;
  linked: number;
}

/** Photos by when they came, of those that are there now. The predicates are those of the partial indexes. */
export async function countPhotoSteps(db: Db, span: Span): Promise<PhotoStep[]> {
  const there = sql`"status" = 'READY' AND "trashedAt" IS NULL AND "missingSince" IS NULL`;
  const photos = (where: Prisma.Sql) => sql`SELECT "createdAt", "captainId", "charterId"
    FROM "CharterMedia" WHERE ${there} AND ${where} AND "kind" = 'CHARTER_PHOTO'
      AND "createdAt" > ${beginOf(span)}`;
  return db.$queryRaw<PhotoStep[]>`SELECT ${ageOf(sql`"createdAt"`, span)} AS "age",
      count(*)::int AS "photos", count("captainId")::int AS "withCaptain", count("charterId")::int AS "linked"
    FROM (${photos(sql`"charterId" IS NOT NULL`)}
      UNION ALL ${photos(sql`"charterId" IS NULL AND "captainId" IS NOT NULL`)}
      UNION ALL ${photos(sql`"captainId" IS NULL AND "charterId" IS NULL`)}) AS photo
    GROUP BY 1`;
}

/** Reports of problems by when they were made, closed or not. */
export async function countReportSteps(
  db: Db,
  span: Span,
): Promise<{ age: number; reports: number }[]> {
  return db.$queryRaw`SELECT ${ageOf(sql`"createdAt"`, span)} AS "age", count(*)::int AS "reports"
    FROM "ProblemReport" WHERE "createdAt" > ${beginOf(span)} GROUP BY 1`;
}

export interface TimeTotals {
  uploadsAnswered: number;
  uploadsStored: number;
  finalizeAnswered: number;
  finalizeDone: number;
  draftsBegun: number;
  draftsWithPhotos: number;
  draftsSubmitted: number;
}

/**
 * What the funnels show: requests of the time, and what became of the drafts that were begun in it.
 *
 * @param enough photos of a draft that may be submitted
 */
export async function countFunnels(db: Db, span: Span, enough: number): Promise<TimeTotals> {
  const [totals] = await db.$queryRaw<TimeTotals[]>`WITH event AS (
      SELECT count(*) FILTER (WHERE "operation" = 'upload')::int AS "uploadsAnswered",
        count(*) FILTER (WHERE "operation" = 'upload' AND "outcome" = 'ok')::int AS "uploadsStored",
        count(*) FILTER (WHERE "operation" = 'finalize')::int AS "finalizeAnswered",
        count(*) FILTER (WHERE "operation" = 'finalize' AND "outcome" = 'ok')::int AS "finalizeDone"
      FROM "OperationEvent" WHERE "operation" IN ('upload', 'finalize') AND "at" > ${beginOf(span)}
    ), draft AS (
      SELECT "status" = 'SUBMITTED' AS "submitted", "status" = 'SUBMITTED' OR (
        SELECT count(*) >= ${enough} FROM "CharterMedia" AS media WHERE media."draftId" = draft."id"
          AND media."kind" = 'CHARTER_PHOTO' AND media."status" = 'READY' AND media."trashedAt" IS NULL
      ) AS "ready" FROM "CharterDraft" AS draft WHERE "createdAt" > ${beginOf(span)}
    )
    SELECT event.*, draft.* FROM event, (SELECT count(*)::int AS "draftsBegun",
      count(*) FILTER (WHERE "ready")::int AS "draftsWithPhotos",
      count(*) FILTER (WHERE "submitted")::int AS "draftsSubmitted" FROM draft) AS draft`;
  if (!totals) throw new Error("counting gave no row");
  return totals;
}

/** Which codes were answered most, the most frequent first. */
export async function listRefusals(
  db: Db,
  span: Span,
  most: number,
): Promise<{ operation: string; code: string; times: number }[]> {
  return db.$queryRaw`SELECT "operation", "outcome" AS "code", count(*)::int AS "times"
    FROM "OperationEvent" WHERE "at" > ${beginOf(span)} AND "outcome" <> 'ok'
    GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT ${most}`;
}

/** The slowest loads of the staff media page, the slowest first. */
export async function listSlowLoads(
  db: Db,
  span: Span,
  most: number,
): Promise<{ ms: number; at: Date; requestId: string | null }[]> {
  return db.$queryRaw`SELECT "ms", "at", "requestId" FROM "OperationEvent"
    WHERE "operation" = 'staff' AND "outcome" = 'ok' AND "at" > ${beginOf(span)}
    ORDER BY "ms" DESC, "at" DESC LIMIT ${most}`;
}
