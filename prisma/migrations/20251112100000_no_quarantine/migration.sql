-- A file that no row names is remembered by its finding alone. Names that were in quarantine before would pass for names
-- whose time is over, and the cleanup would take files that were seen once.
SET lock_timeout = '5s';

DELETE FROM "LooseBlob" WHERE "due" = 'epoch'::timestamptz;
