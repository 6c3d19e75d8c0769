-- What a photo shows, as its captain said it; and a focal point that is one point or none.
-- COMMIT ends a step; each step may run again after a failure.
SET lock_timeout = '5s';

ALTER TABLE "CharterMedia" ADD COLUMN IF NOT EXISTS "shows" TEXT;
ALTER TABLE "CharterMedia"
  DROP CONSTRAINT IF EXISTS "CharterMedia_shows_check",
  DROP CONSTRAINT IF EXISTS "CharterMedia_focal_point_whole_check";
-- Old rows can't break the first: the column is new. Text and a check, because a word more is then one
-- quick statement, and a word less can be refused while rows still have it.
ALTER TABLE "CharterMedia"
  ADD CONSTRAINT "CharterMedia_shows_check"
    CHECK ("shows" IN ('boat', 'deck', 'crew', 'catch', 'place')) NOT VALID,
  ADD CONSTRAINT "CharterMedia_focal_point_whole_check"
    CHECK (("focalX" IS NULL) = ("focalY" IS NULL)) NOT VALID;
COMMIT;

-- No new row can break a rule now.
UPDATE "CharterMedia" SET "focalX" = NULL, "focalY" = NULL
WHERE ("focalX" IS NULL) <> ("focalY" IS NULL);
COMMIT;

-- A scan, during which others read and write.
ALTER TABLE "CharterMedia"
  VALIDATE CONSTRAINT "CharterMedia_shows_check",
  VALIDATE CONSTRAINT "CharterMedia_focal_point_whole_check";
