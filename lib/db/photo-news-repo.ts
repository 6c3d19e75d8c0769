// Whether anything about a draft's photos changed since somebody looked. Reads only, one statement for all
// drafts that a captain watches; it is asked every few seconds, so it tells that, and never what.
import "server-only";
import type { Db } from "./client";
import { Prisma } from "./generated/client";
import { PHOTOS } from "./media-repo";

const { sql } = Prisma;

export interface PhotoNewsRow {
  draftId: string;
  /** Another one whenever a photo of the draft came, went, or changed in any way. */
  mark: string;
  /** Photos whose bytes have come in and are being stored. */
  arriving: number;
}

/** Shown beside the draft: what waits in it or in none, and what is on the charter it edits. */
const OF_DRAFT = sql`media."trashedAt" IS NULL AND ${PHOTOS} AND (
  (media."charterId" IS NULL AND (media."draftId" IS NULL OR media."draftId" = draft."id"))
  OR media."charterId" = draft."editsCharterId")`;

/** An upload this young is alive; one that was given up has lost its hash. */
const ARRIVING = sql`media."status" = 'RESERVED' AND media."contentHash" IS NOT NULL
  AND media."createdAt" > now() - interval '30 seconds'`;

/**
 * Of these drafts, those that are the user's and open. A row's xmin is the transaction that wrote it last,
 * so no change escapes the mark, whatever it changed and whenever it was committed.
 */
export async function findPhotoNews(
  db: Db,
  userId: string,
  draftIds: readonly string[],
): Promise<PhotoNewsRow[]> {
  return db.$queryRaw<PhotoNewsRow[]>`SELECT draft."id" AS "draftId",
      md5(coalesce(string_agg(media."id" || ':' || media.xmin::text, ',' ORDER BY media."id")
        FILTER (WHERE media."status" = 'READY'), '')) AS "mark",
      (count(media."id") FILTER (WHERE ${ARRIVING} AND media."draftId" = draft."id"))::int AS "arriving"
    FROM "CharterDraft" AS draft
    LEFT JOIN "CaptainProfile" AS captain ON captain."userId" = draft."userId"
    LEFT JOIN "CharterMedia" AS media ON media."captainId" = captain."id" AND ${OF_DRAFT}
    WHERE draft."id" = ANY(${draftIds}) AND draft."userId" = ${userId} AND draft."status" = 'DRAFT'
    GROUP BY draft."id"`;
}
