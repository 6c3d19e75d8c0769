-- What the states of media allow (DESIGN: RESERVED, READY, DELETING), enforced by the database.
-- COMMIT ends a step; each step may run again after a failure.
SET lock_timeout = '5s';

ALTER TABLE "CharterMedia"
  DROP CONSTRAINT IF EXISTS "CharterMedia_linked_has_captain_check",
  DROP CONSTRAINT IF EXISTS "CharterMedia_reserved_unlinked_check",
  DROP CONSTRAINT IF EXISTS "CharterMedia_reserved_untrashed_check",
  DROP CONSTRAINT IF EXISTS "CharterMedia_missing_ready_check",
  DROP CONSTRAINT IF EXISTS "CharterMedia_sizes_check",
  DROP CONSTRAINT IF EXISTS "CharterMedia_focal_point_check",
  DROP CONSTRAINT IF EXISTS "CharterMedia_captainId_fkey",
  DROP CONSTRAINT IF EXISTS "CharterMedia_charterId_fkey",
  DROP CONSTRAINT IF EXISTS "CharterMedia_charterId_captainId_fkey",
  DROP CONSTRAINT IF EXISTS "CharterMedia_draftId_fkey";

ALTER TABLE "CharterMedia"
  ADD CONSTRAINT "CharterMedia_linked_has_captain_check"
    CHECK ("charterId" IS NULL OR "captainId" IS NOT NULL) NOT VALID,
  ADD CONSTRAINT "CharterMedia_reserved_unlinked_check"
    CHECK ("status" <> 'RESERVED' OR "charterId" IS NULL) NOT VALID,
  ADD CONSTRAINT "CharterMedia_reserved_untrashed_check"
    CHECK ("status" <> 'RESERVED' OR "trashedAt" IS NULL) NOT VALID,
  ADD CONSTRAINT "CharterMedia_missing_ready_check"
    CHECK ("missingSince" IS NULL OR "status" = 'READY') NOT VALID,
  ADD CONSTRAINT "CharterMedia_sizes_check"
    CHECK ("sizeBytes" >= 0 AND "width" >= 0 AND "height" >= 0 AND "durationSeconds" >= 0) NOT VALID,
  ADD CONSTRAINT "CharterMedia_focal_point_check"
    CHECK ("focalX" BETWEEN 0 AND 1 AND "focalY" BETWEEN 0 AND 1) NOT VALID,
  ADD CONSTRAINT "CharterMedia_captainId_fkey"
    FOREIGN KEY ("captainId") REFERENCES "CaptainProfile"("id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID,
  -- A linked photo belongs to the captain of its charter.
  ADD CONSTRAINT "CharterMedia_charterId_captainId_fkey"
    FOREIGN KEY ("charterId", "captainId") REFERENCES "Charter"("id", "captainId")
    ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID,
  ADD CONSTRAINT "CharterMedia_draftId_fkey"
    FOREIGN KEY ("draftId") REFERENCES "CharterDraft"("id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;
COMMIT;

-- No new row can break a rule now. Old code may have written rows while the columns came.
UPDATE "CharterMedia" AS media SET "captainId" = charter."captainId"
FROM "Charter" AS charter
WHERE charter."id" = media."charterId" AND media."captainId" IS DISTINCT FROM charter."captainId";

-- The 30 days of an old orphan begin now.
UPDATE "CharterMedia" SET "orphanedAt" = CURRENT_TIMESTAMP
WHERE "captainId" IS NULL AND "charterId" IS NULL AND "orphanedAt" IS NULL;
COMMIT;

-- A scan of a million rows, during which others read and write.
ALTER TABLE "CharterMedia"
  VALIDATE CONSTRAINT "CharterMedia_linked_has_captain_check",
  VALIDATE CONSTRAINT "CharterMedia_reserved_unlinked_check",
  VALIDATE CONSTRAINT "CharterMedia_reserved_untrashed_check",
  VALIDATE CONSTRAINT "CharterMedia_missing_ready_check",
  VALIDATE CONSTRAINT "CharterMedia_sizes_check",
  VALIDATE CONSTRAINT "CharterMedia_focal_point_check",
  VALIDATE CONSTRAINT "CharterMedia_captainId_fkey",
  VALIDATE CONSTRAINT "CharterMedia_charterId_captainId_fkey",
  VALIDATE CONSTRAINT "CharterMedia_draftId_fkey";
COMMIT;

-- orphanedAt is set exactly while captainId and charterId are both null. A trigger instead of a
-- check: it is a consequence of the two columns, so no writer can forget it, a foreign key's own
-- action included. WHEN keeps it out of every write that leaves the rule true.
CREATE OR REPLACE FUNCTION "keep_orphaned_at"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."orphanedAt" := CASE
    WHEN NEW."captainId" IS NULL AND NEW."charterId" IS NULL THEN CURRENT_TIMESTAMP
  END;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER "CharterMedia_keep_orphaned_at"
  BEFORE INSERT OR UPDATE ON "CharterMedia" FOR EACH ROW
  WHEN ((NEW."captainId" IS NULL AND NEW."charterId" IS NULL) <> (NEW."orphanedAt" IS NOT NULL))
  EXECUTE FUNCTION "keep_orphaned_at"();
