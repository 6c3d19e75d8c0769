-- Where rows, files and links disagree, as the comparison of rows and store found it. COMMIT ends a step; each may
-- run again after a failure.
SET lock_timeout = '5s';

CREATE TABLE IF NOT EXISTS "IntegrityFinding" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "kind" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "facts" JSONB NOT NULL DEFAULT '{}',
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "seenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "IntegrityFinding_kind_check" CHECK ("kind" IN ('missing', 'damaged', 'stray', 'link'))
);
COMMIT;

CREATE UNIQUE INDEX IF NOT EXISTS "IntegrityFinding_kind_subject_key" ON "IntegrityFinding"("kind", "subject");
CREATE INDEX IF NOT EXISTS "IntegrityFinding_createdAt_id_idx" ON "IntegrityFinding"("createdAt" DESC, "id" DESC);
CREATE INDEX IF NOT EXISTS "IntegrityFinding_kind_createdAt_id_idx"
  ON "IntegrityFinding"("kind", "createdAt" DESC, "id" DESC);
CREATE INDEX IF NOT EXISTS "IntegrityFinding_seenAt_idx" ON "IntegrityFinding"("seenAt");
