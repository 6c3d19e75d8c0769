-- The tables of the payload era: the browser sent the list of photos with the finalize request, so a
-- photo had no row before its charter existed. Times are UTC without a zone.
SET lock_timeout = '5s';

CREATE TYPE "Role" AS ENUM ('CAPTAIN', 'STAFF', 'ADMIN');
CREATE TYPE "DraftStatus" AS ENUM ('DRAFT', 'SUBMITTED', 'ABANDONED', 'DELETED');
CREATE TYPE "MediaKind" AS ENUM ('CHARTER_PHOTO', 'CHARTER_VIDEO', 'CAPTAIN_AVATAR', 'TRIP_MEDIA');
CREATE TYPE "ScheduleType" AS ENUM ('EVERYDAY', 'WEEKDAYS', 'WEEKENDS', 'CUSTOM');
CREATE TYPE "CharterStyle" AS ENUM ('private', 'shared');

CREATE TABLE "User" (
    "id" TEXT NOT NULL,
    "name" TEXT,
    "email" TEXT NOT NULL,
    "emailVerified" TIMESTAMP(3),
    "image" TEXT,
    -- bcrypt; null for those who only ever signed in with Google.
    "passwordHash" TEXT,
    "role" "Role" NOT NULL DEFAULT 'CAPTAIN',
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "CaptainProfile" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "firstName" TEXT NOT NULL,
    "lastName" TEXT NOT NULL,
    "displayName" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "bio" TEXT NOT NULL,
    "experienceYrs" INTEGER NOT NULL,
    "avatarUrl" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "CaptainProfile_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Charter" (
    "id" TEXT NOT NULL,
    "captainId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "charterType" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "operatorName" TEXT NOT NULL DEFAULT '',
    "operatorBio" TEXT NOT NULL DEFAULT '',
    "operatorExperience" INTEGER NOT NULL DEFAULT 0,
    "operatorPhone" TEXT NOT NULL DEFAULT '',
    "operatorBackupPhone" TEXT,
    "state" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "startingPoint" TEXT NOT NULL,
    "postcode" TEXT NOT NULL,
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "withoutBoat" BOOLEAN NOT NULL DEFAULT false,
    "amenities" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "policies" JSONB NOT NULL DEFAULT '{}',
    "pickup" JSONB NOT NULL DEFAULT '{}',
    "scheduleType" "ScheduleType" NOT NULL DEFAULT 'EVERYDAY',
    "operationalDays" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Charter_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Boat" (
    "id" TEXT NOT NULL,
    "charterId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "lengthFeet" DOUBLE PRECISION NOT NULL,
    "capacity" INTEGER NOT NULL,
    "features" TEXT[] DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT "Boat_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Trip" (
    "id" TEXT NOT NULL,
    "charterId" TEXT NOT NULL,
    "sortOrder" INTEGER NOT NULL DEFAULT 0,
    "name" TEXT NOT NULL,
    "tripType" TEXT NOT NULL,
    "price" DECIMAL(10,2) NOT NULL,
    "promoPrice" DECIMAL(10,2),
    "durationHours" INTEGER NOT NULL,
    "startTimes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "maxAnglers" INTEGER NOT NULL,
    "charterStyle" "CharterStyle" NOT NULL DEFAULT 'private',
    "description" TEXT,
    "species" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "techniques" TEXT[] DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT "Trip_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "CharterDraft" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "status" "DraftStatus" NOT NULL DEFAULT 'DRAFT',
    "currentStep" INTEGER NOT NULL DEFAULT 0,
    "formVersion" INTEGER NOT NULL DEFAULT 1,
    -- The form, with uploadedPhotos[] and uploadedVideos[] as the browser last saw them.
    "data" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    -- Of a submitted draft the charter it made, of any other the charter it edits.
    "charterId" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "lastTouchedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CharterDraft_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "CharterMedia" (
    "id" TEXT NOT NULL,
    "charterId" TEXT NOT NULL,
    "tripId" TEXT,
    "kind" "MediaKind" NOT NULL,
    "url" TEXT NOT NULL,
    "storageKey" TEXT NOT NULL,
    "mimeType" TEXT,
    "sizeBytes" INTEGER,
    "width" INTEGER,
    "height" INTEGER,
    "sortOrder" INTEGER NOT NULL DEFAULT 0,
    "thumbnailUrl" TEXT,
    "durationSeconds" INTEGER,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CharterMedia_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "CaptainVideo" (
    "id" TEXT NOT NULL,
    -- A User.id, promised by nobody.
    "ownerId" TEXT NOT NULL,
    "originalUrl" TEXT NOT NULL,
    "blobKey" TEXT NOT NULL,
    "ready720pUrl" TEXT,
    "normalizedBlobKey" TEXT,
    "thumbnailUrl" TEXT,
    "thumbnailBlobKey" TEXT,
    "trimStartSec" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "appliedTrimStartSec" DOUBLE PRECISION,
    "processStatus" TEXT NOT NULL DEFAULT 'queued',
    "errorMessage" TEXT,
    "didFallback" BOOLEAN NOT NULL DEFAULT false,
    "fallbackReason" TEXT,
    "originalDurationSec" DOUBLE PRECISION,
    "originalWidth" INTEGER,
    "originalHeight" INTEGER,
    "processedDurationSec" DOUBLE PRECISION,
    "processedWidth" INTEGER,
    "processedHeight" INTEGER,
    "processedAt" TIMESTAMP(3),
    "originalDeletedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "CaptainVideo_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "AuditLog" (
    "id" TEXT NOT NULL,
    "actorUserId" TEXT,
    "entityType" TEXT NOT NULL,
    "entityId" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "correlationId" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AuditLog_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "User_email_key" ON "User"("email");
CREATE UNIQUE INDEX "CaptainProfile_userId_key" ON "CaptainProfile"("userId");
CREATE INDEX "Charter_captainId_idx" ON "Charter"("captainId");
CREATE UNIQUE INDEX "Boat_charterId_key" ON "Boat"("charterId");
CREATE INDEX "Trip_charterId_idx" ON "Trip"("charterId");
CREATE INDEX "CharterDraft_userId_idx" ON "CharterDraft"("userId");
CREATE UNIQUE INDEX "CharterDraft_charterId_key" ON "CharterDraft"("charterId");
CREATE INDEX "CharterMedia_charterId_sortOrder_idx" ON "CharterMedia"("charterId", "sortOrder");
CREATE INDEX "CaptainVideo_ownerId_idx" ON "CaptainVideo"("ownerId");
CREATE INDEX "AuditLog_entityType_entityId_idx" ON "AuditLog"("entityType", "entityId");

ALTER TABLE "CaptainProfile" ADD CONSTRAINT "CaptainProfile_userId_fkey"
  FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Charter" ADD CONSTRAINT "Charter_captainId_fkey"
  FOREIGN KEY ("captainId") REFERENCES "CaptainProfile"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Boat" ADD CONSTRAINT "Boat_charterId_fkey"
  FOREIGN KEY ("charterId") REFERENCES "Charter"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Trip" ADD CONSTRAINT "Trip_charterId_fkey"
  FOREIGN KEY ("charterId") REFERENCES "Charter"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "CharterDraft" ADD CONSTRAINT "CharterDraft_userId_fkey"
  FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "CharterMedia" ADD CONSTRAINT "CharterMedia_charterId_fkey"
  FOREIGN KEY ("charterId") REFERENCES "Charter"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "CharterMedia" ADD CONSTRAINT "CharterMedia_tripId_fkey"
  FOREIGN KEY ("tripId") REFERENCES "Trip"("id") ON DELETE SET NULL ON UPDATE CASCADE;
