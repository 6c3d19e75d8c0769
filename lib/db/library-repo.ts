// A captain's library: pictures over all their charters and drafts, what they weigh, and where they can
// be. Reads only; every statement names the owner, and their number depends on nothing.
import "server-only";
import { TRASHED_BY_STAFF } from "./cleanup-repo";
import type { Db } from "./client";
import { type MediaKind, Prisma } from "./generated/client";
import type { Sql } from "./linkable";
import { KEPT, MEDIA_COLUMNS, type MediaRecord, ownedBy } from "./media-repo";
import { videoBytes, weighed } from "./stored";

const { sql, empty } = Prisma;

const TRASHED = sql`media."status" = 'READY' AND media."trashedAt" IS NOT NULL`;
const IS_WAITING = sql`media."charterId" IS NULL AND media."kind" <> 'CAPTAIN_AVATAR'`;
/** Rows on the same blobs share their key. In the trash each row was removed, and returns, by itself. */
const PICTURE = sql`CASE WHEN media."trashedAt" IS NULL THEN media."storageKey" ELSE media."id" END`;

export interface LibraryFilter {
  state?: "pending" | "linked" | "trash" | undefined;
  kind?: MediaKind | undefined;
  /** A part of a caption, an alternative text, or a charter's or draft's name. */
  search?: string | undefined;
  /** Of a charter or draft. */
  usedIn?: string | undefined;
  sort: "newest" | "oldest";
  /** Walk the list backwards. */
  reverse: boolean;
  /** Begin beyond this picture of the walk; `at` in milliseconds since 1970. */
  beyond?: { at: number; picture: string } | undefined;
  /** Pictures, not rows. */
  limit: number;
}

export interface LibraryRow extends MediaRecord {
  /** The same for all rows of a picture. */
  picture: string;
  /** When its first row was made; what the list is sorted by. */
  pictureAt: Date;
  charterName: string | null;
  draftName: string | null;
  /** In the trash, by the database's clock. */
  daysLeft: number | null;
}

/** All rows of one page of pictures, picture by picture in the order of the walk. Always one statement. */
export async function findPictures(
  db: Db,
  userId: string,
  filter: LibraryFilter,
): Promise<LibraryRow[]> {
  const walk = (filter.sort === "oldest") === filter.reverse ? sql`DESC` : sql`ASC`;
  const held = filter.state === "trash" ? TRASHED : KEPT;
  const own = sql`${ownedBy(userId)} AND ${held}`;
  const names = sql`LEFT JOIN "Charter" AS charter ON charter."id" = media."charterId"
    LEFT JOIN "CharterDraft" AS draft ON draft."id" = media."draftId" AND media."charterId" IS NULL`;
  return db.$queryRaw<LibraryRow[]>`WITH found AS (
      SELECT ${PICTURE} AS "picture", min(media."createdAt") AS "at"
      FROM "CharterMedia" AS media ${names}
      WHERE ${own} ${filter.kind ? sql`AND media."kind" = ${filter.kind}::"MediaKind"` : empty}
      GROUP BY 1 HAVING ${Prisma.join(conditionsOf(filter), " AND ")}
      ORDER BY "at" ${walk}, "picture" ${walk} LIMIT ${filter.limit}
    )
    SELECT ${MEDIA_COLUMNS}, found."picture", found."at" AS "pictureAt", charter."name" AS "charterName",
      coalesce(draft."data" ->> 'charterName', '') AS "draftName",
      CASE WHEN media."trashedAt" IS NOT NULL THEN GREATEST(0,
        ceil(extract(epoch FROM media."trashedAt" + interval '30 days' - now()) / 86400))::int END AS "daysLeft"
    FROM found JOIN "CharterMedia" AS media ON ${PICTURE} = found."picture" AND ${own} ${names}
    ORDER BY found."at" ${walk}, found."picture" ${walk}, media."createdAt", media."id"`;
}

/** Each is asked of a picture as a whole: one of its rows has to meet it. */
function conditionsOf(filter: LibraryFilter): Sql[] {
  const { state, search, usedIn, beyond, sort, reverse } = filter;
  const further = (sort === "oldest") === reverse ? sql`<` : sql`>`;
  const part = `%${search?.replaceAll(/[\\%_]/g, "\\$&")}%`;
  return [
    sql`true`,
    ...(state === "pending" ? [sql`bool_or(${IS_WAITING})`] : []),
    ...(state === "linked" ? [sql`bool_or(media."charterId" IS NOT NULL)`] : []),
    ...(usedIn ? [sql`bool_or(${usedIn} IN (charter."id", draft."id"))`] : []),
    ...(search
      ? [
          sql`bool_or(concat_ws(' ', media."caption", media."altText", charter."name",
            draft."data" ->> 'charterName') ILIKE ${part})`,
        ]
      : []),
    ...(beyond
      ? [
          sql`(min(media."createdAt"), ${PICTURE}) ${further} (${new Date(beyond.at)}, ${beyond.picture})`,
        ]
      : []),
  ];
}

export interface LibraryTotals {
  all: number;
  pending: number;
  linked: number;
  trash: number;
  /** Of everything stored. */
  usedBytes: bigint;
  /** Of the trash, what the captain may empty it of. */
  trashPhotos: number;
  /** Of what nothing else names. */
  trashBytes: bigint;
}

/** How many pictures there are, and what the captain has stored, each blob once. One statement. */
export async function measureLibrary(db: Db, userId: string): Promise<LibraryTotals> {
  const facts = sql`, (${KEPT}) AS "kept", (${KEPT} AND ${IS_WAITING}) AS "waiting",
    (${KEPT} AND media."charterId" IS NOT NULL) AS "linked", (${TRASHED}) AS "trashed",
    (${TRASHED} AND NOT ${TRASHED_BY_STAFF}) AS "ownTrash"`;
  const [row] = await db.$queryRaw<LibraryTotals[]>`WITH picture AS (
      SELECT max("bytes") AS "bytes", bool_or("kept") AS "kept", bool_or("waiting") AS "waiting",
        bool_or("linked") AS "linked", bool_and("ownTrash") AS "freed",
        (count(*) FILTER (WHERE "trashed"))::int AS "removals",
        (count(*) FILTER (WHERE "ownTrash"))::int AS "ownRemovals"
      FROM ${weighed(ownedBy(userId), facts)} AS row GROUP BY "storageKey"
    )
    SELECT (count(*) FILTER (WHERE "kept"))::int AS "all", (count(*) FILTER (WHERE "waiting"))::int AS "pending",
      (count(*) FILTER (WHERE "linked"))::int AS "linked", coalesce(sum("removals"), 0)::int AS "trash",
      coalesce(sum("ownRemovals"), 0)::int AS "trashPhotos",
      (coalesce(sum("bytes"), 0) + ${videoBytes(sql`${userId}`)})::bigint AS "usedBytes",
      coalesce(sum("bytes") FILTER (WHERE "freed"), 0)::bigint AS "trashBytes" FROM picture`;
  if (!row) throw new Error("totals are always one row");
  return row;
}

export interface PlaceRow {
  type: "draft" | "charter";
  id: string;
  /** Empty for a draft that has none yet. */
  name: string;
}

/** Where pictures can be: the user's open drafts, the newest first, then their charters. One statement. */
export async function listPlaces(db: Db, userId: string): Promise<PlaceRow[]> {
  return db.$queryRaw<PlaceRow[]>`SELECT "type", "id", "name" FROM (
      SELECT 'draft' AS "type", "id", coalesce("data" ->> 'charterName', '') AS "name", "createdAt"
      FROM "CharterDraft" WHERE "userId" = ${userId} AND "status" = 'DRAFT'
      UNION ALL
      SELECT 'charter', charter."id", charter."name", charter."createdAt" FROM "Charter" AS charter
      WHERE charter."captainId" = (SELECT "id" FROM "CaptainProfile" WHERE "userId" = ${userId})
        AND charter."archivedAt" IS NULL
    ) AS place ORDER BY "type" DESC, "createdAt" DESC, "id" LIMIT 400`;
}
