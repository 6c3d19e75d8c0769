-- A photo without a charter is pending. A charter that goes no longer takes its photos with it.
SET lock_timeout = '5s';

ALTER TABLE "CharterMedia"
  ALTER COLUMN "charterId" DROP NOT NULL,
  DROP CONSTRAINT "CharterMedia_charterId_fkey";
ALTER TABLE "CharterMedia" ADD CONSTRAINT "CharterMedia_charterId_fkey"
  FOREIGN KEY ("charterId") REFERENCES "Charter"("id") ON DELETE SET NULL ON UPDATE CASCADE;
