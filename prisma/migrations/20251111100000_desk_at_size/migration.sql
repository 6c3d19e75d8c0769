-- What the desk of staff needs at a million media: a planner that knows how frequent a name or a size is, and
-- indexes that answer for sizes and rare kinds by themselves. COMMIT ends a step; each may run again after a failure.
SET lock_timeout = '5s';

-- One in a hundred histogram bounds is too coarse to tell a frequent part of a name from one that nobody has.
ALTER TABLE "CaptainProfile" ALTER COLUMN "displayName" SET STATISTICS 500;
ALTER TABLE "User" ALTER COLUMN "name" SET STATISTICS 500, ALTER COLUMN "email" SET STATISTICS 500;
ALTER TABLE "Charter" ALTER COLUMN "name" SET STATISTICS 500;
-- Those of a partial index are not looked at.
CREATE STATISTICS IF NOT EXISTS "CharterMedia_size_stat" ON (COALESCE("sizeBytes", 0)) FROM "CharterMedia";
COMMIT;

ANALYZE "CaptainProfile", "User", "Charter", "CharterMedia";
COMMIT;

-- All but photos of charters are rare.
CREATE INDEX IF NOT EXISTS "CharterMedia_rare_kind_idx" ON "CharterMedia"("kind", "createdAt", "id")
  WHERE "status" = 'READY' AND "kind" <> 'CHARTER_PHOTO';
COMMIT;

-- As before, with the size.
CREATE INDEX IF NOT EXISTS "CharterMedia_pending_sized_idx" ON "CharterMedia"("createdAt", "id")
  INCLUDE ("captainId", "kind", "sizeBytes")
  WHERE "status" = 'READY' AND "trashedAt" IS NULL AND "missingSince" IS NULL
    AND "charterId" IS NULL AND "captainId" IS NOT NULL;
COMMIT;
DROP INDEX IF EXISTS "CharterMedia_pending_idx";
COMMIT;

CREATE INDEX IF NOT EXISTS "CharterMedia_linked_sized_idx" ON "CharterMedia"("createdAt", "id")
  INCLUDE ("captainId", "charterId", "kind", "sizeBytes")
  WHERE "status" = 'READY' AND "trashedAt" IS NULL AND "missingSince" IS NULL AND "charterId" IS NOT NULL;
COMMIT;
DROP INDEX IF EXISTS "CharterMedia_linked_idx";
