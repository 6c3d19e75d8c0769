// The library stays quick for a captain who fills their room, among many: no statement reads the whole table.
import { beforeAll, expect, test } from "vitest";
import { findPictures, listPlaces, measureLibrary } from "@/lib/db/library-repo";
import { usedBytes } from "@/lib/db/stored";
import { query, truncateAll } from "../../support/database";
import { planOf } from "../../support/plan-of";

const CAPTAINS = 400;
const OWN_PHOTOS = 4_000;

beforeAll(async () => {
  await truncateAll();
  await query(`INSERT INTO "User" ("id", "name", "email", "updatedAt")
    SELECT 'u' || n, 'Captain', 'c' || n || '@example.com', now() FROM generate_series(1, ${CAPTAINS}) n`);
  await query(`INSERT INTO "CaptainProfile" ("id", "userId", "displayName", "updatedAt")
    SELECT 'p' || n, 'u' || n, 'Captain', now() FROM generate_series(1, ${CAPTAINS}) n`);
  await query(`INSERT INTO "CharterDraft" ("id", "userId", "data", "updatedAt")
    SELECT 'd' || n, 'u' || (1 + n % ${CAPTAINS}), '{}', now() FROM generate_series(1, 8000) n`);
  await query(`INSERT INTO "Charter" ("id", "captainId", "name", "charterType", "description", "state",
      "city", "startingPoint", "postcode", "updatedAt")
    SELECT 'c' || n, 'p' || (1 + n % ${CAPTAINS}), 'Charter ' || n, '', '', '', '', '', '', now()
    FROM generate_series(1, 8000) n`);
  await query(`INSERT INTO "CaptainVideo" ("id", "ownerId", "originalUrl", "blobKey", "updatedAt")
    SELECT 'v' || n, 'u' || (1 + n % ${CAPTAINS}), '', 'videos/' || n, now() FROM generate_series(1, 8000) n`);
  // One has 4,000 photos, each of the others 100.
  await query(`INSERT INTO "CharterMedia" ("id", "captainId", "kind", "url", "storageKey", "renditions",
      "sizeBytes", "sortOrder", "createdAt", "updatedAt")
    SELECT 'm' || n, CASE WHEN n <= ${OWN_PHOTOS} THEN 'p1' ELSE 'p' || (2 + n % ${CAPTAINS - 1}) END,
      'CHARTER_PHOTO', 'https://x/' || n, 'k/' || n,
      jsonb_build_array(jsonb_build_object('key', 'k/' || n, 'bytes', 90000)), 90000, n % 200,
      now() - n * interval '1 second', now()
    FROM generate_series(1, ${OWN_PHOTOS + CAPTAINS * 100}) n`);
  await query("VACUUM ANALYZE");
}, 60_000);

const page = { sort: "newest", reverse: false, limit: 49 } as const;
const deep = { at: Date.now() - 2_000_000, picture: "k/2000" };

test.each([
  ["a page of pictures", (db) => findPictures(db, "u1", page)],
  ["a page deep in them", (db) => findPictures(db, "u1", { ...page, beyond: deep })],
  ["the oldest first", (db) => findPictures(db, "u1", { ...page, sort: "oldest" })],
  ["those that wait", (db) => findPictures(db, "u1", { ...page, state: "pending" })],
  ["the trash", (db) => findPictures(db, "u1", { ...page, state: "trash" })],
  ["a search", (db) => findPictures(db, "u1", { ...page, search: "dawn" })],
  ["a captain's few among all", (db) => findPictures(db, "u7", page)],
  ["what there is in all", (db) => measureLibrary(db, "u1")],
  ["what is stored, asked by each upload", (db) => db.$queryRaw`SELECT ${usedBytes("p1")}`],
  ["where pictures can be", (db) => listPlaces(db, "u1")],
] satisfies [string, Parameters<typeof planOf>[0]][])("%s comes by an index", async (_, ask) => {
  const plan = await planOf(ask);
  expect(plan).toMatch(/Index/);
  expect(plan).not.toMatch(/Seq Scan on "(CharterMedia|CaptainVideo|CharterDraft|Charter)"/);
});
