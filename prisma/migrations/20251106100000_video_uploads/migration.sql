-- A video has a row before it has bytes, and whatever file no row names yet, or no longer, is listed
-- until it is gone. COMMIT ends a step; each step may run again after a failure.
SET lock_timeout = '5s';

-- A new value can be used only after the transaction that adds it.
ALTER TYPE "VideoProcessStatus" ADD VALUE IF NOT EXISTS 'uploading' BEFORE 'queued';
COMMIT;

ALTER TABLE "CaptainVideo"
  ADD COLUMN IF NOT EXISTS "fileName" TEXT,
  ADD COLUMN IF NOT EXISTS "idempotencyKey" TEXT,
  ADD COLUMN IF NOT EXISTS "processedSizeBytes" BIGINT,
  ADD COLUMN IF NOT EXISTS "retryAt" TIMESTAMPTZ(3);

ALTER TABLE "CaptainVideo"
  DROP CONSTRAINT IF EXISTS "CaptainVideo_uploading_check",
  DROP CONSTRAINT IF EXISTS "CaptainVideo_lease_check",
  DROP CONSTRAINT IF EXISTS "CaptainVideo_retry_check",
  DROP CONSTRAINT IF EXISTS "CaptainVideo_processed_size_check";
ALTER TABLE "CaptainVideo"
  -- What has not arrived is on no charter, was never worked on, and has no result.
  ADD CONSTRAINT "CaptainVideo_uploading_check"
    CHECK ("processStatus" <> 'uploading' OR ("charterMediaId" IS NULL AND "ready720pUrl" IS NULL
      AND "normalizedBlobKey" IS NULL AND "attempts" = 0)) NOT VALID,
  ADD CONSTRAINT "CaptainVideo_lease_check"
    CHECK ("processStatus" = 'processing' OR ("leaseOwner" IS NULL AND "leasedUntil" IS NULL)) NOT VALID,
  ADD CONSTRAINT "CaptainVideo_retry_check"
    CHECK ("processStatus" = 'queued' OR "retryAt" IS NULL) NOT VALID,
  ADD CONSTRAINT "CaptainVideo_processed_size_check" CHECK ("processedSizeBytes" >= 0) NOT VALID;
COMMIT;

ALTER TABLE "CaptainVideo"
  VALIDATE CONSTRAINT "CaptainVideo_uploading_check",
  VALIDATE CONSTRAINT "CaptainVideo_lease_check",
  VALIDATE CONSTRAINT "CaptainVideo_retry_check",
  VALIDATE CONSTRAINT "CaptainVideo_processed_size_check";
CREATE UNIQUE INDEX IF NOT EXISTS "CaptainVideo_ownerId_idempotencyKey_key"
  ON "CaptainVideo"("ownerId", "idempotencyKey");
COMMIT;

CREATE TABLE IF NOT EXISTS "LooseBlob" (
  "key" TEXT NOT NULL PRIMARY KEY,
  "due" TIMESTAMPTZ(3) NOT NULL
);
CREATE INDEX IF NOT EXISTS "LooseBlob_due_idx" ON "LooseBlob"("due");
