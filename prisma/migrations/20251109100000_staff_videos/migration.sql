-- Videos in the order in which staff look through them. COMMIT ends a step; each may run again after a failure.
SET lock_timeout = '5s';

CREATE INDEX IF NOT EXISTS "CaptainVideo_createdAt_id_idx" ON "CaptainVideo"("createdAt" DESC, "id" DESC);
COMMIT;

CREATE INDEX IF NOT EXISTS "CaptainVideo_processStatus_createdAt_id_idx"
  ON "CaptainVideo"("processStatus", "createdAt" DESC, "id" DESC);
