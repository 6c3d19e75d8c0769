-- Staff search by a part of a captain's name or e-mail, or of a charter's name.
SET lock_timeout = '5s';

CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE INDEX "CaptainProfile_displayName_idx" ON "CaptainProfile" USING GIN ("displayName" gin_trgm_ops);
CREATE INDEX "User_email_idx" ON "User" USING GIN ("email" gin_trgm_ops);
CREATE INDEX "Charter_name_idx" ON "Charter" USING GIN ("name" gin_trgm_ops);
