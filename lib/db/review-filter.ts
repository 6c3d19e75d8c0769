// Which media a view of the staff's desk means: the one place where a filter becomes SQL, planned for a
// million rows. Each tab's predicate is its index's, word for word.
import "server-only";
import { type MediaKind, Prisma, type VideoProcessStatus } from "./generated/client";
import type { Sql } from "./linkable";

const { sql, empty } = Prisma;

const STORED = sql`media."status" = 'READY' AND media."trashedAt" IS NULL`;
const PRESENT = sql`${STORED} AND media."missingSince" IS NULL`;

/** What stands in each tab, and what of it a search for a name can mean. */
export const TABS = {
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
export type Tab = keyof typeof TABS;

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
  /** Bytes, both inclusive; what was never measured counts as 0. */
  minSize?: number | undefined;
  maxSize?: number | undefined;
  /** Videos in this state alone. */
  video?: VideoProcessStatus | undefined;
  /** Only what nobody has judged. */
  unreviewed?: boolean | undefined;
  /** Of these alone. */
  ids?: readonly string[] | undefined;
  sort: "newest" | "oldest" | "largest";
  /** Walk the list backwards. */
  reverse: boolean;
  /** Begin beyond this item of the walk; `at` in milliseconds since 1970 or bytes. */
  beyond?: { at: number; id: string } | undefined;
  limit: number;
}

/**
 * What stands after WHERE for one page of the media named `media`. What must be looked for is found in the
 * indexes alone; only what is shown is read as a whole.
 */
export function matches(filter: ReviewFilter): Sql {
  const { search, kind, video, minSize, maxSize } = filter;
  return search || kind || video || minSize !== undefined || maxSize !== undefined
    ? sql`media."id" IN (SELECT "id" FROM (${found(filter)}) AS found)`
    : sql`${TABS[filter.state].holds} ${narrowed(filter)}`;
}

interface Meaning {
  joins: Sql;
  condition: Sql;
}

/**
 * A statement of what a view means, `"id"` and `"at"` in the order of the walk: one list for each thing a search
 * can mean, merged. Each of them has an index of its own, while one condition with OR would read the whole tab.
 */
export function found(filter: ReviewFilter): Sql {
  const { at, walk } = orderOf(filter);
  // All but ready are rare, also where a planner takes linked videos to be like all others: OFFSET 0 has them read first.
  const video = filter.video
    ? sql`JOIN (SELECT "charterMediaId" FROM "CaptainVideo"
        WHERE "charterMediaId" IS NOT NULL AND "processStatus" = ${filter.video}::"VideoProcessStatus"
        ${filter.video === "ready" ? empty : sql`OFFSET 0`}) AS video ON video."charterMediaId" = media."id"`
    : empty;
  const lists = meaningsOf(filter).map(
    ({ joins, condition }) => sql`
      (SELECT media."id", ${at} AS "at" FROM "CharterMedia" media ${video} ${joins}
       WHERE ${TABS[filter.state].holds} ${narrowed(filter)} ${condition}
       ORDER BY ${at} ${walk}, media."id" ${walk} LIMIT ${filter.limit})`,
  );
  return sql`SELECT "id", "at" FROM (${Prisma.join(lists, " UNION ")}) AS found
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
  const { kind, captainId, from, before, minSize, maxSize, unreviewed, ids, beyond } = filter;
  const { at, walk, read } = orderOf(filter);
  const further = walk === DESC ? sql`<` : sql`>`;
  return Prisma.join(
    [
      kind ? sql`AND media."kind" = ${kind}::"MediaKind"` : empty,
      captainId ? sql`AND media."captainId" = ${captainId}` : empty,
      from ? sql`AND media."createdAt" >= ${from}` : empty,
      before ? sql`AND media."createdAt" < ${before}` : empty,
      minSize === undefined ? empty : sql`AND ${SIZE} >= ${minSize}::bigint`,
      maxSize === undefined ? empty : sql`AND ${SIZE} <= ${maxSize}::bigint`,
      unreviewed ? sql`AND media."reviewedAt" IS NULL AND media."rejectedReason" IS NULL` : empty,
      ids ? sql`AND media."id" = ANY(${[...ids]}::text[])` : empty,
      beyond ? sql`AND (${at}, media."id") ${further} (${read(beyond.at)}, ${beyond.id})` : empty,
    ],
    " ",
  );
}

const SIZE = sql`COALESCE(media."sizeBytes", 0)`;
const ASC = sql`ASC`;
const DESC = sql`DESC`;

/** What the list is sorted by, which way it is walked, and how a cursor's number becomes such a value. */
export function orderOf({ sort, reverse }: Pick<ReviewFilter, "sort" | "reverse">) {
  const walk = (sort === "oldest") === reverse ? DESC : ASC;
  return sort === "largest"
    ? {
        at: SIZE,
        walk,
        read: (bytes: number) => sql`${bytes}::bigint`,
      }
    : { at: sql`media."createdAt"`, walk, read: (ms: number) => sql`${new Date(ms)}` };
}
