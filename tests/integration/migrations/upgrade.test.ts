import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CHARTER_ONE_PHOTOS } from "../../fixtures/legacy/legacy-charters";
import { makeLegacyDatabase } from "../../fixtures/legacy/legacy-database";
import { OPEN_DRAFT_PHOTOS } from "../../fixtures/legacy/legacy-drafts";
import { createDatabase } from "../../support/database";
import { deployMigrations } from "../../support/migrations";

type Row = Record<string, unknown>;

const TABLES = [
  "User",
  "CaptainProfile",
  "Charter",
  "Boat",
  "Trip",
  "CharterDraft",
  "CharterMedia",
];
const url = await createDatabase({ migrated: false });
const pool = new pg.Pool({ connectionString: url, max: 1 });
const rows = async (sql: string): Promise<Row[]> => (await pool.query<Row>(sql)).rows;

/** What the old system stored, read before the upgrade. */
const old: Record<string, Row[]> = {};

beforeAll(async () => {
  // A session that is far from UTC must not move a single time.
  const name = new URL(url).pathname.slice(1);
  await rows(`ALTER DATABASE ${name} SET timezone TO 'Asia/Kathmandu'`);
  await makeLegacyDatabase(url);
  for (const table of [...TABLES, "CaptainVideo", "AuditLog"])
    old[table] = await rows(`SELECT * FROM "${table}" ORDER BY "id"`);
  await deployMigrations(url);
});
afterAll(() => pool.end());

test("every old media row belongs to the captain of its charter", async () => {
  const [count] = await rows(
    `SELECT count(*)::int AS rows, count(*) FILTER (WHERE media."captainId" = charter."captainId")::int AS right
     FROM "CharterMedia" AS media JOIN "Charter" AS charter ON charter."id" = media."charterId"`,
  );
  expect(count).toEqual({ rows: old.CharterMedia?.length, right: old.CharterMedia?.length });
});

test("every old row is still there, with every value that kept its name", async () => {
  const moved = {
    User: ["email", "name", "emailVerified", "image", "passwordHash"],
    CaptainProfile: ["avatarUrl"],
    CharterDraft: ["status", "charterId"],
    CaptainVideo: ["processStatus", "ownerId"],
    AuditLog: ["actorUserId", "entityType", "correlationId", "createdAt"],
  };
  for (const [table, before] of Object.entries(old)) {
    const after = await rows(`SELECT * FROM "${table}" WHERE "id" LIKE 'legacy-%' ORDER BY "id"`);
    const known = new Map(after.map((row) => [row.id, row]));
    const changed = new Set<string>(moved[table as keyof typeof moved]);
    for (const row of before) {
      const kept = Object.entries(row).filter(
        ([column, value]) =>
          !changed.has(column) && !(value instanceof Date) && column !== "sizeBytes",
      );
      expect(known.get(row.id), `${table} ${row.id}`).toMatchObject(Object.fromEntries(kept));
    }
  }
});

test("times are the same moments in UTC", async () => {
  for (const table of [...TABLES, "CaptainVideo"].filter(
    (name) => !["Boat", "Trip"].includes(name),
  )) {
    const [{ wrong } = {}] = await rows(
      `SELECT count(*)::int AS wrong FROM "${table}" WHERE "id" LIKE 'legacy-%' AND "id" <> 'legacy-unknown-owner'
       AND to_char("createdAt" AT TIME ZONE 'UTC', 'HH24:MI:SS.MS') <> '10:30:15.250'`,
    );
    expect(wrong, table).toBe(0);
  }
  const [media] = await rows(
    `SELECT "createdAt", "updatedAt", "sizeBytes" FROM "CharterMedia" WHERE "id" = 'legacy-media-one-0'`,
  );
  const uploaded = new Date("2025-02-03T10:30:15.250Z");
  expect(media).toEqual({ createdAt: uploaded, updatedAt: uploaded, sizeBytes: "123456" });
  const [draft] = await rows(`SELECT * FROM "CharterDraft" WHERE "id" = 'legacy-draft-open'`);
  expect(draft?.lastTouchedAt).toEqual(new Date("2025-03-03T10:30:15.250Z"));
  const [entry] = await rows(`SELECT "at" FROM "AuditLog" WHERE "id" = 'legacy-audit-1'`);
  expect(entry?.at).toEqual(new Date("2025-06-01T10:30:15.250Z"));
});

test("a finished charter keeps its photos in order", async () => {
  const photos = await rows(
    `SELECT "storageKey" FROM "CharterMedia" WHERE "charterId" = 'legacy-charter-one' AND "kind" = 'CHARTER_PHOTO'
     AND "status" = 'READY' AND "trashedAt" IS NULL AND "missingSince" IS NULL ORDER BY "sortOrder", "createdAt"`,
  );
  expect(photos.map((photo) => photo.storageKey)).toEqual(CHARTER_ONE_PHOTOS);
});

test("photos that only an open draft knew are pending in that draft, in order", async () => {
  const photos = await rows(
    `SELECT media.*, profile."userId", profile."displayName" FROM "CharterMedia" AS media
     JOIN "CaptainProfile" AS profile ON profile."id" = media."captainId"
     WHERE media."draftId" = 'legacy-draft-open' ORDER BY media."sortOrder", media."createdAt"`,
  );
  expect(photos.map((photo) => photo.storageKey)).toEqual(OPEN_DRAFT_PHOTOS);
  for (const photo of photos)
    expect(photo).toMatchObject({
      ...{ kind: "CHARTER_PHOTO", status: "READY", charterId: null, trashedAt: null },
      // The captain had no profile: one was made from the account's name, which had none either.
      ...{ userId: "legacy-ben", displayName: "ben" },
    });
  expect(photos[0]).toMatchObject({ sizeBytes: "2048", mimeType: "image/png" });
});

test("photos of drafts that ended without a charter are the captain's, each once", async () => {
  const photos = await rows(
    `SELECT "storageKey", "draftId", "captainId" FROM "CharterMedia"
     WHERE "charterId" IS NULL AND "captainId" = 'legacy-captain-dan' ORDER BY "storageKey"`,
  );
  expect(photos.map((photo) => photo.storageKey)).toEqual(
    ["a", "b", "c"].map((name) => `drafts/dan/${name}.jpg`),
  );
  expect(photos.every((photo) => photo.draftId === null)).toBe(true);
});

test("no file gets a second row, and no draft loses its payload", async () => {
  const twice = await rows(
    `SELECT "storageKey" FROM "CharterMedia" GROUP BY "storageKey" HAVING count(*) > 1`,
  );
  expect(twice).toEqual([]);
  const [edit] = await rows(
    `SELECT array_agg("storageKey") AS keys FROM "CharterMedia" WHERE "draftId" = 'legacy-draft-edit'`,
  );
  expect(edit?.keys).toEqual(["drafts/ana/new.jpg"]);
});

test("drafts say what they made apart from what they edit", async () => {
  const drafts = await rows(
    `SELECT "id", "status", "charterId", "editsCharterId", "editsCharterVersion" FROM "CharterDraft"
     WHERE "id" ~ 'submitted|broken|gone|edit' ORDER BY "id"`,
  );
  const none = { charterId: null, editsCharterId: null, editsCharterVersion: null };
  expect(drafts).toEqual([
    { ...none, id: "legacy-draft-broken", status: "DRAFT" },
    {
      ...{ id: "legacy-draft-edit", status: "DRAFT", charterId: null },
      ...{ editsCharterId: "legacy-charter-two", editsCharterVersion: 1 },
    },
    { ...none, id: "legacy-draft-of-gone-charter", status: "ABANDONED" },
    { ...none, id: "legacy-draft-submitted", status: "SUBMITTED", charterId: "legacy-charter-one" },
  ]);
});

test("every file the old system knew is named by a row", async () => {
  const [{ lost } = {}] = await rows(
    `WITH named AS (
       SELECT "storageKey" AS key FROM "CharterMedia" UNION SELECT "blobKey" FROM "CaptainVideo"
     ), payload AS (
       SELECT item ->> 'key' AS key FROM "CharterDraft" AS draft,
         jsonb_path_query(draft."data", '$.*[*]') AS item
     )
     SELECT array_agg(key) AS lost FROM payload WHERE key IS NOT NULL AND key NOT IN (SELECT key FROM named)`,
  );
  expect(lost).toBeNull();
});
