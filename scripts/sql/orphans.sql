-- Media that nobody owns: few, dated, and gone after 30 days (the daily cleanup may be a day late).
SELECT 'orphans without the time since when' AS "check", count(*)::int AS "found", 0 AS "expected",
  count(*) = 0 AS "ok"
FROM "CharterMedia" WHERE "captainId" IS NULL AND "charterId" IS NULL AND "orphanedAt" IS NULL
UNION ALL
SELECT 'owned media that is dated as an orphan', count(*)::int, 0, count(*) = 0
FROM "CharterMedia"
WHERE ("captainId" IS NOT NULL OR "charterId" IS NOT NULL) AND "orphanedAt" IS NOT NULL
UNION ALL
SELECT 'orphans that cleanup should have removed', count(*)::int, 0, count(*) = 0
FROM "CharterMedia" WHERE "status" = 'READY' AND "captainId" IS NULL AND "charterId" IS NULL
  AND "orphanedAt" < now() - interval '32 days'
UNION ALL
SELECT 'orphans, in percent of all media', "percent", 10, "percent" <= 10
FROM (
  SELECT coalesce(round(100.0 * count(*) FILTER (WHERE "captainId" IS NULL AND "charterId" IS NULL)
    / nullif(count(*), 0)), 0)::int AS "percent"
  FROM "CharterMedia" WHERE "status" = 'READY' AND "trashedAt" IS NULL AND "missingSince" IS NULL
) AS share;
