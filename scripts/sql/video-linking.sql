-- Videos and charters: what a finished charter took is linked, and what waits is not.
SELECT 'videos on a charter without a media row' AS "check", count(*)::int AS "found", 0 AS "expected",
  count(*) = 0 AS "ok"
FROM "CaptainVideo" WHERE "charterId" IS NOT NULL AND "charterMediaId" IS NULL
UNION ALL
SELECT 'videos with a media row but no charter', count(*)::int, 0, count(*) = 0
FROM "CaptainVideo" WHERE "charterMediaId" IS NOT NULL AND "charterId" IS NULL
UNION ALL
SELECT 'videos that wait in a draft that is finished', count(*)::int, 0, count(*) = 0
FROM "CaptainVideo" AS video JOIN "CharterDraft" AS draft ON draft."id" = video."draftId"
WHERE draft."status" <> 'DRAFT' AND video."charterId" IS NULL
UNION ALL
SELECT 'videos linked', count(*)::int, NULL, true FROM "CaptainVideo" WHERE "charterId" IS NOT NULL
UNION ALL
SELECT 'videos waiting', count(*)::int, NULL, true FROM "CaptainVideo" WHERE "charterId" IS NULL;
