-- A video and its media row point at each other and at the same charter.
SELECT 'video and media row name different charters' AS "check", count(*)::int AS "found",
  0 AS "expected", count(*) = 0 AS "ok"
FROM "CaptainVideo" AS video JOIN "CharterMedia" AS media ON media."id" = video."charterMediaId"
WHERE video."charterId" IS DISTINCT FROM media."charterId"
UNION ALL
SELECT 'video linked to a media row of another kind', count(*)::int, 0, count(*) = 0
FROM "CaptainVideo" AS video JOIN "CharterMedia" AS media ON media."id" = video."charterMediaId"
WHERE media."kind" <> 'CHARTER_VIDEO'
UNION ALL
SELECT 'video media row on a charter that no video names', count(*)::int, 0, count(*) = 0
FROM "CharterMedia" AS media
WHERE media."kind" = 'CHARTER_VIDEO' AND media."charterId" IS NOT NULL AND media."status" = 'READY'
  AND NOT EXISTS (SELECT FROM "CaptainVideo" AS video WHERE video."charterMediaId" = media."id")
UNION ALL
SELECT 'submitted draft without its charter', count(*)::int, 0, count(*) = 0
FROM "CharterDraft" AS draft
WHERE draft."status" = 'SUBMITTED' AND draft."charterId" IS NULL AND draft."editsCharterId" IS NULL;
