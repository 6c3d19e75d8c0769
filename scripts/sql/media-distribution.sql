-- How media is spread over kinds and states. Every row is in exactly one state.
SELECT "kind" || ' ' || "state" AS "check", count(*)::int AS "found", NULL::int AS "expected", true AS "ok"
FROM (
  SELECT "kind"::text, CASE
      WHEN "status" = 'RESERVED' THEN 'reserved'
      WHEN "status" = 'DELETING' THEN 'being removed'
      WHEN "trashedAt" IS NOT NULL THEN 'trash'
      WHEN "missingSince" IS NOT NULL THEN 'missing'
      WHEN "charterId" IS NOT NULL THEN 'linked'
      WHEN "captainId" IS NOT NULL THEN 'pending'
      ELSE 'orphan'
    END AS "state"
  FROM "CharterMedia"
) AS media
GROUP BY "kind", "state"
ORDER BY "check";
