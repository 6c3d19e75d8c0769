-- Photos and videos that only a draft's form knew become rows of their captain, so that finalize,
-- which no longer reads the form, finds them. The form itself stays as it was.
-- Of a draft that is still open they stay with that draft; of an abandoned or deleted one they are
-- the captain's, as they are whenever a draft ends without a charter. A submitted draft's are on its charter.
SET lock_timeout = '5s';

CREATE TEMPORARY TABLE payload ON COMMIT DROP AS
SELECT
  draft."userId" AS user_id,
  draft."id" AS source_draft_id,
  CASE draft."status" WHEN 'DRAFT' THEN draft."id" END AS draft_id,
  draft."createdAt" AS created_at,
  list.name AS list,
  item.position::int - 1 AS sort_order,
  file.url,
  coalesce(file.key, regexp_replace(file.url, '^[a-z]+://[^/]*/|[?#].*$', '', 'g')) AS storage_key,
  nullif(coalesce(item.value ->> 'mimeType', item.value ->> 'contentType', item.value ->> 'type'), '') AS mime_type,
  CASE WHEN item.value ->> 'size' ~ '^\d{1,15}$' THEN (item.value ->> 'size')::bigint END AS size_bytes,
  nullif(item.value ->> 'thumbnailUrl', '') AS thumbnail_url
FROM "CharterDraft" AS draft
CROSS JOIN (VALUES ('uploadedPhotos'), ('uploadedVideos')) AS list(name)
CROSS JOIN LATERAL jsonb_array_elements(
  CASE jsonb_typeof(draft."data" -> list.name) WHEN 'array' THEN draft."data" -> list.name ELSE '[]' END
) WITH ORDINALITY AS item(value, position)
CROSS JOIN LATERAL (
  SELECT
    CASE jsonb_typeof(item.value) WHEN 'string' THEN item.value #>> '{}' ELSE item.value ->> 'url' END AS url,
    nullif(coalesce(item.value ->> 'key', item.value ->> 'pathname'), '') AS key
) AS file
WHERE draft."status" <> 'SUBMITTED' AND file.url <> '';

INSERT INTO "CaptainProfile" ("id", "userId", "displayName")
SELECT 'c' || left(md5('profile:' || "id"), 24), "id", "name"
FROM "User"
WHERE "id" IN (SELECT user_id FROM payload WHERE list = 'uploadedPhotos')
ON CONFLICT ("userId") DO NOTHING;

INSERT INTO "CharterMedia" ("id", "captainId", "draftId", "kind", "url", "storageKey", "mimeType",
  "sizeBytes", "sortOrder", "createdAt", "updatedAt")
SELECT DISTINCT ON (profile."id", payload.draft_id, payload.storage_key)
  'c' || left(md5('payload:' || payload.source_draft_id || ':' || payload.storage_key), 24),
  profile."id", payload.draft_id, 'CHARTER_PHOTO', payload.url, payload.storage_key, payload.mime_type,
  payload.size_bytes, payload.sort_order, payload.created_at, payload.created_at
FROM payload JOIN "CaptainProfile" AS profile ON profile."userId" = payload.user_id
WHERE payload.list = 'uploadedPhotos'
  AND NOT EXISTS (SELECT FROM "CharterMedia" AS known WHERE known."storageKey" = payload.storage_key)
  AND NOT EXISTS (SELECT FROM "CharterMedia" AS known WHERE known."url" = payload.url)
ORDER BY profile."id", payload.draft_id, payload.storage_key, payload.created_at, payload.sort_order;

INSERT INTO "CaptainVideo" ("id", "ownerId", "draftId", "originalUrl", "blobKey", "mimeType",
  "sizeBytes", "thumbnailUrl", "createdAt", "updatedAt")
SELECT DISTINCT ON (payload.user_id, payload.storage_key)
  'c' || left(md5('payload:' || payload.source_draft_id || ':' || payload.storage_key), 24),
  payload.user_id, payload.draft_id, payload.url, payload.storage_key, payload.mime_type,
  payload.size_bytes, payload.thumbnail_url, payload.created_at, payload.created_at
FROM payload
WHERE payload.list = 'uploadedVideos'
  AND NOT EXISTS (
    SELECT FROM "CaptainVideo" AS known
    WHERE payload.url IN (known."originalUrl", known."ready720pUrl")
      OR payload.storage_key IN (known."blobKey", known."normalizedBlobKey")
  )
  AND NOT EXISTS (SELECT FROM "CharterMedia" AS known WHERE known."storageKey" = payload.storage_key)
  AND NOT EXISTS (SELECT FROM "CharterMedia" AS known WHERE known."url" = payload.url)
ORDER BY payload.user_id, payload.storage_key, payload.draft_id NULLS LAST, payload.created_at, payload.sort_order;
