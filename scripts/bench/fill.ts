// Rows by the hundred thousand, written with one statement each: no bytes stand behind them.
import pg from "pg";
import { FINISHED_CHARTER } from "../seed/demo-charters";
import type { Account } from "./accounts";
import type { Env } from "./servers";

/** A connection past the product; that it ends with its server is no news. */
export async function connect({ DATABASE_URL }: Env): Promise<pg.Client> {
  const client = new pg.Client(DATABASE_URL);
  client.on("error", () => {});
  await client.connect();
  return client;
}

/** 2,000 captains with 6,000 charters and this much media, in the proportions a year of business leaves. */
export async function fillMedia(client: pg.Client, rows: number): Promise<void> {
  await client.query(`INSERT INTO "User" ("id", "name", "email")
    SELECT 'bench-user-' || at, name || ' ' || at, lower(name) || at || '@bench.example'
    FROM generate_series(1, 2000) AS at, LATERAL (SELECT (ARRAY['Ali', 'Tan', 'Siti', 'Wong', 'Raj', 'Noor',
      'Farid', 'Lim', 'Kumar', 'Hassan'])[1 + at % 10] AS name) AS named`);
  await client.query(`INSERT INTO "CaptainProfile" ("id", "userId", "displayName")
    SELECT 'bench-captain-' || substr("id", 12), "id", "name" FROM "User" WHERE "id" LIKE 'bench-user-%'`);
  await client.query(`INSERT INTO "Charter" ("id", "captainId", "name", "charterType", "description", "state",
      "city", "startingPoint", "postcode")
    SELECT 'bench-charter-' || at, 'bench-captain-' || 1 + at % 2000, 'Sea Wolf ' || at, '', '', '', '', '', ''
    FROM generate_series(1, 6000) AS at`);
  // Of a thousand: 600 linked, 360 pending, 15 orphans, 15 in the trash, 10 missing.
  await client.query(
    `INSERT INTO "CharterMedia" ("id", "captainId", "charterId", "kind", "url", "storageKey", "mimeType",
      "sizeBytes", "width", "height", "renditions", "placeholder", "trashedAt", "missingSince", "createdAt")
    SELECT 'bench-media-' || at, CASE WHEN share NOT BETWEEN 960 AND 974 THEN charter."captainId" END,
      CASE WHEN share < 600 THEN charter."id" END, 'CHARTER_PHOTO', base || '1920.webp',
      'bench/' || at || '/1920.webp', 'image/webp', 200000 + at % 300000, 1920, 1440,
      (SELECT jsonb_agg(jsonb_build_object('key', 'bench/' || at || '/' || width || '.webp', 'url',
        base || width || '.webp', 'width', width, 'height', width * 3 / 4, 'bytes', width * 100, 'sha256',
        repeat('0', 64))) FROM unnest(ARRAY[320, 960, 1920]) AS width),
      'WhgGDYKGd3eHeHiHh3iIeHh3gIcI', CASE WHEN share BETWEEN 975 AND 989 THEN now() END,
      CASE WHEN share >= 990 THEN now() END, now() - make_interval(secs => at * 60)
    FROM generate_series(1, $1::int) AS at
    CROSS JOIN LATERAL (SELECT at::bigint * 48271 % 1000 AS share, 'https://blobs.example/bench/' || at || '/' AS base) AS made
    JOIN "Charter" AS charter ON charter."id" = 'bench-charter-' || 1 + at % 6000`,
    [rows],
  );
  await client.query("VACUUM ANALYZE");
}

/** The captain's profile and this many pending photos in no draft. */
export async function fillPhotos(client: pg.Client, { id }: Account, photos: number) {
  const captainId = await profileOf(client, id);
  await client.query(
    `INSERT INTO "CharterMedia" ("id", "captainId", "kind", "url", "storageKey", "mimeType", "sizeBytes",
      "width", "height", "renditions", "placeholder", "sortOrder")
    SELECT gen_random_uuid(), $1, "kind", "url", "storageKey", "mimeType", "sizeBytes", "width", "height",
      "renditions", "placeholder", row_number() OVER ()
    FROM (SELECT * FROM "CharterMedia" WHERE "id" LIKE 'bench-media-%' LIMIT $2) AS sample`,
    [captainId, photos],
  );
  return captainId;
}

export interface PreparedDraft {
  id: string;
  userId: string;
  captainId: string;
  photoIds: string[];
}

/** Complete drafts of the captain, each with 10 photos, 3 videos and the 2 trips of the demo. */
export async function prepareDrafts(
  client: pg.Client,
  { id: userId }: Account,
  count: number,
): Promise<PreparedDraft[]> {
  const captainId = await profileOf(client, userId);
  const drafts = await client.query<{ id: string }>(
    `INSERT INTO "CharterDraft" ("id", "userId", "data")
     SELECT gen_random_uuid(), $1, $2 FROM generate_series(1, $3::int) RETURNING "id"`,
    [userId, FINISHED_CHARTER, count],
  );
  const ids = drafts.rows.map(({ id }) => id);
  const photos = await client.query<{ id: string; draftId: string }>(
    `INSERT INTO "CharterMedia" ("id", "captainId", "draftId", "kind", "url", "storageKey", "sortOrder")
     SELECT gen_random_uuid(), $1, draft, 'CHARTER_PHOTO', '', gen_random_uuid(), at
     FROM unnest($2::text[]) AS draft, generate_series(1, 10) AS at RETURNING "id", "draftId"`,
    [captainId, ids],
  );
  await client.query(
    `INSERT INTO "CaptainVideo" ("id", "ownerId", "draftId", "originalUrl", "blobKey", "processStatus")
     SELECT gen_random_uuid(), $1, draft, '', gen_random_uuid(), 'ready'
     FROM unnest($2::text[]) AS draft, generate_series(1, 3)`,
    [userId, ids],
  );
  return ids.map((id) => ({
    id,
    userId,
    captainId,
    photoIds: photos.rows.filter(({ draftId }) => draftId === id).map((photo) => photo.id),
  }));
}

async function profileOf(client: pg.Client, userId: string): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO "CaptainProfile" ("id", "userId", "displayName") VALUES ($1, $1, 'Bench Captain')
     ON CONFLICT ("userId") DO UPDATE SET "displayName" = excluded."displayName" RETURNING "id"`,
    [userId],
  );
  return rows[0]?.id ?? "";
}
