// Everybody's drafts as staff see them, and the two moves of status that are theirs. Lists read an index
// each; counts come with the drafts, from draft-repo.ts.
import "server-only";
import type { Db, Tx } from "./client";
import { CAPTAIN_FIRST, captainLock } from "./draft-repo";
import { type DraftStatus, Prisma } from "./generated/client";
import type { Sql } from "./linkable";
import { MEDIA_COLUMNS, type MediaRecord } from "./media-repo";

const { sql, empty } = Prisma;

export interface DraftFilter {
  status: DraftStatus;
  /** Not touched for so many hours. */
  staleHours?: number | undefined;
  /** A part of the owner's name or e-mail or of the charter's name, or a whole id. */
  search?: string | undefined;
  /** By when it was touched last. */
  sort: "newest" | "oldest";
  /** Walk the list backwards. */
  reverse: boolean;
  /** Begin beyond this draft of the walk. */
  beyond?: { at: Date; id: string } | undefined;
  limit: number;
}

export interface StaffDraftRow {
  id: string;
  userId: string;
  /** The owner's profile; null before their first photo. */
  captainId: string | null;
  ownerName: string;
  ownerEmail: string;
  lastTouchedAt: Date;
  /** Since it was touched, by the database's clock. */
  ageSeconds: number;
}

const COLUMNS = sql`draft."id", draft."userId", draft."lastTouchedAt",
  captain."id" AS "captainId", coalesce(captain."displayName", owner."name") AS "ownerName",
  owner."email" AS "ownerEmail",
  GREATEST(0, floor(extract(epoch FROM now() - draft."lastTouchedAt")))::int AS "ageSeconds"`;
const OWNERS = sql`JOIN "User" owner ON owner."id" = draft."userId"
  LEFT JOIN "CaptainProfile" captain ON captain."userId" = draft."userId"`;

/** One page in the order of the walk. Always one statement. */
export async function findDraftPage(db: Db, filter: DraftFilter): Promise<StaffDraftRow[]> {
  const walk = walkOf(filter);
  const those = filter.search
    ? sql`draft."id" IN (${foundIds(filter)})`
    : sql`true ${narrowed(filter)}`;
  return db.$queryRaw<StaffDraftRow[]>`SELECT ${COLUMNS} FROM "CharterDraft" draft ${OWNERS}
    WHERE ${those} ORDER BY draft."lastTouchedAt" ${walk}, draft."id" ${walk} LIMIT ${filter.limit}`;
}

/** How many drafts have each status, counted up to `upTo`. One statement. */
export async function countDrafts(db: Db, upTo: number): Promise<Record<DraftStatus, number>> {
  // In the order of an index, so that a planner who expects to find enough at once does not read the table.
  const of = (status: DraftStatus) => sql`(SELECT count(*) FROM (SELECT FROM "CharterDraft"
    WHERE "status" = ${status}::"DraftStatus" ORDER BY "lastTouchedAt", "id" LIMIT ${upTo}) AS counted)::int`;
  const [row] = await db.$queryRaw<Record<DraftStatus, number>[]>`SELECT ${of("DRAFT")} AS "DRAFT",
    ${of("SUBMITTED")} AS "SUBMITTED", ${of("ABANDONED")} AS "ABANDONED", ${of("DELETED")} AS "DELETED"`;
  if (!row) throw new Error("counts are always one row");
  return row;
}

/** What a search finds: one ordered list for each thing it can mean, merged, each by an index of its own. */
function foundIds(filter: DraftFilter): Sql {
  const walk = walkOf(filter);
  const part = `%${filter.search?.replaceAll(/[\\%_]/g, "\\$&")}%`;
  const owner = sql`JOIN "User" owner ON owner."id" = draft."userId"`;
  const meanings = [
    { joins: empty, condition: sql`draft."id" = ${filter.search}` },
    { joins: empty, condition: sql`(draft."data" ->> 'charterName') ILIKE ${part}` },
    { joins: owner, condition: sql`owner."name" ILIKE ${part}` },
    { joins: owner, condition: sql`owner."email" ILIKE ${part}` },
    {
      joins: sql`JOIN "CaptainProfile" captain ON captain."userId" = draft."userId"`,
      condition: sql`captain."displayName" ILIKE ${part}`,
    },
  ];
  const lists = meanings.map(
    ({ joins, condition }) => sql`
      (SELECT draft."id", draft."lastTouchedAt" AS "at" FROM "CharterDraft" draft ${joins}
       WHERE ${condition} ${narrowed(filter)}
       ORDER BY draft."lastTouchedAt" ${walk}, draft."id" ${walk} LIMIT ${filter.limit})`,
  );
  return sql`SELECT "id" FROM (${Prisma.join(lists, " UNION ")}) AS found
    ORDER BY "at" ${walk}, "id" ${walk} LIMIT ${filter.limit}`;
}

function narrowed(filter: DraftFilter): Sql {
  const { status, staleHours, beyond } = filter;
  const further = walkOf(filter) === DESC ? sql`<` : sql`>`;
  return Prisma.join(
    [
      sql`AND draft."status" = ${status}::"DraftStatus"`,
      staleHours
        ? sql`AND draft."lastTouchedAt" < now() - ${staleHours}::int * interval '1 hour'`
        : empty,
      beyond
        ? sql`AND (draft."lastTouchedAt", draft."id") ${further} (${beyond.at}, ${beyond.id})`
        : empty,
    ],
    " ",
  );
}

const ASC = sql`ASC`;
const DESC = sql`DESC`;
const walkOf = ({ sort, reverse }: DraftFilter) => ((sort === "oldest") === reverse ? DESC : ASC);

/** One draft's owner and age; null when there is none. */
export async function findStaffDraft(db: Db, id: string): Promise<StaffDraftRow | null> {
  const [row] = await db.$queryRaw<StaffDraftRow[]>`SELECT ${COLUMNS} FROM "CharterDraft" draft
    ${OWNERS} WHERE draft."id" = ${id}`;
  return row ?? null;
}

/** The user whose draft it is; null when there is none. */
export async function findDraftOwner(db: Db, id: string): Promise<string | null> {
  const draft = await db.charterDraft.findUnique({ where: { id }, select: { userId: true } });
  return draft?.userId ?? null;
}

/** The version of its charter that the draft knows; null for a new charter. */
export async function findEditedVersion(db: Db, id: string): Promise<number | null> {
  const draft = await db.charterDraft.findUnique({
    where: { id },
    select: { editsCharterVersion: true },
  });
  return draft?.editsCharterVersion ?? null;
}

/** Photos that wait for the draft but can't be used: rejected, or their file is missing. */
export async function listUnusablePhotos(
  db: Db,
  { captainId, draftId }: { captainId: string; draftId: string },
): Promise<MediaRecord[]> {
  return db.$queryRaw<MediaRecord[]>`SELECT ${MEDIA_COLUMNS} FROM "CharterMedia" AS media
    WHERE media."captainId" = ${captainId} AND media."kind" = 'CHARTER_PHOTO'
      AND media."charterId" IS NULL AND (media."draftId" IS NULL OR media."draftId" = ${draftId})
      AND media."status" = 'READY' AND num_nulls(media."trashedAt") = 1
      AND num_nulls(media."missingSince", media."rejectedReason") < 2
    ORDER BY media."sortOrder", media."createdAt", media."id" LIMIT 200`;
}

/**
 * Takes the owner's lock and moves the draft's status by compare-and-set.
 *
 * @returns the status it had, for one caller only; null for everybody else
 */
export async function moveDraft(
  tx: Tx,
  { userId, id, from, to }: { userId: string; id: string; from: DraftStatus[]; to: DraftStatus },
): Promise<DraftStatus | null> {
  const [moved] = await tx.$queryRaw<
    { from: DraftStatus }[]
  >`WITH ${captainLock(userId)}, before AS (
      SELECT "id", "status" FROM "CharterDraft" WHERE ${CAPTAIN_FIRST} AND "id" = ${id}
        AND "userId" = ${userId} AND "status" = ANY(${from}::"DraftStatus"[]) FOR UPDATE
    )
    UPDATE "CharterDraft" AS draft SET "status" = ${to}::"DraftStatus", "updatedAt" = now(),
      "lastTouchedAt" = now()
    FROM before WHERE draft."id" = before."id" RETURNING before."status" AS "from"`;
  return moved?.from ?? null;
}
