// The staff's review of media: one statement for a page and one for all counts, planned for a million
// rows. Reads only, and never the store. Each tab's predicate is its index's, word for word.
import "server-only";
import type { Db } from "./client";
import { type MediaKind, Prisma } from "./generated/client";
import type { Sql } from "./linkable";
import { MEDIA_COLUMNS, type MediaRecord } from "./media-repo";

const { sql, empty } = Prisma;

const STORED = sql`media."status" = 'READY' AND media."trashedAt" IS NULL`;
const PRESENT = sql`${STORED} AND media."missingSince" IS NULL`;

/** What stands in each tab, and what of it a search for a name can mean. */
const TABS = {
  pending: {
    holds: sql`${PRESENT} AND media."charterId" IS NULL AND media."captainId" IS NOT NULL`,
    names: { captain: true, charter: false },
  },
  linked: {
    holds: sql`${PRESENT} AND media."charterId" IS NOT NULL`,
    names: { captain: true, charter: true },
  },
  orphan: {
    holds: sql`${PRESENT} AND media."captainId" IS NULL AND media."charterId" IS NULL`,
    names: { captain: false, charter: false },
  },
  missing: {
    holds: sql`${STORED} AND media."missingSince" IS NOT NULL`,
    names: { captain: true, charter: true },
  },
  trash: {
    holds: sql`media."status" = 'READY' AND media."trashedAt" IS NOT NULL`,
    names: { captain: true, charter: true },
  },
};
type Tab = keyof typeof TABS;

export interface ReviewFilter {
  state: Tab;
  kind?: MediaKind | undefined;
  captainId?: string | undefined;
  /** A part of a captain's name or e-mail or of a charter's name, a whole id or key, or the beginning of a key. */
  search?: string | undefined;
  /** createdAt, inclusive. */
  from?: Date | undefined;
  /** createdAt, exclusive. */
  before?: Date | undefined;
  sort: "newest" | "oldest" | "largest";
  /** Walk the list backwards. */
  reverse: boolean;
  /** Begin beyond this item of the walk; `at` in milliseconds since 1970 or bytes. */
  beyond?: { at: number; id: string } | undefined;
  limit: number;
}

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
  // What must be looked for is found in the indexes alone; only what is shown is read as a whole.
  const those =
    filter.search || filter.kind
      ? sql`media."id" IN (${foundIds(filter)})`
      : sql`${TABS[filter.state].holds} ${narrowed(filter)}`;
  return db.$queryRaw<ReviewRow[]>`SELECT ${REVIEW_COLUMNS}
    FROM "CharterMedia" media WHERE ${those}
    ORDER BY ${at} ${walk}, media."id" ${walk} LIMIT ${filter.limit}`;
}

/** How many items each tab holds in all, counted up to `upTo`. One statement. */
export async function countReview(db: Db, upTo: number): Promise<Record<Tab, number>> {
  const counts = Object.entries(TABS).map(
    ([tab, { holds }]) => sql`(SELECT count(*) FROM (SELECT FROM "CharterMedia" media WHERE ${holds}
      LIMIT ${upTo}) AS counted)::int AS ${Prisma.raw(`"${tab}"`)}`,
  );
  const [row] = await db.$queryRaw<Record<Tab, number>[]>`SELECT ${Prisma.join(counts)}`;
  if (!row) throw new Error("counts are always one row");
  return row;
}

interface Meaning {
  joins: Sql;
  condition: Sql;
}

/**
 * What a search finds: one ordered list for each thing it can mean, merged. Each of them has an index
 * of its own, while one condition with OR would read the whole tab.
 */
function foundIds(filter: ReviewFilter): Sql {
  const { at, walk } = orderOf(filter);
  const lists = meaningsOf(filter).map(
    ({ joins, condition }) => sql`
      (SELECT media."id", ${at} AS "at" FROM "CharterMedia" media ${joins}
       WHERE ${TABS[filter.state].holds} ${narrowed(filter)} ${condition}
       ORDER BY ${at} ${walk}, media."id" ${walk} LIMIT ${filter.limit})`,
  );
  return sql`SELECT "id" FROM (${Prisma.join(lists, " UNION ")}) AS found
    ORDER BY "at" ${walk}, "id" ${walk} LIMIT ${filter.limit}`;
}

function meaningsOf({ search, state }: ReviewFilter): Meaning[] {
  if (!search) return [{ joins: empty, condition: empty }];
  const { names } = TABS[state];
  const beginning = search.replaceAll(/[\\%_]/g, "\\$&");
  const part = `%${beginning}%`;
  const captain = sql`JOIN "CaptainProfile" captain ON captain."id" = media."captainId"`;
  const key = search.includes("/")
    ? sql`media."storageKey" LIKE ${`${beginning}%`}`
    : sql`media."storageKey" = ${search}`;
  return [
    { joins: empty, condition: sql`AND (media."id" = ${search} OR ${key})` },
    ...(names.captain
      ? [
          { joins: captain, condition: sql`AND captain."displayName" ILIKE ${part}` },
          {
            joins: sql`${captain} JOIN "User" account ON account."id" = captain."userId"`,
            condition: sql`AND account."email" ILIKE ${part}`,
          },
        ]
      : []),
    ...(names.charter
      ? [
          {
            joins: sql`JOIN "Charter" charter ON charter."id" = media."charterId"`,
            condition: sql`AND charter."name" ILIKE ${part}`,
          },
        ]
      : []),
  ];
}

function narrowed(filter: ReviewFilter): Sql {
  const { kind, captainId, from, before, beyond } = filter;
  const { at, walk, read } = orderOf(filter);
  const further = walk === DESC ? sql`<` : sql`>`;
  return Prisma.join(
    [
      kind ? sql`AND media."kind" = ${kind}::"MediaKind"` : empty,
      captainId ? sql`AND media."captainId" = ${captainId}` : empty,
      from ? sql`AND media."createdAt" >= ${from}` : empty,
      before ? sql`AND media."createdAt" < ${before}` : empty,
      beyond ? sql`AND (${at}, media."id") ${further} (${read(beyond.at)}, ${beyond.id})` : empty,
    ],
    " ",
  );
}

const ASC = sql`ASC`;
const DESC = sql`DESC`;

/** What the list is sorted by, which way it is walked, and how a cursor's number becomes such a value. */
function orderOf({ sort, reverse }: Pick<ReviewFilter, "sort" | "reverse">) {
  const walk = (sort === "oldest") === reverse ? DESC : ASC;
  return sort === "largest"
    ? {
        at: sql`COALESCE(media."sizeBytes", 0)`,
        walk,
        read: (bytes: number) => sql`${bytes}::bigint`,
      }
    : { at: sql`media."createdAt"`, walk, read: (ms: number) => sql`${new Date(ms)}` };
}
