// The staff's review of media: one statement for a page and one for all counts. Reads only, and never the
// store.
import "server-only";
import type { Db } from "./client";
import { Prisma } from "./generated/client";
import type { Sql } from "./linkable";
import { MEDIA_COLUMNS, type MediaRecord } from "./media-repo";
import { found, matches, orderOf, type ReviewFilter, TABS, type Tab } from "./review-filter";

const { sql } = Prisma;

export interface ReviewRow extends MediaRecord {
  captainName: string | null;
  captainEmail: string | null;
  charterName: string | null;
  reviewedAt: Date | null;
  /** By the database's clock. */
  ageSeconds: number;
}

/** The columns of a {@link ReviewRow}, of the table named `media`. */
export const REVIEW_COLUMNS: Sql = sql`${MEDIA_COLUMNS}, media."reviewedAt",
  (SELECT "displayName" FROM "CaptainProfile" WHERE "id" = media."captainId") AS "captainName",
  (SELECT account."email" FROM "CaptainProfile" captain JOIN "User" account
    ON account."id" = captain."userId" WHERE captain."id" = media."captainId") AS "captainEmail",
  (SELECT "name" FROM "Charter" WHERE "id" = media."charterId") AS "charterName",
  GREATEST(0, floor(extract(epoch FROM now() - media."createdAt")))::int AS "ageSeconds"`;

/** One page in the order of the walk. Always one statement. */
export async function findReviewPage(db: Db, filter: ReviewFilter): Promise<ReviewRow[]> {
  const { at, walk } = orderOf(filter);
  return db.$queryRaw<ReviewRow[]>`SELECT ${REVIEW_COLUMNS}
    FROM "CharterMedia" media WHERE ${matches(filter)}
    ORDER BY ${at} ${walk}, media."id" ${walk} LIMIT ${filter.limit}`;
}

/** How many items each tab holds in all, counted up to `upTo`. One statement. */
export async function countReview(db: Db, upTo: number): Promise<Record<Tab, number>> {
  // In the order of an index, so that a planner who expects to find enough at once does not read the table.
  const counts = Object.entries(TABS).map(
    ([tab, { holds }]) => sql`(SELECT count(*) FROM (SELECT FROM "CharterMedia" media WHERE ${holds}
      ORDER BY media."createdAt", media."id" LIMIT ${upTo}) AS counted)::int AS ${Prisma.raw(`"${tab}"`)}`,
  );
  const [row] = await db.$queryRaw<Record<Tab, number>[]>`SELECT ${Prisma.join(counts)}`;
  if (!row) throw new Error("counts are always one row");
  return row;
}

/** Where a walk over all that match has come to. */
export interface Matching {
  id: string;
  createdAt: Date;
}

/** One page of what matches, by id alone. Always one statement. */
export async function findMatching(db: Db, filter: ReviewFilter): Promise<Matching[]> {
  const { at, walk } = orderOf(filter);
  return db.$queryRaw<Matching[]>`SELECT media."id", media."createdAt"
    FROM "CharterMedia" media WHERE ${matches(filter)}
    ORDER BY ${at} ${walk}, media."id" ${walk} LIMIT ${filter.limit}`;
}

/** How many match, counted up to the filter's limit. One statement. */
export async function countMatching(db: Db, filter: ReviewFilter): Promise<number> {
  const [row] = await db.$queryRaw<{ matching: number }[]>`SELECT count(*)::int AS "matching"
    FROM (${found(filter)}) AS counted`;
  return row?.matching ?? 0;
}
