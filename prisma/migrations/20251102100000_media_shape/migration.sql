-- The columns of a photo's life; times get their zone, sizes and durations their room. Changing those
-- types in place would rewrite the table with every reader waiting, so new columns are filled beside
-- the old ones and then take their names. COMMIT ends a step; each may run again after a failure.
SET lock_timeout = '5s';

ALTER TABLE "CharterMedia"
  ADD COLUMN IF NOT EXISTS "newCreatedAt" TIMESTAMPTZ(3),
  ADD COLUMN IF NOT EXISTS "newSizeBytes" BIGINT,
  ADD COLUMN IF NOT EXISTS "newDurationSeconds" DOUBLE PRECISION,
  ADD COLUMN IF NOT EXISTS "updatedAt" TIMESTAMPTZ(3);

-- Fills old rows below, and whatever is written meanwhile.
CREATE OR REPLACE FUNCTION "fill_new_media_columns"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."newCreatedAt" := NEW."createdAt" AT TIME ZONE 'UTC';
  NEW."updatedAt" := NEW."newCreatedAt";
  NEW."newSizeBytes" := NEW."sizeBytes";
  NEW."newDurationSeconds" := NEW."durationSeconds";
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER "CharterMedia_fill_new_columns"
  BEFORE INSERT OR UPDATE ON "CharterMedia" FOR EACH ROW EXECUTE FUNCTION "fill_new_media_columns"();
COMMIT;

UPDATE "CharterMedia" SET "createdAt" = "createdAt" WHERE "newCreatedAt" IS NULL;
COMMIT;

-- Proven without a lock, so that NOT NULL need not look at every row under one.
ALTER TABLE "CharterMedia" DROP CONSTRAINT IF EXISTS "CharterMedia_filled_check";
ALTER TABLE "CharterMedia" ADD CONSTRAINT "CharterMedia_filled_check"
  CHECK ("newCreatedAt" IS NOT NULL AND "updatedAt" IS NOT NULL) NOT VALID;
COMMIT;
ALTER TABLE "CharterMedia" VALIDATE CONSTRAINT "CharterMedia_filled_check";
COMMIT;

-- From here on all or nothing, and over in an instant.
DROP TRIGGER "CharterMedia_fill_new_columns" ON "CharterMedia";
DROP FUNCTION "fill_new_media_columns"();
ALTER TABLE "CharterMedia"
  ALTER COLUMN "newCreatedAt" SET NOT NULL,
  ALTER COLUMN "updatedAt" SET NOT NULL;
-- Also drops the index on captainId and createdAt, which a later migration replaces.
ALTER TABLE "CharterMedia"
  DROP CONSTRAINT "CharterMedia_filled_check",
  DROP COLUMN "createdAt",
  DROP COLUMN "sizeBytes",
  DROP COLUMN "durationSeconds";
ALTER TABLE "CharterMedia" RENAME COLUMN "newCreatedAt" TO "createdAt";
ALTER TABLE "CharterMedia" RENAME COLUMN "newSizeBytes" TO "sizeBytes";
ALTER TABLE "CharterMedia" RENAME COLUMN "newDurationSeconds" TO "durationSeconds";

CREATE TYPE "MediaStatus" AS ENUM ('RESERVED', 'READY', 'DELETING');

ALTER TABLE "CharterMedia"
  ALTER COLUMN "createdAt" SET DEFAULT CURRENT_TIMESTAMP,
  ALTER COLUMN "updatedAt" SET DEFAULT CURRENT_TIMESTAMP,
  ADD COLUMN "draftId" TEXT,
  ADD COLUMN "status" "MediaStatus" NOT NULL DEFAULT 'READY',
  ADD COLUMN "contentHash" TEXT,
  ADD COLUMN "dedupeKey" TEXT,
  ADD COLUMN "placeholder" TEXT,
  ADD COLUMN "renditions" JSONB NOT NULL DEFAULT '[]',
  ADD COLUMN "caption" TEXT,
  ADD COLUMN "altText" TEXT,
  ADD COLUMN "isCover" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "focalX" DOUBLE PRECISION,
  ADD COLUMN "focalY" DOUBLE PRECISION,
  ADD COLUMN "reviewedAt" TIMESTAMPTZ(3),
  ADD COLUMN "reviewedById" TEXT,
  ADD COLUMN "rejectedReason" TEXT,
  ADD COLUMN "trashedAt" TIMESTAMPTZ(3),
  ADD COLUMN "orphanedAt" TIMESTAMPTZ(3),
  ADD COLUMN "missingSince" TIMESTAMPTZ(3);
