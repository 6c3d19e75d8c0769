-- The indexes of media, each built in a step of its own: writers wait for one build at a time,
-- readers for none. CONCURRENTLY would spare the writers too, but it must be a file's only statement,
-- which leaves no room for lock_timeout and leaves a broken index behind when it fails.
SET lock_timeout = '5s';

CREATE INDEX IF NOT EXISTS "CharterMedia_captainId_sortOrder_createdAt_id_idx"
  ON "CharterMedia"("captainId", "sortOrder", "createdAt", "id");
COMMIT;

CREATE INDEX IF NOT EXISTS "CharterMedia_draftId_idx" ON "CharterMedia"("draftId");
COMMIT;

CREATE INDEX IF NOT EXISTS "CharterMedia_tripId_idx" ON "CharterMedia"("tripId");
COMMIT;

-- Also finds keys by their beginning, whatever the database's collation.
CREATE INDEX IF NOT EXISTS "CharterMedia_storageKey_idx" ON "CharterMedia"("storageKey" text_pattern_ops);
COMMIT;

CREATE INDEX IF NOT EXISTS "CharterMedia_captainId_dedupeKey_idx" ON "CharterMedia"("captainId", "dedupeKey");
COMMIT;

-- One pending row per captain, kind, draft and picked file.
CREATE UNIQUE INDEX IF NOT EXISTS "CharterMedia_pending_dedupe_key"
  ON "CharterMedia"("captainId", "kind", (COALESCE("draftId", '')), "dedupeKey")
  WHERE "dedupeKey" IS NOT NULL AND "charterId" IS NULL AND "trashedAt" IS NULL
    AND "status" IN ('RESERVED', 'READY');
COMMIT;

CREATE UNIQUE INDEX IF NOT EXISTS "CharterMedia_charter_cover_key" ON "CharterMedia"("charterId")
  WHERE "isCover" AND "charterId" IS NOT NULL AND "trashedAt" IS NULL AND "status" <> 'DELETING';
CREATE UNIQUE INDEX IF NOT EXISTS "CharterMedia_draft_cover_key" ON "CharterMedia"("draftId")
  WHERE "isCover" AND "draftId" IS NOT NULL AND "charterId" IS NULL AND "trashedAt" IS NULL
    AND "status" <> 'DELETING';
COMMIT;

-- One index a tab of the staff page: each row stands in exactly the one that staff see it under, and
-- a capped count reads the index alone. A query must repeat the predicate word for word, with the
-- status as a literal. The two that grow carry what their filters ask for.
CREATE INDEX IF NOT EXISTS "CharterMedia_trash_idx" ON "CharterMedia"("createdAt", "id")
  WHERE "status" = 'READY' AND "trashedAt" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "CharterMedia_reserved_idx" ON "CharterMedia"("createdAt", "id")
  WHERE "status" = 'RESERVED';
CREATE INDEX IF NOT EXISTS "CharterMedia_missing_idx" ON "CharterMedia"("createdAt", "id")
  WHERE "status" = 'READY' AND "trashedAt" IS NULL AND "missingSince" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "CharterMedia_orphan_idx" ON "CharterMedia"("createdAt", "id")
  WHERE "status" = 'READY' AND "trashedAt" IS NULL AND "missingSince" IS NULL
    AND "captainId" IS NULL AND "charterId" IS NULL;
COMMIT;

CREATE INDEX IF NOT EXISTS "CharterMedia_linked_idx" ON "CharterMedia"("createdAt", "id")
  INCLUDE ("captainId", "charterId", "kind")
  WHERE "status" = 'READY' AND "trashedAt" IS NULL AND "missingSince" IS NULL
    AND "charterId" IS NOT NULL;
COMMIT;

CREATE INDEX IF NOT EXISTS "CharterMedia_pending_idx" ON "CharterMedia"("createdAt", "id")
  INCLUDE ("captainId", "kind")
  WHERE "status" = 'READY' AND "trashedAt" IS NULL AND "missingSince" IS NULL
    AND "charterId" IS NULL AND "captainId" IS NOT NULL;
COMMIT;

-- Staff's search by captain reads many captains' rows from the index alone; the order by size.
CREATE INDEX IF NOT EXISTS "CharterMedia_owner_idx" ON "CharterMedia"("captainId", "createdAt", "id")
  INCLUDE ("charterId", "kind", "trashedAt", "missingSince")
  WHERE "status" = 'READY';
CREATE INDEX IF NOT EXISTS "CharterMedia_size_idx" ON "CharterMedia"((COALESCE("sizeBytes", 0)), "id")
  WHERE "status" = 'READY';
COMMIT;

-- What cleanup looks for: what was trashed or orphaned long ago, and removals that broke off.
CREATE INDEX IF NOT EXISTS "CharterMedia_trashedAt_idx" ON "CharterMedia"("trashedAt")
  WHERE "status" = 'READY' AND "trashedAt" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "CharterMedia_orphanedAt_idx" ON "CharterMedia"("orphanedAt")
  WHERE "status" = 'READY' AND "orphanedAt" IS NOT NULL;
CREATE INDEX IF NOT EXISTS "CharterMedia_deleting_idx" ON "CharterMedia"("updatedAt", "id")
  WHERE "status" = 'DELETING';
