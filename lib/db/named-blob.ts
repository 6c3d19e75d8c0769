// Which names in the store some row names: said once, for the walk that looks for strays and for whatever deletes.
// Every column that can name a blob is here; a new one must be added, or its files are swept away.
import "server-only";
import { Prisma } from "./generated/client";
import type { Sql } from "./linkable";

const { sql } = Prisma;

/** Names that the product gives. Its rows know them by name; only those of the old system by address alone. */
const OURS = "^(photos/[0-9a-f]{32}/[^/]+|videos/[0-9a-f]{32}[.][0-9a-z]+)$";

/** The name in the store that an address ends with, as the address spells it: what follows the host, before a query. */
const pathOf = (url: Sql): Sql =>
  sql`split_part(split_part(substr(${url}, strpos(substr(${url}, 9), '/') + 9), '?', 1), '#', 1)`;

/** An original that was replaced is no longer named. */
const VIDEO_KEYS = sql`unnest(ARRAY[CASE WHEN video."originalDeletedAt" IS NULL THEN video."blobKey" END,
  video."normalizedBlobKey", video."thumbnailBlobKey"]) AS named ("key")`;
const VIDEO_URLS = sql`unnest(ARRAY[CASE WHEN video."originalDeletedAt" IS NULL THEN video."originalUrl" END,
  video."ready720pUrl", video."thumbnailUrl"]) AS named ("url")`;
/** Of rows that are READY: one that goes takes no other file's name along. */
const MEDIA_URLS = sql`unnest(ARRAY[media."url", media."thumbnailUrl"]) AS named ("url")`;

/**
 * Named subqueries of a WITH, the last of which, `unnamed`, has the "key" of each of these names that no row names.
 * A reserved photo has the beginning of its names, one that is planned or stored has all of them; the index on
 * storageKey finds rows by that beginning. Addresses, which no index knows, are read only when a name is left, and
 * those of photos only when the product did not give it.
 */
export const unnamedOf = (keys: readonly string[]): Sql => sql`blob AS MATERIALIZED (
    SELECT "key", "address", "key" ~ ${OURS} AS "isOurs", substring("key" FROM '^([^/]+/.+)/[^/]*$') AS "folder"
    FROM unnest(${keys}::text[], ${keys.map(encodeURI)}::text[]) AS given ("key", "address")
  ), nameless AS MATERIALIZED (
    SELECT blob.* FROM blob
    WHERE NOT EXISTS (SELECT FROM "CharterMedia" AS media WHERE media."storageKey" = blob."key")
      AND NOT EXISTS (SELECT FROM "CharterMedia" AS media
        WHERE media."storageKey" ~>=~ blob."folder" AND media."storageKey" ~<~ (blob."folder" || '0')
          AND (media."storageKey" = blob."folder"
            OR media."renditions" @> jsonb_build_array(jsonb_build_object('key', blob."key"))))
      AND NOT EXISTS (SELECT FROM "CaptainVideo" AS video, ${VIDEO_KEYS} WHERE named."key" = blob."key")
  ), wanted AS MATERIALIZED (
    SELECT "key" AS "path", "isOurs" FROM nameless UNION SELECT "address", "isOurs" FROM nameless
  ), addressed AS MATERIALIZED (
    SELECT ${pathOf(sql`named."url"`)} AS "path" FROM "CaptainVideo" AS video, ${VIDEO_URLS}
    WHERE EXISTS (SELECT FROM wanted) AND ${pathOf(sql`named."url"`)} IN (SELECT "path" FROM wanted)
    UNION ALL
    SELECT ${pathOf(sql`named."url"`)} FROM "CharterMedia" AS media, ${MEDIA_URLS}
    WHERE EXISTS (SELECT FROM wanted) AND media."status" = 'READY' AND media."kind" <> 'CHARTER_PHOTO'
      AND ${pathOf(sql`named."url"`)} IN (SELECT "path" FROM wanted)
    UNION ALL
    SELECT ${pathOf(sql`named."url"`)} FROM "CharterMedia" AS media, ${MEDIA_URLS}
    WHERE EXISTS (SELECT FROM wanted WHERE NOT "isOurs") AND media."status" = 'READY' AND media."kind" = 'CHARTER_PHOTO'
      AND (right(media."url", length(media."storageKey")) <> media."storageKey" OR media."thumbnailUrl" IS NOT NULL)
      AND ${pathOf(sql`named."url"`)} IN (SELECT "path" FROM wanted WHERE NOT "isOurs")
  ), unnamed AS MATERIALIZED (
    SELECT "key" FROM nameless
    WHERE NOT EXISTS (SELECT FROM addressed WHERE addressed."path" IN (nameless."key", nameless."address"))
  )`;
