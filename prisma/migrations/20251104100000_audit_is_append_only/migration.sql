-- The audit says what the actor was and why, and can't be changed afterwards.
SET lock_timeout = '5s';

ALTER TABLE "AuditLog" RENAME COLUMN "actorUserId" TO "actorId";
ALTER TABLE "AuditLog" RENAME COLUMN "entityType" TO "entity";
ALTER TABLE "AuditLog" RENAME COLUMN "correlationId" TO "requestId";
ALTER TABLE "AuditLog" RENAME COLUMN "createdAt" TO "at";
ALTER TABLE "AuditLog" ADD COLUMN "actorRole" TEXT, ADD COLUMN "reason" TEXT;

-- What the actor is today is the best that is known of what they were then.
UPDATE "AuditLog" AS entry
SET "actorRole" = coalesce((SELECT lower("role"::text) FROM "User" WHERE "User"."id" = entry."actorId"), 'system');
ALTER TABLE "AuditLog" ALTER COLUMN "actorRole" SET NOT NULL;

DROP INDEX "AuditLog_entityType_entityId_idx";
CREATE INDEX "AuditLog_entity_entityId_at_idx" ON "AuditLog"("entity", "entityId", "at" DESC);
CREATE INDEX "AuditLog_actorId_at_idx" ON "AuditLog"("actorId", "at" DESC);
CREATE INDEX "AuditLog_at_idx" ON "AuditLog"("at" DESC);

CREATE FUNCTION "refuse_audit_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log only grows: % refused', TG_OP
    USING ERRCODE = 'restrict_violation', TABLE = 'AuditLog', CONSTRAINT = 'AuditLog_append_only';
END $$;

CREATE TRIGGER "AuditLog_append_only"
  BEFORE UPDATE OR DELETE OR TRUNCATE ON "AuditLog"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();
