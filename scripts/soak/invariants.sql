-- What must be true whatever failed, once cleanup has been round. "stored" is what the store has, "promised"
-- what the product said yes to; both are filled by whoever runs this.
WITH "named" AS (
  SELECT media."status", file."key", file."bytes", file."sha256"
  FROM "CharterMedia" AS media,
    jsonb_to_recordset(media."renditions") AS file ("key" text, "bytes" bigint, "sha256" text)
)
SELECT 'I1 file in the store that no row names' AS "check", count(*)::int AS "found", 0 AS "expected",
  count(*) = 0 AS "ok"
FROM "stored" WHERE "key" NOT IN (SELECT "key" FROM "named") AND "key" NOT IN (SELECT "key" FROM "LooseBlob")
UNION ALL
SELECT 'I2 file of a ready row that is gone, or other bytes', count(*)::int, 0, count(*) = 0
FROM "named" LEFT JOIN "stored" USING ("key") WHERE "named"."status" = 'READY'
  AND ("stored"."bytes", "stored"."sha256") IS DISTINCT FROM ("named"."bytes", "named"."sha256")
UNION ALL
SELECT 'I3 charter without exactly one submitted draft', count(*)::int, 0, count(*) = 0
FROM "Charter" AS charter WHERE 1 <> (SELECT count(*) FROM "CharterDraft" AS draft
  WHERE draft."charterId" = charter."id" AND draft."status" = 'SUBMITTED')
UNION ALL
SELECT 'I4 charter with fewer than 3 photos', count(*)::int, 0, count(*) = 0
FROM "Charter" AS charter WHERE 3 > (SELECT count(*) FROM "CharterMedia" AS media
  WHERE media."charterId" = charter."id" AND media."status" = 'READY' AND media."trashedAt" IS NULL)
UNION ALL
SELECT 'I5 finished draft that photos still wait in', count(*)::int, 0, count(*) = 0
FROM "CharterMedia" AS media JOIN "CharterDraft" AS draft ON draft."id" = media."draftId"
WHERE draft."status" <> 'DRAFT' AND media."charterId" IS NULL
UNION ALL
SELECT 'I6 photo that is not its charter''s captain''s', count(*)::int, 0, count(*) = 0
FROM "CharterMedia" AS media JOIN "Charter" AS charter ON charter."id" = media."charterId"
WHERE media."captainId" IS DISTINCT FROM charter."captainId"
UNION ALL
SELECT 'I7 upload or removal left half done', count(*)::int, 0, count(*) = 0
FROM "CharterMedia" WHERE "status" <> 'READY'
UNION ALL
SELECT 'I8 photo that was promised and is not there', count(*)::int, 0, count(*) = 0
FROM "promised" LEFT JOIN "CharterMedia" AS media USING ("id")
WHERE "promised"."what" = 'photo' AND media."status" IS DISTINCT FROM 'READY'
UNION ALL
SELECT 'I8 photo whose caption or removal was promised otherwise', count(*)::int, 0, count(*) = 0
FROM "promised" JOIN "CharterMedia" AS media USING ("id")
WHERE "promised"."what" = 'photo' AND (("promised"."caption" IS NOT NULL AND media."caption" IS DISTINCT FROM "promised"."caption")
  OR (media."trashedAt" IS NOT NULL) <> "promised"."trashed")
UNION ALL
SELECT 'I8 charter that was promised and is not there as it was', count(*)::int, 0, count(*) = 0
FROM "promised" LEFT JOIN "CharterDraft" AS draft USING ("id")
WHERE "promised"."what" = 'charter' AND (draft."status" IS DISTINCT FROM 'SUBMITTED'
  OR draft."charterId" IS DISTINCT FROM "promised"."charterId"
  OR "promised"."photos" <> (SELECT count(*) FROM "CharterMedia" AS media
    WHERE media."charterId" = draft."charterId"));
