// What people reported: filed once a key, listed by time, closed once. Times are the database's.
import "server-only";
import type { Db } from "./client";
import { Prisma } from "./generated/client";

const { sql, empty } = Prisma;

export interface ProblemRow {
  id: string;
  words: string;
  page: string;
  requestId: string | null;
  createdAt: Date;
  closedAt: Date | null;
  closingWords: string | null;
  userId: string;
  userName: string;
  userEmail: string;
  closedByName: string | null;
}

const COLUMNS = sql`report."id", report."words", report."page", report."requestId", report."createdAt",
  report."closedAt", report."closingWords", report."userId", who."name" AS "userName",
  who."email" AS "userEmail", closer."name" AS "closedByName"`;
const JOINED = sql`JOIN "User" who ON who."id" = report."userId"
  LEFT JOIN "User" closer ON closer."id" = report."closedById"`;

/** Files a report; null when one was filed under this key before. */
export async function addProblem(
  db: Db,
  given: { userId: string; key: string; words: string; page: string; requestId: string | null },
): Promise<{ id: string; createdAt: Date } | null> {
  const { userId, key, words, page, requestId } = given;
  const [made] = await db.$queryRaw<{ id: string; createdAt: Date }[]>`INSERT INTO "ProblemReport"
      ("id", "userId", "idempotencyKey", "words", "page", "requestId")
    VALUES (gen_random_uuid()::text, ${userId}, ${key}, ${words}, ${page}, ${requestId})
    ON CONFLICT ("userId", "idempotencyKey") DO NOTHING RETURNING "id", "createdAt"`;
  return made ?? null;
}

/** The report that somebody filed under this key. */
export async function findFiled(
  db: Db,
  { userId, key }: { userId: string; key: string },
): Promise<{ id: string; createdAt: Date } | null> {
  return db.problemReport.findUnique({
    where: { userId_idempotencyKey: { userId, idempotencyKey: key } },
    select: { id: true, createdAt: true },
  });
}

export interface ProblemFilter {
  isOpen: boolean;
  /** Walk the list backwards. */
  reverse: boolean;
  beyond?: { at: Date; id: string } | undefined;
  limit: number;
}

/** One page in the order of the walk, which begins with the newest. */
export async function findProblems(db: Db, filter: ProblemFilter): Promise<ProblemRow[]> {
  const { isOpen, reverse, beyond, limit } = filter;
  const walk = reverse ? sql`ASC` : sql`DESC`;
  const further = reverse ? sql`>` : sql`<`;
  return db.$queryRaw<ProblemRow[]>`SELECT ${COLUMNS} FROM "ProblemReport" report ${JOINED}
    WHERE ${isOpen ? sql`report."closedAt" IS NULL` : sql`report."closedAt" IS NOT NULL`}
      ${beyond ? sql`AND (report."createdAt", report."id") ${further} (${beyond.at}, ${beyond.id})` : empty}
    ORDER BY report."createdAt" ${walk}, report."id" ${walk} LIMIT ${limit}`;
}

/** How many are open, counted up to `most`. */
export async function countOpenProblems(db: Db, most: number): Promise<number> {
  const [counted] = await db.$queryRaw<{ open: number }[]>`SELECT count(*)::int AS "open"
    FROM (SELECT FROM "ProblemReport" WHERE "closedAt" IS NULL LIMIT ${most}) AS open`;
  return counted?.open ?? 0;
}

/** One report; null when there is none. */
export async function findProblem(db: Db, id: string): Promise<ProblemRow | null> {
  const [row] = await db.$queryRaw<ProblemRow[]>`SELECT ${COLUMNS}
    FROM "ProblemReport" report ${JOINED} WHERE report."id" = ${id}`;
  return row ?? null;
}

/** Closes an open report; false when there is none, or it was closed before. */
export async function closeOpenProblem(
  db: Db,
  { id, closedById, words }: { id: string; closedById: string; words: string },
): Promise<boolean> {
  const rows = await db.$executeRaw`UPDATE "ProblemReport"
    SET "closedAt" = now(), "closedById" = ${closedById}, "closingWords" = ${words}
    WHERE "id" = ${id} AND "closedAt" IS NULL`;
  return rows === 1;
}
