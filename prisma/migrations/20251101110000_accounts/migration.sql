-- Accounts in better-auth's shape. A password hash becomes a credential account under the same
-- user id; who never had one gets in by Google or by a reset link.
SET lock_timeout = '5s';

CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "ipAddress" TEXT,
    "userAgent" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Account" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "accessToken" TEXT,
    "refreshToken" TEXT,
    "idToken" TEXT,
    "accessTokenExpiresAt" TIMESTAMPTZ(3),
    "refreshTokenExpiresAt" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Verification_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "Session_token_key" ON "Session"("token");
CREATE INDEX "Session_userId_idx" ON "Session"("userId");
CREATE UNIQUE INDEX "Account_providerId_accountId_key" ON "Account"("providerId", "accountId");
CREATE INDEX "Account_userId_idx" ON "Account"("userId");
CREATE INDEX "Verification_identifier_idx" ON "Verification"("identifier");

ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey"
  FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Account" ADD CONSTRAINT "Account_userId_fkey"
  FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

INSERT INTO "Account" ("id", "accountId", "providerId", "userId", "password", "createdAt", "updatedAt")
SELECT 'c' || left(md5('credential:' || "id"), 24), "id", 'credential', "id", "passwordHash", "createdAt", "updatedAt"
FROM "User" WHERE "passwordHash" <> '';

-- Sign-in looks an e-mail up in lower case. Where two users differ by case alone, the older keeps the
-- address that can sign in, and the other's stays as it was for a person to decide.
UPDATE "User" AS person SET "email" = lower("email")
WHERE "email" <> lower("email") AND NOT EXISTS (
  SELECT FROM "User" AS other
  WHERE lower(other."email") = lower(person."email") AND other."id" <> person."id"
    AND (other."email" = lower(other."email") OR (other."createdAt", other."id") < (person."createdAt", person."id"))
);

UPDATE "User" SET "name" = split_part("email", '@', 1) WHERE coalesce(trim("name"), '') = '';

ALTER TABLE "User"
  ALTER COLUMN "name" SET NOT NULL,
  ALTER COLUMN "emailVerified" TYPE BOOLEAN USING "emailVerified" IS NOT NULL,
  ALTER COLUMN "emailVerified" SET DEFAULT false,
  ALTER COLUMN "emailVerified" SET NOT NULL,
  ADD COLUMN "suspendedAt" TIMESTAMPTZ(3),
  DROP COLUMN "passwordHash";

-- A person who has a profile or a draft is suspended, never deleted.
ALTER TABLE "CaptainProfile"
  DROP CONSTRAINT "CaptainProfile_userId_fkey",
  ALTER COLUMN "firstName" SET DEFAULT '',
  ALTER COLUMN "lastName" SET DEFAULT '',
  ALTER COLUMN "phone" SET DEFAULT '',
  ALTER COLUMN "bio" SET DEFAULT '',
  ALTER COLUMN "experienceYrs" SET DEFAULT 0;
ALTER TABLE "CaptainProfile" ADD CONSTRAINT "CaptainProfile_userId_fkey"
  FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
