// The takeover of an old system's photos: what a migration can't do, because it asks the store.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import pg from "pg";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { findUnnamed } from "@/lib/db/loose-blob-repo";
import { PHOTO_LIMITS } from "@/lib/domain/media/kinds";
import { adoptPayloads } from "@/lib/domain/operation/adopt-payloads";
import { copyOldFiles } from "@/lib/domain/operation/copy-old-files";
import { consoleActor } from "@/lib/http/authenticate";
import { putBlob, removeBlobs, withinDeadline } from "@/lib/storage/blob-store";
import { loadLegacyCrowd, saveFormsAgain } from "../../fixtures/legacy/legacy-crowd";
import { makeLegacyDatabase } from "../../fixtures/legacy/legacy-database";
import { aCaptain, aUser, type TestCaptain, type TestUser } from "../../support/accounts";
import { createDatabase, query, truncateAll } from "../../support/database";
import { photoRows } from "../../support/drafts";
import { deployMigrations } from "../../support/migrations";
import { aJpeg } from "../../support/photos";
import { blob } from "../../support/stack";

let captain: TestCaptain;
let newcomer: TestUser;
beforeEach(async () => {
  await truncateAll();
  await blob.clear();
  captain = await aCaptain();
  newcomer = await aUser();
});

const stored = async (key: string) =>
  withinDeadline(async (signal) => putBlob(key, await aJpeg(), "image/jpeg", signal));
const aForm = (userId: string, photos: unknown) =>
  db().charterDraft.create({ data: { userId, data: { uploadedPhotos: photos as [] } } });
const FOLDERS = ["drafts/"];
const run = async (dryRun = false) => ({
  forms: await adoptPayloads(consoleActor(), { folders: FOLDERS, dryRun }),
  files: await copyOldFiles(consoleActor(), { dryRun }),
});
/** All that a second run could have changed. */
const everything = async () => {
  const rows = await query(`SELECT t::text FROM (SELECT * FROM "CharterMedia" ORDER BY "id") t`);
  const audit = await query(`SELECT count(*) FROM "AuditLog"`);
  return createHash("sha256")
    .update(JSON.stringify([rows, audit, blob.keys()]))
    .digest("hex");
};

async function anOldWorld() {
  const url = await stored("drafts/ben/zulu.jpg");
  await stored("drafts/ben/mike.jpg");
  await stored("identity/ben/passport.jpg");
  await stored("captains/ana/boat.jpg");
  const open = await aForm(newcomer.id, [
    { name: "IMG", url, key: "drafts/ben/zulu.jpg" },
    `${blob.url}/drafts/ben/mike.jpg?v=1`,
    { key: "drafts/ben/zulu.jpg" },
    { url: "https://elsewhere.example/drafts/ben/absent.jpg" },
    { key: "identity/ben/passport.jpg" },
    { key: "drafts/../identity/ben/passport.jpg" },
    { key: "https://elsewhere.example/drafts/x.jpg" },
    { url: "https://elsewhere.example/%E0%A4%A" },
    7,
    null,
  ]);
  await aForm(captain.id, { "0": "not a list" });
  const old = { storageKey: "captains/ana/boat.jpg", dedupeKey: null };
  await photoRows(captain, 2, old);
  await photoRows(captain, 1, { storageKey: "captains/ana/gone.jpg" });
  return open;
}

test("a dry run counts and changes nothing; then all is taken over, and a second run changes nothing", async () => {
  const open = await anOldWorld();
  const before = await everything();
  const forms = { found: 10, imported: 2, known: 1, unusable: 6, absent: 1, disputed: 0 };
  expect(await run(true)).toEqual({
    forms,
    files: { found: 2, copied: 1, absent: 1, left: 0 },
  });
  expect(await everything()).toBe(before);

  expect(await run()).toEqual({ forms, files: { found: 4, copied: 3, absent: 1, left: 0 } });
  const media = await db().charterMedia.findMany({ orderBy: [{ sortOrder: "asc" }] });
  const taken = media.filter(({ draftId }) => draftId === open.id);
  expect(taken).toMatchObject([
    { kind: "CHARTER_PHOTO", status: "READY", charterId: null, sortOrder: 0 },
    { kind: "CHARTER_PHOTO", status: "READY", charterId: null, sortOrder: 1 },
  ]);
  const profile = await db().captainProfile.findUniqueOrThrow({ where: { userId: newcomer.id } });
  expect(new Set(taken.map(({ captainId }) => captainId))).toEqual(new Set([profile.id]));
  for (const { storageKey, url } of media.filter((row) => !row.storageKey.includes("gone"))) {
    expect(storageKey).toMatch(/^photos\/[0-9a-f]{32}\/legacy\.jpg$/);
    expect((await fetch(url)).status).toBe(200);
  }
  expect(await db().looseBlob.count()).toBe(0);
  // The old files stay: pages of the old system may still name them.
  expect(blob.keys()).toEqual(expect.arrayContaining(["drafts/ben/zulu.jpg"]));

  const after = await everything();
  expect(await run()).toEqual({
    forms: { found: 10, imported: 0, known: 3, unusable: 6, absent: 1, disputed: 0 },
    files: { found: 1, copied: 0, absent: 1, left: 0 },
  });
  expect(await everything()).toBe(after);
});

test("twice at once each photo is taken over once", async () => {
  await anOldWorld();
  await Promise.all([run(), run()]);
  expect(await db().charterMedia.count()).toBe(5);
  const [imported] = await query(
    `SELECT count(*)::int AS n FROM "AuditLog" WHERE action = 'import'`,
  );
  expect(imported).toEqual({ n: 2 });
});

test("what was taken over and deleted since does not come back", async () => {
  const open = await anOldWorld();
  await run();
  await db().charterMedia.deleteMany({ where: { draftId: open.id } });
  expect((await run()).forms).toMatchObject({ imported: 0, known: 3 });
});

test("a file that forms of two people name is nobody's, whatever became of their drafts", async () => {
  await stored("drafts/ben/zulu.jpg");
  await stored("drafts/ben/mike.jpg");
  await aForm(newcomer.id, [{ key: "drafts/ben/zulu.jpg" }, { key: "drafts/ben/mike.jpg" }]);
  const other = await aForm(captain.id, [
    { url: `${blob.url}/drafts/ben/zulu.jpg` },
    { key: "drafts/ben/zulu.jpg" },
  ]);
  const counts = { found: 4, known: 0, unusable: 0, absent: 0 };
  expect((await run(true)).forms).toEqual({ ...counts, imported: 1, disputed: 3 });
  expect((await run()).forms).toEqual({ ...counts, imported: 1, disputed: 3 });
  await db().charterDraft.update({ where: { id: other.id }, data: { status: "DELETED" } });
  expect((await run()).forms).toEqual({ ...counts, found: 2, imported: 0, known: 1, disputed: 1 });
  expect(await db().charterMedia.count()).toBe(1);
});

test("a dry run and a real one name each disputed file once with its drafts, wherever they stand among thousands", async () => {
  for (const name of ["zulu", "mike", "kilo"]) await stored(`drafts/ben/${name}.jpg`);
  // In the order of ids the two claims stand further apart than what is read at once.
  const forms = async (prefix: string, userId: string, photos: unknown, count = 1) =>
    query(
      `INSERT INTO "CharterDraft" ("id", "userId", "data", "updatedAt")
        SELECT $1 || lpad(n::text, 4, '0'), $2, jsonb_build_object('uploadedPhotos', $3::jsonb), now()
        FROM generate_series(1, $4::int) n`,
      [prefix, userId, JSON.stringify(photos), count],
    );
  const zulu = { key: "drafts/ben/zulu.jpg" };
  const kilo = `${blob.url}/drafts/ben/kil%6F.jpg`;
  await forms("a", newcomer.id, [zulu, zulu, kilo, { key: "drafts/ben/gone.jpg" }]);
  await forms("m", newcomer.id, [{ key: "drafts/ben/mike.jpg" }], 1_005);
  await forms("z", captain.id, [zulu]);
  await forms("z9", newcomer.id, [zulu, kilo, { key: "drafts/ben/gone.jpg" }], 10);
  for (const dryRun of [true, false]) {
    const disputes: unknown[] = [];
    const onDispute = (dispute: unknown) => disputes.push(dispute);
    const forms = await adoptPayloads(consoleActor(), { folders: FOLDERS, dryRun, onDispute });
    expect(forms).toEqual({
      ...{ found: 1_040, imported: 2, known: 1_024, unusable: 0, absent: 1, disputed: 13 },
    });
    const draftIds = ["a0001", "z0001", ...Array.from({ length: 8 }, (_, n) => `z9000${n + 1}`)];
    expect(disputes).toEqual([{ key: zulu.key, drafts: 12, draftIds }]);
  }
});

test("nothing is lost to the limit on photos that wait", async () => {
  await photoRows(captain, PHOTO_LIMITS.maxPending);
  await stored("drafts/ana/one-more.jpg");
  await aForm(captain.id, [{ key: "drafts/ana/one-more.jpg" }]);
  expect((await run()).forms).toMatchObject({ imported: 1 });
});

test("a copy that broke off and is on its way out of the store is never stood on", async () => {
  await anOldWorld();
  const copies: string[] = [];
  blob.setFault(({ method, url = "" }) => {
    const query = new URL(url, blob.url).searchParams;
    if (method !== "PUT" || !query.has("fromUrl")) return undefined;
    copies.push(query.get("pathname") ?? "");
    return "lose-answer";
  });
  await expect(run()).rejects.toMatchObject({ code: "storage_unavailable" });
  blob.setFault();
  await query(`UPDATE "LooseBlob" SET "due" = now() - interval '1 second'`);
  // Cleanup has decided that nobody names it, and its order to the store comes late.
  const late = await findUnnamed(db(), copies);
  expect(late).toEqual([expect.stringMatching(/^photos\//)]);
  await run();
  await withinDeadline((signal) => removeBlobs(late, signal));
  for (const { storageKey, url } of await db().charterMedia.findMany())
    if (!storageKey.includes("gone")) expect((await fetch(url)).status).toBe(200);
});

test("a copy that took longer than it is kept for is left to the next run", async () => {
  await anOldWorld();
  blob.setFault(async ({ method }) => {
    if (method === "PUT") await query(`UPDATE "LooseBlob" SET "due" = now() - interval '1 second'`);
    return undefined;
  });
  expect((await run()).files).toMatchObject({ copied: 0, left: 3 });
  blob.setFault();
  expect((await run()).files).toMatchObject({ copied: 3, left: 0 });
});

test("without a folder nothing of a form is believed, and a store that is away stops it", async () => {
  await anOldWorld();
  const none = await adoptPayloads(consoleActor(), { folders: [], dryRun: false });
  expect(none).toMatchObject({ found: 10, imported: 0, unusable: 10 });
  await blob.stop();
  await expect(run()).rejects.toMatchObject({ code: "storage_unavailable" });
  await blob.restart();
  expect((await run()).forms.imported).toBe(2);
});

/** By hand and once in a while with LEGACY_SIZE=full. */
const SIZE =
  process.env.LEGACY_SIZE === "full"
    ? { media: 10_000, drafts: 200, patienceMs: 1_200_000 }
    : { media: 100, drafts: 10, patienceMs: 60_000 };

test("a database of the old system: upgraded, taken over by the command, and a second run changes nothing", {
  timeout: SIZE.patienceMs,
}, async () => {
  const url = await createDatabase({ migrated: false });
  await makeLegacyDatabase(url, blob.url);
  const client = new pg.Client(url);
  await client.connect();
  const command = (script: string, ...more: string[]) =>
    new Promise<string>((resolve) => {
      const env = { ...process.env, DATABASE_URL: url, DIRECT_URL: url, DATA_DIR: blob.root };
      const how = ["--conditions=react-server", "--import", "tsx", `scripts/${script}.ts`];
      execFile(process.execPath, [...how, ...more], { env }, (_, out, err) =>
        resolve(`${out}${err}`.trim()),
      );
    });
  const takeOver = (...more: string[]) =>
    command("legacy-import", "--folder", "drafts", "--folder", "captains", ...more);
  const count = async (what: string): Promise<number> =>
    (await client.query(`SELECT count(*)::int AS n FROM "CharterMedia" WHERE ${what}`)).rows[0].n;
  try {
    const crowd = await loadLegacyCrowd(client, blob.url, SIZE);
    await deployMigrations(url);
    await saveFormsAgain(client, blob.url);
    await client.query("VACUUM ANALYZE");
    const { rows } = await client.query<{ key: string }>(
      `SELECT DISTINCT "storageKey" AS key FROM "CharterMedia" WHERE "kind" <> 'CHARTER_VIDEO'`,
    );
    const jpeg = await aJpeg({ width: 64, height: 48 });
    for (const key of new Set([...crowd, ...rows.map((row) => row.key)]))
      await withinDeadline((signal) => putBlob(key, jpeg, "image/jpeg", signal));
    const before = await count("true");

    expect(await takeOver()).toMatch(/Only counted[\s\S]*pass$/);
    expect(await count("true")).toBe(before);

    const first = await takeOver("--apply");
    expect(first).toMatch(new RegExp(` ${2 * SIZE.drafts} {4}imported[\\s\\S]*pass$`));
    expect(await count("true")).toBe(before + 2 * SIZE.drafts);
    expect(await count(`"captainId" IS NULL`)).toBe(0);
    const photos = `"kind" <> 'CHARTER_VIDEO'`;
    expect(await count(`${photos} AND "storageKey" !~ '^photos/'`)).toBe(0);
    const verified = await command("verify-media");
    expect(verified).toMatch(/pass$/);

    expect(await takeOver("--apply")).toMatch(/ 0 {4}imported[\s\S]* 0 {2}files[\s\S]*pass$/);
    expect(await count("true")).toBe(before + 2 * SIZE.drafts);
    if (process.env.LEGACY_SIZE === "full") process.stdout.write(`${first}\n${verified}\n`);
  } finally {
    await client.end();
  }
});
