// After the soak: what broke off is cleaned up, then rows, files and promises are compared.
import { createHash } from "node:crypto";
import { list } from "@vercel/blob";
import type pg from "pg";
import { judgeMedia } from "../ops/judge-media";
import { withDatabase } from "../ops/open-database";
import { promised } from "./diary";
import type { World } from "./world";

const ROUNDS = 10;
const AT_ONCE = 8;
const PATIENCE_MS = 60_000;

/** What the SQL files of the soak and of the product say once everything has had its chance to come to rest. */
export async function judgeSoak(world: World): Promise<Awaited<ReturnType<typeof judgeMedia>>> {
  return withDatabase(world.databaseUrl, async (client) => {
    // As if the quarter of an hour after which an upload counts as broken off had passed.
    await client.query(`UPDATE "CharterMedia" SET "createdAt" = "createdAt" - interval '1 hour',
      "updatedAt" = "updatedAt" - interval '1 hour' WHERE "status" <> 'READY'`);
    // And the minute for which a round that lost its database in the middle stands in the way of the next.
    await client.query(`UPDATE "JobLease" SET "leasedUntil" = NULL`);
    await cleanUp(world);
    await fillStored(client, world);
    await fillPromised(client);
    return [...(await judgeMedia(client, import.meta.dirname)), ...(await judgeMedia(client))];
  });
}

async function cleanUp(world: World): Promise<void> {
  const headers = { authorization: `Bearer ${world.cronSecret}` };
  for (let round = 0; round < ROUNDS; round++) {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const response = await fetch(`${world.url}/api/cron/cleanup`, { headers, signal });
    const { remaining, skipped } = (await response.json()) as Record<string, unknown>;
    if (response.ok && remaining === 0 && !skipped) return;
  }
  throw new Error(`cleanup did not come to an end in ${ROUNDS} rounds`);
}

async function fillStored(client: pg.Client, { store }: World): Promise<void> {
  await client.query(`CREATE TEMP TABLE "stored" ("key" text, "bytes" bigint, "sha256" text)`);
  process.env.VERCEL_BLOB_API_URL = store.url;
  for (let cursor: string | undefined; ; ) {
    const page = await list({ token: store.token, ...(cursor && { cursor }) });
    for (let n = 0; n < page.blobs.length; n += AT_ONCE) {
      const rows = await Promise.all(
        page.blobs.slice(n, n + AT_ONCE).map(({ pathname, url }) => sum(pathname, url)),
      );
      await client.query(
        `INSERT INTO "stored" SELECT * FROM jsonb_to_recordset($1) AS file ("key" text, "bytes" bigint, "sha256" text)`,
        [JSON.stringify(rows)],
      );
    }
    if (!page.hasMore) return;
    cursor = page.cursor;
  }
}

async function sum(key: string, url: string) {
  const file = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
  const bytes = Buffer.from(await file.arrayBuffer());
  return { key, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
}

async function fillPromised(client: pg.Client): Promise<void> {
  await client.query(`CREATE TEMP TABLE "promised" ("what" text, "id" text, "caption" text, "trashed" boolean,
    "charterId" text, "photos" int)`);
  const rows = [
    ...[...promised.photos].map(([id, photo]) => ({ what: "photo", id, ...photo })),
    ...[...promised.charters].map(([id, charter]) => ({ what: "charter", id, ...charter })),
  ];
  await client.query(
    `INSERT INTO "promised" SELECT * FROM jsonb_populate_recordset(NULL::"promised", $1)`,
    [JSON.stringify(rows)],
  );
}
