-- The columns of a photo's life. Everything that rewrites the table happens in this one statement;
-- it is the only step of all migrations that keeps readers of CharterMedia waiting.
SET lock_timeout = '5s';

CREATE TYPE "MediaStatus" AS ENUM ('RESERVED', 'READY', 'DELETING');

-- Replaced in a later step; gone now, it need not be rebuilt by the rewrite.
DROP INDEX "CharterMedia_captainId_createdAt_idx";

ALTER TABLE "CharterMedia" ADD COLUMN "updatedAt" TIMESTAMP(3);

ALTER TABLE "CharterMedia"
  ALTER COLUMN "createdAt" TYPE TIMESTAMPTZ(3) USING "createdAt" AT TIME ZONE 'UTC',
  ALTER COLUMN "updatedAt" TYPE TIMESTAMPTZ(3) USING "createdAt" AT TIME ZONE 'UTC',
  ALTER COLUMN "updatedAt" SET DEFAULT CURRENT_TIMESTAMP,
  ALTER COLUMN "updatedAt" SET NOT NULL,
  ALTER COLUMN "sizeBytes" TYPE BIGINT,
  ALTER COLUMN "durationSeconds" TYPE DOUBLE PRECISION,
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
