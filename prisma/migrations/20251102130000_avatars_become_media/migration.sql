-- A captain's picture is a media row like any other, when it is a file of the store: on Vercel Blob, or
-- where other media is. One that lives elsewhere (Google's) has no blob; the user keeps its address.
SET lock_timeout = '5s';

ALTER TABLE "CaptainProfile" ADD COLUMN "avatarMediaId" TEXT;

UPDATE "CaptainProfile" SET "avatarMediaId" = 'c' || left(md5('avatar:' || "id"), 24)
WHERE "avatarUrl" ~ '^https://[^/?#]+\.blob\.vercel-storage\.com/'
  OR substring("avatarUrl" FROM '^[a-z]+://[^/?#]+')
    IN (SELECT substring("url" FROM '^[a-z]+://[^/?#]+') FROM "CharterMedia");

INSERT INTO "CharterMedia" ("id", "captainId", "kind", "url", "storageKey", "createdAt", "updatedAt")
SELECT "avatarMediaId", "id", 'CAPTAIN_AVATAR', "avatarUrl",
  regexp_replace("avatarUrl", '^[a-z]+://[^/]*/|[?#].*$', '', 'g'), "updatedAt", "updatedAt"
FROM "CaptainProfile" WHERE "avatarMediaId" IS NOT NULL;

UPDATE "User" SET "image" = profile."avatarUrl"
FROM "CaptainProfile" AS profile
WHERE profile."userId" = "User"."id" AND profile."avatarUrl" <> '' AND profile."avatarMediaId" IS NULL
  AND coalesce("User"."image", '') = '';

ALTER TABLE "CaptainProfile" DROP COLUMN "avatarUrl";

CREATE UNIQUE INDEX "CaptainProfile_avatarMediaId_key" ON "CaptainProfile"("avatarMediaId");
ALTER TABLE "CaptainProfile" ADD CONSTRAINT "CaptainProfile_avatarMediaId_fkey"
  FOREIGN KEY ("avatarMediaId") REFERENCES "CharterMedia"("id") ON DELETE SET NULL ON UPDATE CASCADE;
