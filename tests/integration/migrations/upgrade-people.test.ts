import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeLegacyDatabase } from "../../fixtures/legacy/legacy-database";
import { createDatabase } from "../../support/database";
import { deployMigrations } from "../../support/migrations";

type Row = Record<string, unknown>;

const url = await createDatabase({ migrated: false });
const pool = new pg.Pool({ connectionString: url, max: 1 });
const rows = async (sql: string): Promise<Row[]> => (await pool.query<Row>(sql)).rows;

beforeAll(async () => {
  await makeLegacyDatabase(url);
  await deployMigrations(url);
});
afterAll(() => pool.end());

test("password hashes become credential accounts, and nobody else gets one", async () => {
  const users = await rows(
    `SELECT "User"."id", "email", "name", "emailVerified", "User"."role", "accountId", "providerId", left("password", 4) AS hash
     FROM "User" LEFT JOIN "Account" ON "Account"."userId" = "User"."id"
     WHERE "User"."id" IN ('legacy-ana', 'legacy-ben', 'legacy-cara', 'legacy-dan') ORDER BY "User"."id"`,
  );
  const credential = (id: string) => ({
    id,
    accountId: id,
    providerId: "credential",
    hash: "$2b$",
  });
  const none = (id: string) => ({ id, accountId: null, providerId: null, hash: null });
  expect(users).toMatchObject([
    { ...credential("legacy-ana"), email: "ana@example.com", emailVerified: true },
    { ...none("legacy-ben"), name: "ben", emailVerified: false },
    { ...credential("legacy-cara"), role: "STAFF" },
    none("legacy-dan"),
  ]);
});

test("of two e-mails that differ by case the older user's is the one that signs in", async () => {
  const twins = await rows(`SELECT "id", "email" FROM "User" WHERE "name" = 'Twin' ORDER BY "id"`);
  expect(twins).toEqual([
    { id: "legacy-twin-new", email: "TWIN@example.com" },
    { id: "legacy-twin-old", email: "twin@example.com" },
  ]);
});

test("an avatar in the store becomes a media row of its captain, one elsewhere the user's picture", async () => {
  const avatars = await rows(
    `SELECT profile."id", media."captainId", media."kind", media."storageKey" FROM "CaptainProfile" AS profile
     JOIN "CharterMedia" AS media ON media."id" = profile."avatarMediaId"`,
  );
  const ana = "legacy-captain-ana";
  expect(avatars).toEqual([
    { id: ana, captainId: ana, kind: "CAPTAIN_AVATAR", storageKey: "avatars/ana.jpg" },
  ]);
  expect(
    await rows(`SELECT "id", "image" FROM "User" WHERE "image" IS NOT NULL ORDER BY "id"`),
  ).toEqual([
    { id: "legacy-ben", image: "https://lh3.example/ben.png" },
    { id: "legacy-dan", image: "https://lh3.example/dan.png" },
  ]);
});

test("videos are linked to the media row that shows their file, once, and keep their owner and state", async () => {
  const videos = await rows(
    `SELECT "id", "ownerId", "processStatus", "charterId", "charterMediaId" FROM "CaptainVideo"
     WHERE "id" LIKE 'legacy-%' ORDER BY "id"`,
  );
  const free = { ownerId: "legacy-ana", charterId: null, charterMediaId: null };
  const shown = (order: number) => ({
    ...{ ownerId: "legacy-ana", charterId: "legacy-charter-one" },
    charterMediaId: `legacy-media-one-${order}`,
  });
  const video = (name: string, processStatus: string, more: Row) => ({
    ...{ id: `legacy-video-${name}`, processStatus },
    ...more,
  });
  expect(videos).toEqual([
    video("by-profile", "cancelled", { ...free, ownerId: "legacy-dan" }),
    video("done", "ready", free),
    video("lost", "failed", free),
    video("ownerless", "failed", { ...free, ownerId: "legacy-unknown-owner" }),
    video("shown-again", "ready", free),
    video("shown-raw", "queued", shown(5)),
    video("shown-ready", "ready", shown(4)),
    video("strange", "queued", free),
  ]);
  const [payload] = await rows(`SELECT * FROM "CaptainVideo" WHERE "id" NOT LIKE 'legacy-%'`);
  expect(payload).toMatchObject({
    ...{ ownerId: "legacy-ben", draftId: "legacy-draft-open", blobKey: "drafts/ben/clip.mov" },
    ...{ sizeBytes: "9000000", processStatus: "queued" },
  });
});

test("old audit entries say what their actor was", async () => {
  const entries = await rows(
    `SELECT "actorId", "actorRole", "entity", "requestId" FROM "AuditLog" ORDER BY "id"`,
  );
  expect(entries).toEqual([
    { actorId: "legacy-cara", actorRole: "staff", entity: "Charter", requestId: "legacy-request" },
    { actorId: null, actorRole: "system", entity: "CharterMedia", requestId: null },
  ]);
});
