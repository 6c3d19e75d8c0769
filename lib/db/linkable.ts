// Which media a charter shows and which a finalize would take: said once, for counting and for linking.
// The fragments name their tables `media` and `video`.
import "server-only";
import { Prisma } from "./generated/client";

/** A piece of SQL with its values. */
export type Sql = Prisma.Sql;

/** Media that people may see: stored, not removed, not missing, not rejected. */
export const SHOWN: Sql = Prisma.sql`media."status" = 'READY' AND media."trashedAt" IS NULL
  AND media."missingSince" IS NULL AND media."rejectedReason" IS NULL`;

/** Photos that wait in this draft, or in none. */
export const waitingPhoto = (draftId: Sql): Sql => Prisma.sql`media."kind" = 'CHARTER_PHOTO'
  AND media."charterId" IS NULL AND (media."draftId" IS NULL OR media."draftId" = ${draftId}) AND ${SHOWN}`;

/** Videos that wait in this draft, or in none; what failed or was cancelled is never published. */
export const waitingVideo = (draftId: Sql): Sql => Prisma.sql`video."charterId" IS NULL
  AND video."processStatus" IN ('queued', 'processing', 'ready')
  AND (video."draftId" IS NULL OR video."draftId" = ${draftId})`;
