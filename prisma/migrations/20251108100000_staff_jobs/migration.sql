-- What staff have done in the background to all that match a view, the views they keep, and the indexes of
-- what a view can be narrowed to. COMMIT ends a step; each may run again after a failure.
SET lock_timeout = '5s';

CREATE TABLE IF NOT EXISTS "StaffJob" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "userId" TEXT NOT NULL UNIQUE REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "state" TEXT NOT NULL DEFAULT 'running',
  "input" JSONB NOT NULL,
  "filter" JSONB NOT NULL,
  "total" INTEGER NOT NULL,
  "done" INTEGER NOT NULL DEFAULT 0,
  "failed" JSONB NOT NULL DEFAULT '{}',
  "slice" JSONB NOT NULL DEFAULT '[]',
  "cursorAt" TIMESTAMPTZ(3),
  "cursorId" TEXT,
  "leaseOwner" TEXT,
  "leasedUntil" TIMESTAMPTZ(3),
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "finishedAt" TIMESTAMPTZ(3),
  CONSTRAINT "StaffJob_state_check" CHECK ("state" IN ('running', 'done', 'cancelled')),
  CONSTRAINT "StaffJob_finished_check" CHECK (("state" = 'running') = ("finishedAt" IS NULL)),
  CONSTRAINT "StaffJob_cursor_check" CHECK (("cursorAt" IS NULL) = ("cursorId" IS NULL)),
  CONSTRAINT "StaffJob_lease_check" CHECK (("leaseOwner" IS NULL) = ("leasedUntil" IS NULL))
);

CREATE TABLE IF NOT EXISTS "StaffView" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "userId" TEXT NOT NULL REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "name" TEXT NOT NULL,
  "fields" JSONB NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE UNIQUE INDEX IF NOT EXISTS "StaffView_userId_name_key" ON "StaffView"("userId", "name");
COMMIT;

-- What nobody has judged, in the order of the desk.
CREATE INDEX IF NOT EXISTS "CharterMedia_unreviewed_idx" ON "CharterMedia"("createdAt", "id")
  INCLUDE ("captainId", "charterId", "kind")
  WHERE "status" = 'READY' AND "trashedAt" IS NULL AND "missingSince" IS NULL
    AND "reviewedAt" IS NULL AND "rejectedReason" IS NULL;
COMMIT;

-- The media of videos in one state; few are ever queued or failed.
CREATE INDEX IF NOT EXISTS "CaptainVideo_state_media_idx" ON "CaptainVideo"("processStatus", "charterMediaId")
  WHERE "charterMediaId" IS NOT NULL;
