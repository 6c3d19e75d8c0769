-- A captain's picture is a media row like any other.
SET lock_timeout = '5s';

ALTER TABLE "CaptainProfile" ADD COLUMN "avatarMediaId" TEXT;

INSERT INTO "CharterMedia" ("id", "captainId", "kind", "url", "storageKey", "createdAt", "updatedAt")
SELECT 'c' || left(md5('avatar:' || "id"), 24), "id", 'CAPTAIN_AVATAR', "avatarUrl",
  regexp_replace("avatarUrl", '^[a-z]+://[^/]*/|[?#].*$', '', 'g'), "updatedAt", "updatedAt"
FROM "CaptainProfile" WHERE "avatarUrl" <> '';

UPDATE "CaptainProfile" SET "avatarMediaId" = 'c' || left(md5('avatar:' || "id"), 24)
WHERE "avatarUrl" <> '';

ALTER TABLE "CaptainProfile" DROP COLUMN "avatarUrl";

CREATE UNIQUE INDEX "CaptainProfile_avatarMediaId_key" ON "CaptainProfile"("avatarMediaId");
ALTER TABLE "CaptainProfile" ADD CONSTRAINT "CaptainProfile_avatarMediaId_fkey"
  FOREIGN KEY ("avatarMediaId") REFERENCES "CharterMedia"("id") ON DELETE SET NULL ON UPDATE CASCADE;
