// Which media a charter shows and which a finalize would take: said once, for counting and for linking.
// The fragments name their tables `media` and `video`.
import "server-only";
import { Prisma } from "./generated/client";

/** A piece of SQL with its values. */
export type Sql = Prisma.Sql;

/**
 * Media that people may see: stored, not removed, not missing, not rejected. Said with num_nulls, because
 * the plain conditions are those of the staff tabs' indexes, and a planner without statistics takes such
 * an index of everybody's media over that of one captain's or charter's.
 */
export const SHOWN: Sql = Prisma.sql`media."status" = 'READY'
  AND num_nulls(media."trashedAt", media."missingSince", media."rejectedReason") = 3`;

/** Photos that wait in this draft, or in none. */
export const waitingPhoto = (draftId: Sql): Sql => Prisma.sql`media."kind" = 'CHARTER_PHOTO'
  AND media."charterId" IS NULL AND (media."draftId" IS NULL OR media."draftId" = ${draftId}) AND ${SHOWN}`;

/** Videos that wait in this draft, or in none; what failed or was cancelled is never published. */
export const waitingVideo = (draftId: Sql): Sql => Prisma.sql`video."charterId" IS NULL
  AND video."processStatus" IN ('queued', 'processing', 'ready')
  AND (video."draftId" IS NULL OR video."draftId" = ${draftId})`;
