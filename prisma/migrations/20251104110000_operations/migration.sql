-- What uploads may be repeated, what the success metrics count, and which job runs where.
SET lock_timeout = '5s';

CREATE TABLE "IdempotencyKey" (
    "userId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "contentHash" TEXT NOT NULL,
    "mediaId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "IdempotencyKey_pkey" PRIMARY KEY ("userId", "key")
);

CREATE TABLE "OperationEvent" (
    "id" BIGSERIAL NOT NULL,
    "operation" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "ms" INTEGER NOT NULL,
    "requestId" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "OperationEvent_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "JobLease" (
    "name" TEXT NOT NULL,
    "leasedUntil" TIMESTAMPTZ(3),
    "lastFinishedAt" TIMESTAMPTZ(3),
    "lastResult" JSONB,

    CONSTRAINT "JobLease_pkey" PRIMARY KEY ("name")
);

CREATE INDEX "IdempotencyKey_createdAt_idx" ON "IdempotencyKey"("createdAt");
CREATE INDEX "IdempotencyKey_mediaId_idx" ON "IdempotencyKey"("mediaId");
CREATE INDEX "OperationEvent_operation_at_idx" ON "OperationEvent"("operation", "at" DESC);
CREATE INDEX "OperationEvent_at_idx" ON "OperationEvent"("at");

ALTER TABLE "IdempotencyKey" ADD CONSTRAINT "IdempotencyKey_userId_fkey"
  FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "IdempotencyKey" ADD CONSTRAINT "IdempotencyKey_mediaId_fkey"
  FOREIGN KEY ("mediaId") REFERENCES "CharterMedia"("id") ON DELETE CASCADE ON UPDATE CASCADE;
