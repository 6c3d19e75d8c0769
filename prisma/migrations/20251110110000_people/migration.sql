-- Accounts in the order in which administrators look through them. COMMIT ends a step; each may run again after a
-- failure.
SET lock_timeout = '5s';

CREATE INDEX IF NOT EXISTS "User_createdAt_id_idx" ON "User"("createdAt" DESC, "id" DESC);
COMMIT;

CREATE INDEX IF NOT EXISTS "User_role_createdAt_id_idx" ON "User"("role", "createdAt" DESC, "id" DESC);
COMMIT;

-- Few are ever suspended.
CREATE INDEX IF NOT EXISTS "User_suspended_idx" ON "User"("createdAt" DESC, "id" DESC) WHERE "suspendedAt" IS NOT NULL;
