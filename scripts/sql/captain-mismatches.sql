-- A photo belongs to the captain of its charter, its draft and its video.
SELECT 'linked media without a captain' AS "check", count(*)::int AS "found", 0 AS "expected",
  count(*) = 0 AS "ok"
FROM "CharterMedia" WHERE "charterId" IS NOT NULL AND "captainId" IS NULL
UNION ALL
SELECT 'media whose captain is not its charter''s', count(*)::int, 0, count(*) = 0
FROM "CharterMedia" AS media JOIN "Charter" AS charter ON charter."id" = media."charterId"
WHERE media."captainId" IS DISTINCT FROM charter."captainId"
UNION ALL
SELECT 'media waiting in somebody else''s draft', count(*)::int, 0, count(*) = 0
FROM "CharterMedia" AS media
JOIN "CharterDraft" AS draft ON draft."id" = media."draftId"
JOIN "CaptainProfile" AS captain ON captain."id" = media."captainId"
WHERE draft."userId" <> captain."userId"
UNION ALL
SELECT 'video on somebody else''s charter', count(*)::int, 0, count(*) = 0
FROM "CaptainVideo" AS video
JOIN "Charter" AS charter ON charter."id" = video."charterId"
JOIN "CaptainProfile" AS captain ON captain."id" = charter."captainId"
WHERE video."ownerId" <> captain."userId"
UNION ALL
SELECT 'photos of open drafts that only the old form''s list names', count(*)::int, 0, count(*) = 0
FROM "CharterDraft" AS draft, jsonb_path_query(draft."data", '$.uploadedPhotos[*].url') AS photo ("url")
WHERE draft."status" = 'DRAFT'
  AND NOT EXISTS (SELECT FROM "CharterMedia" AS media WHERE media."url" = photo."url" #>> '{}')
  -- Rows of files that legacy:import copied stand on the copy, and the form still names the old file.
  AND NOT EXISTS (SELECT FROM "AuditLog" AS audit WHERE audit."entity" = 'OldFile'
    AND audit."before" ->> 'storageKey' = regexp_replace(photo."url" #>> '{}', '^https?://[^/]+/|[?#].*$', '', 'g'));
