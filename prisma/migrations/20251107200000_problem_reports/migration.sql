-- What people tell us went wrong, for staff to read and to close; the newest are counted by a success metric.
SET lock_timeout = '5s';

CREATE TABLE "ProblemReport" (
  "id" TEXT NOT NULL,
  "userId" TEXT NOT NULL,
  "idempotencyKey" TEXT NOT NULL,
  "words" TEXT NOT NULL,
  "page" TEXT NOT NULL,
  "requestId" TEXT,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "closedAt" TIMESTAMPTZ(3),
  "closedById" TEXT,
  "closingWords" TEXT,
  CONSTRAINT "ProblemReport_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "ProblemReport_closed_check" CHECK (("closedAt" IS NULL) = ("closingWords" IS NULL)
    AND ("closedAt" IS NOT NULL OR "closedById" IS NULL)),
  CONSTRAINT "ProblemReport_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id")
    ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "ProblemReport_closedById_fkey" FOREIGN KEY ("closedById") REFERENCES "User"("id")
    ON DELETE SET NULL ON UPDATE CASCADE
);

CREATE UNIQUE INDEX "ProblemReport_userId_idempotencyKey_key"
  ON "ProblemReport"("userId", "idempotencyKey");
CREATE INDEX "ProblemReport_closedById_idx" ON "ProblemReport"("closedById");
CREATE INDEX "ProblemReport_createdAt_id_idx" ON "ProblemReport"("createdAt" DESC, "id" DESC);
CREATE INDEX "ProblemReport_open_idx"
  ON "ProblemReport"("createdAt" DESC, "id" DESC) WHERE "closedAt" IS NULL;
