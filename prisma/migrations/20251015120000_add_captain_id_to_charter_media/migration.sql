-- Every photo gets an owner of its own, so that it can exist before its charter does.
-- COMMIT ends a step, so that no lock on the table is kept while a million rows are filled in;
-- each step may run again after a failure.
SET lock_timeout = '5s';

ALTER TABLE "CharterMedia" ADD COLUMN IF NOT EXISTS "captainId" TEXT;
COMMIT;

UPDATE "CharterMedia" AS media SET "captainId" = charter."captainId"
FROM "Charter" AS charter
WHERE charter."id" = media."charterId" AND media."captainId" IS NULL;
COMMIT;

CREATE INDEX IF NOT EXISTS "CharterMedia_captainId_createdAt_idx"
  ON "CharterMedia"("captainId", "createdAt");
COMMIT;

ALTER TABLE "CharterMedia" DROP CONSTRAINT IF EXISTS "CharterMedia_captainId_fkey";
ALTER TABLE "CharterMedia" ADD CONSTRAINT "CharterMedia_captainId_fkey"
  FOREIGN KEY ("captainId") REFERENCES "CaptainProfile"("id") ON DELETE SET NULL ON UPDATE CASCADE;
