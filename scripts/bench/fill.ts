// Rows of somebody measured, written with one statement each: no bytes stand behind them.
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

/** The captain's profile and this many pending photos in no draft. */
export async function fillPhotos(client: pg.Client, { id }: Account, photos: number) {
  const captainId = await profileOf(client, id);
  await client.query(
    `INSERT INTO "CharterMedia" ("id", "captainId", "kind", "url", "storageKey", "mimeType", "sizeBytes",
      "width", "height", "renditions", "placeholder", "sortOrder")
    SELECT gen_random_uuid(), $1, 'CHARTER_PHOTO', '', 'bench/' || at || '/1920.webp', 'image/webp', 300000, 1920,
      1440, (SELECT jsonb_agg(jsonb_build_object('key', 'bench/' || at || '/' || width || '.webp', 'url',
        'https://blobs.example/bench/' || at || '/' || width || '.webp', 'width', width, 'height', width * 3 / 4,
        'bytes', width * 100, 'sha256', repeat('0', 64))) FROM unnest(ARRAY[320, 960, 1920]) AS width),
      'WhgGDYKGd3eHeHiHh3iIeHh3gIcI', at
    FROM generate_series(1, $2::int) AS at`,
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
