-- A draft names the charter it made (charterId) apart from the one it edits (editsCharterId), and a
-- charter has a version to edit against. Charters are archived, never deleted.
SET lock_timeout = '5s';

ALTER TABLE "Charter"
  ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN "archivedAt" TIMESTAMPTZ(3),
  DROP CONSTRAINT "Charter_captainId_fkey";
ALTER TABLE "Charter" ADD CONSTRAINT "Charter_captainId_fkey"
  FOREIGN KEY ("captainId") REFERENCES "CaptainProfile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

DROP INDEX "Charter_captainId_idx";
CREATE INDEX "Charter_captainId_createdAt_idx" ON "Charter"("captainId", "createdAt" DESC);
-- Lets a media row point at its charter and its captain in one foreign key.
CREATE UNIQUE INDEX "Charter_id_captainId_key" ON "Charter"("id", "captainId");

DROP INDEX "Trip_charterId_idx";
CREATE INDEX "Trip_charterId_sortOrder_idx" ON "Trip"("charterId", "sortOrder");

ALTER TABLE "CharterDraft"
  ADD COLUMN "editsCharterId" TEXT,
  ADD COLUMN "editsCharterVersion" INTEGER,
  ALTER COLUMN "data" SET DEFAULT '{}',
  DROP CONSTRAINT "CharterDraft_userId_fkey";

-- The old column had no foreign key: a draft of a deleted charter has nothing left to finish.
UPDATE "CharterDraft" AS draft
SET "charterId" = NULL, "status" = CASE "status" WHEN 'SUBMITTED' THEN 'ABANDONED' ELSE "status" END
WHERE "charterId" IS NOT NULL
  AND NOT EXISTS (SELECT FROM "Charter" WHERE "Charter"."id" = draft."charterId");

UPDATE "CharterDraft"
SET "editsCharterId" = "charterId", "editsCharterVersion" = 1, "charterId" = NULL
WHERE "charterId" IS NOT NULL AND "status" <> 'SUBMITTED';

-- A submission that broke before its charter was made goes back to its captain.
UPDATE "CharterDraft" SET "status" = 'DRAFT' WHERE "status" = 'SUBMITTED' AND "charterId" IS NULL;

DROP INDEX "CharterDraft_userId_idx";
CREATE INDEX "CharterDraft_userId_updatedAt_idx" ON "CharterDraft"("userId", "updatedAt" DESC);
CREATE INDEX "CharterDraft_editsCharterId_idx" ON "CharterDraft"("editsCharterId");

ALTER TABLE "CharterDraft"
  ADD CONSTRAINT "CharterDraft_userId_fkey"
    FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "CharterDraft_charterId_fkey"
    FOREIGN KEY ("charterId") REFERENCES "Charter"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "CharterDraft_editsCharterId_fkey"
    FOREIGN KEY ("editsCharterId") REFERENCES "Charter"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "CharterDraft_made_or_edits_check"
    CHECK (num_nonnulls("charterId", "editsCharterId") <= 1),
  ADD CONSTRAINT "CharterDraft_edits_version_check"
    CHECK (("editsCharterId" IS NULL) = ("editsCharterVersion" IS NULL));

-- Checked at commit, so that finalize may claim the draft first and make its charter afterwards.
CREATE FUNCTION "require_charter_of_submitted_draft"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM "CharterDraft"
    WHERE "id" = NEW."id" AND "status" = 'SUBMITTED' AND "charterId" IS NULL AND "editsCharterId" IS NULL
  ) THEN
    RAISE EXCEPTION 'draft % is submitted but names no charter', NEW."id"
      USING ERRCODE = 'check_violation', TABLE = 'CharterDraft', CONSTRAINT = 'CharterDraft_submitted_names_charter';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER "CharterDraft_submitted_names_charter"
  AFTER INSERT OR UPDATE OF "status", "charterId", "editsCharterId" ON "CharterDraft"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW."status" = 'SUBMITTED' AND NEW."charterId" IS NULL AND NEW."editsCharterId" IS NULL)
  EXECUTE FUNCTION "require_charter_of_submitted_draft"();
