-- A video says which row of its charter's media shows it.
SET lock_timeout = '5s';

ALTER TABLE "CaptainVideo" ADD COLUMN "charterMediaId" TEXT;

-- A video and the row that shows it name the same file; the oldest video of a file is the one meant.
WITH media_file AS (
  SELECT "id", "charterId", "url" AS file FROM "CharterMedia" WHERE "kind" = 'CHARTER_VIDEO'
  UNION
  SELECT "id", "charterId", "storageKey" FROM "CharterMedia" WHERE "kind" = 'CHARTER_VIDEO'
), video_file AS (
  SELECT video."id", video."createdAt", named.file
  FROM "CaptainVideo" AS video
  CROSS JOIN LATERAL (VALUES (video."ready720pUrl"), (video."originalUrl"),
    (video."normalizedBlobKey"), (video."blobKey")) AS named(file)
), one_video_a_row AS (
  SELECT DISTINCT ON (media_file."id")
    media_file."id" AS media_id, media_file."charterId" AS charter_id, video_file."id" AS video_id
  FROM media_file JOIN video_file USING (file)
  ORDER BY media_file."id", video_file."createdAt", video_file."id"
), one_row_a_video AS (
  SELECT DISTINCT ON (video_id) * FROM one_video_a_row ORDER BY video_id, media_id
)
UPDATE "CaptainVideo" AS video SET "charterMediaId" = link.media_id
FROM one_row_a_video AS link
WHERE video."id" = link.video_id AND video."charterId" = link.charter_id;

CREATE INDEX "CaptainVideo_charterMediaId_idx" ON "CaptainVideo"("charterMediaId");

ALTER TABLE "CaptainVideo" ADD CONSTRAINT "CaptainVideo_charterMediaId_fkey"
  FOREIGN KEY ("charterMediaId") REFERENCES "CharterMedia"("id") ON DELETE SET NULL ON UPDATE CASCADE;
