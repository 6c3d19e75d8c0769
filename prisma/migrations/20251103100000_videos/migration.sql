-- Videos get a closed list of states, real foreign keys, and a link whose two directions agree.
SET lock_timeout = '5s';

CREATE TYPE "VideoProcessStatus" AS ENUM ('queued', 'processing', 'ready', 'failed', 'cancelled');

ALTER TABLE "CaptainVideo"
  ADD COLUMN "draftId" TEXT,
  ADD COLUMN "mimeType" TEXT,
  ADD COLUMN "sizeBytes" BIGINT,
  ADD COLUMN "trimEndSec" DOUBLE PRECISION,
  ADD COLUMN "attempts" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "leasedUntil" TIMESTAMPTZ(3),
  ADD COLUMN "leaseOwner" TEXT;

-- The state was free text. What nobody can place is processed again, unless there is a result or
-- nothing left to process.
ALTER TABLE "CaptainVideo" ALTER COLUMN "processStatus" DROP DEFAULT;
ALTER TABLE "CaptainVideo" ALTER COLUMN "processStatus" TYPE "VideoProcessStatus" USING (
  CASE
    WHEN lower(trim("processStatus")) IN ('queued', 'processing', 'ready', 'failed', 'cancelled')
      THEN lower(trim("processStatus"))
    WHEN lower(trim("processStatus")) = 'canceled' THEN 'cancelled'
    WHEN lower(trim("processStatus")) = 'error' THEN 'failed'
    WHEN "ready720pUrl" IS NOT NULL THEN 'ready'
    WHEN "originalDeletedAt" IS NOT NULL THEN 'failed'
    ELSE 'queued'
  END
)::"VideoProcessStatus";
ALTER TABLE "CaptainVideo" ALTER COLUMN "processStatus" SET DEFAULT 'queued';

-- The owner was promised by nobody. It may have been written as the profile's id; a video of a user
-- who is gone is kept under one suspended account, so that its file still has a row.
UPDATE "CaptainVideo" AS video SET "ownerId" = profile."userId"
FROM "CaptainProfile" AS profile
WHERE profile."id" = video."ownerId" AND NOT EXISTS (SELECT FROM "User" WHERE "User"."id" = video."ownerId");

INSERT INTO "User" ("id", "name", "email", "suspendedAt")
SELECT 'legacy-unknown-owner', 'Unknown owner', 'unknown-owner@legacy.invalid', CURRENT_TIMESTAMP
WHERE EXISTS (
  SELECT FROM "CaptainVideo" AS video
  WHERE NOT EXISTS (SELECT FROM "User" WHERE "User"."id" = video."ownerId")
);

UPDATE "CaptainVideo" AS video SET "ownerId" = 'legacy-unknown-owner'
WHERE NOT EXISTS (SELECT FROM "User" WHERE "User"."id" = video."ownerId");

-- One video a media row, the oldest; then the charter is the one the media row says.
UPDATE "CaptainVideo" AS video SET "charterMediaId" = NULL, "charterId" = NULL
WHERE EXISTS (
  SELECT FROM "CaptainVideo" AS older
  WHERE older."charterMediaId" = video."charterMediaId"
    AND (older."createdAt", older."id") < (video."createdAt", video."id")
);
UPDATE "CaptainVideo" AS video
SET "charterId" = media."charterId",
  "charterMediaId" = CASE WHEN media."charterId" IS NOT NULL THEN video."charterMediaId" END
FROM "CharterMedia" AS media
WHERE media."id" = video."charterMediaId" AND video."charterId" IS DISTINCT FROM media."charterId";

-- A charter's video without a row among its media gets one; of a charter that is gone it is free again.
UPDATE "CaptainVideo" AS video SET "charterId" = NULL
WHERE "charterMediaId" IS NULL
  AND NOT EXISTS (SELECT FROM "Charter" WHERE "Charter"."id" = video."charterId");
INSERT INTO "CharterMedia" ("id", "captainId", "charterId", "kind", "url", "storageKey", "mimeType",
  "sortOrder", "thumbnailUrl", "durationSeconds", "width", "height", "createdAt", "updatedAt")
SELECT 'c' || left(md5('video:' || video."id"), 24), charter."captainId", charter."id", 'CHARTER_VIDEO',
  coalesce(video."ready720pUrl", video."originalUrl"),
  CASE WHEN video."ready720pUrl" IS NULL THEN video."blobKey" ELSE coalesce(video."normalizedBlobKey", video."blobKey") END,
  CASE WHEN video."ready720pUrl" IS NOT NULL THEN 'video/mp4' END, 1000, video."thumbnailUrl", coalesce(video."processedDurationSec", video."originalDurationSec"),
  coalesce(video."processedWidth", video."originalWidth"), coalesce(video."processedHeight", video."originalHeight"),
  video."createdAt", video."createdAt"
FROM "CaptainVideo" AS video JOIN "Charter" AS charter ON charter."id" = video."charterId"
WHERE video."charterMediaId" IS NULL;
UPDATE "CaptainVideo" SET "charterMediaId" = 'c' || left(md5('video:' || "id"), 24)
WHERE "charterId" IS NOT NULL AND "charterMediaId" IS NULL;

DROP INDEX "CaptainVideo_ownerId_idx";
DROP INDEX "CaptainVideo_charterMediaId_idx";
CREATE UNIQUE INDEX "CaptainVideo_charterMediaId_key" ON "CaptainVideo"("charterMediaId");
CREATE INDEX "CaptainVideo_ownerId_createdAt_idx" ON "CaptainVideo"("ownerId", "createdAt");
CREATE INDEX "CaptainVideo_draftId_idx" ON "CaptainVideo"("draftId");
CREATE INDEX "CaptainVideo_processStatus_leasedUntil_idx" ON "CaptainVideo"("processStatus", "leasedUntil");

ALTER TABLE "CaptainVideo" DROP CONSTRAINT "CaptainVideo_charterMediaId_fkey";
ALTER TABLE "CaptainVideo"
  ADD CONSTRAINT "CaptainVideo_ownerId_fkey"
    FOREIGN KEY ("ownerId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "CaptainVideo_draftId_fkey"
    FOREIGN KEY ("draftId") REFERENCES "CharterDraft"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "CaptainVideo_charterId_fkey"
    FOREIGN KEY ("charterId") REFERENCES "Charter"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "CaptainVideo_charterMediaId_fkey"
    FOREIGN KEY ("charterMediaId") REFERENCES "CharterMedia"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "CaptainVideo_link_check"
    CHECK (("charterId" IS NULL) = ("charterMediaId" IS NULL)),
  ADD CONSTRAINT "CaptainVideo_sizes_check"
    CHECK ("sizeBytes" >= 0 AND "attempts" >= 0 AND "trimStartSec" >= 0 AND "trimEndSec" >= "trimStartSec"
      AND "originalDurationSec" >= 0 AND "originalWidth" >= 0 AND "originalHeight" >= 0
      AND "processedDurationSec" >= 0 AND "processedWidth" >= 0 AND "processedHeight" >= 0);

-- A video and its media row name the same charter. Checked at commit, so that both may move in one
-- transaction; the row lock makes two transactions that touch one side each see each other.
CREATE FUNCTION "require_agreeing_video_link"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  media_id TEXT := CASE TG_TABLE_NAME WHEN 'CharterMedia' THEN to_jsonb(NEW) ->> 'id' ELSE to_jsonb(NEW) ->> 'charterMediaId' END;
BEGIN
  PERFORM FROM "CharterMedia" WHERE "id" = media_id FOR SHARE;
  IF EXISTS (
    SELECT FROM "CaptainVideo" AS video JOIN "CharterMedia" AS media ON media."id" = video."charterMediaId"
    WHERE media."id" = media_id AND media."charterId" IS DISTINCT FROM video."charterId"
  ) THEN
    RAISE EXCEPTION 'media % and its video name different charters', media_id
      USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = 'CaptainVideo_link_agrees';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER "CaptainVideo_link_agrees"
  AFTER INSERT OR UPDATE OF "charterId", "charterMediaId" ON "CaptainVideo"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW."charterMediaId" IS NOT NULL)
  EXECUTE FUNCTION "require_agreeing_video_link"();
CREATE CONSTRAINT TRIGGER "CharterMedia_link_agrees"
  AFTER UPDATE OF "charterId" ON "CharterMedia"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (OLD."charterId" IS NOT NULL AND NEW."charterId" IS DISTINCT FROM OLD."charterId")
  EXECUTE FUNCTION "require_agreeing_video_link"();
