-- What the staff's desk looks for: drafts by status and when they were touched last, by name, and by their
-- owner's name; audit entries by what was done. COMMIT ends a step; each may run again after a failure.
SET lock_timeout = '5s';

CREATE INDEX IF NOT EXISTS "CharterDraft_status_lastTouchedAt_id_idx"
  ON "CharterDraft"("status", "lastTouchedAt", "id");
COMMIT;

CREATE INDEX IF NOT EXISTS "CharterDraft_charterName_idx"
  ON "CharterDraft" USING GIN (("data" ->> 'charterName') gin_trgm_ops);
COMMIT;

-- Who has uploaded nothing yet has no profile to find them by.
CREATE INDEX IF NOT EXISTS "User_name_idx" ON "User" USING GIN ("name" gin_trgm_ops);
COMMIT;

CREATE INDEX IF NOT EXISTS "AuditLog_action_at_idx" ON "AuditLog"("action", "at" DESC);
