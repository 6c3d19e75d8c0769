// The commands of operations, as typed: what they say, what they refuse, and how they end.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { finalizeDraft } from "@/lib/domain/draft/finalize-draft";
import { aCaptain, type TestCaptain } from "../../support/accounts";
import { captainActor } from "../../support/actors";
import { createDatabase, databaseUrl, query, truncateAll } from "../../support/database";
import { aDraft, aVideo } from "../../support/drafts";
import { upload } from "../../support/photos";

// Each command starts a process, which takes seconds on a crowded machine.
vi.setConfig({ testTimeout: 120_000 });

const folder = await mkdtemp(join(tmpdir(), "charter-media-backup-"));
const dump = join(folder, "one.dump");
afterAll(() => rm(folder, { recursive: true, force: true }));

let captain: TestCaptain;
beforeEach(async () => {
  await truncateAll();
  captain = await aCaptain();
});

const scripts: Promise<Record<string, string>> = readFile("package.json", "utf8").then(
  (text) => JSON.parse(text).scripts,
);

/** What npm would run, with npm's own path to the commands. */
async function run(name: string, args: string[] = [], env: Record<string, string> = {}) {
  const [file = "", ...options] = (await scripts)[name]?.split(" ") ?? [];
  const PATH = `${join(process.cwd(), "node_modules/.bin")}:${process.env.PATH}`;
  // A data folder without a stack in it: only what is named here is meant.
  const settings = { ...process.env, PATH, DATA_DIR: folder, ...env };
  return new Promise<{ exit: number; said: string }>((resolve) => {
    execFile(file, [...options, ...args], { env: settings }, (error, stdout, stderr) => {
      const exit = typeof error?.code === "number" ? error.code : 0;
      resolve({ exit, said: `${stdout}${stderr}`.trim() });
    });
  });
}
const onto = (url: string) => ({ DATABASE_URL: url, DIRECT_URL: url });

/** A charter with three photos and a video, one photo more that waits. */
async function aWorld(): Promise<void> {
  const draft = await aDraft({ captain });
  for (let n = 0; n < 3; n++) await upload(captain, { fields: { draftId: draft.id } });
  await aVideo({ captain, draftId: draft.id });
  await finalizeDraft(captainActor(captain.id), draft.id);
  await upload(captain);
}

/** Changes rows past every trigger and constraint that would refuse it. */
async function force(sql: string): Promise<void> {
  await query(`DO $$ BEGIN SET LOCAL session_replication_role = replica; ${sql}; END $$`);
}

describe("verify:media", () => {
  test("passes on what the product wrote, and counts it", async () => {
    await aWorld();
    const { exit, said } = await run("verify:media");
    expect(said).toMatch(/3 {3}CHARTER_PHOTO linked/);
    expect(said).toMatch(/1 {3}CHARTER_PHOTO pending/);
    expect([exit, said.split("\n").at(-1)]).toEqual([0, "pass"]);
  });

  test.each([
    [
      "media whose captain is not its charter's",
      `INSERT INTO "CaptainProfile" (id, "userId", "displayName", "updatedAt") VALUES ('thief', 'nobody', 'X', now());
       UPDATE "CharterMedia" SET "captainId" = 'thief' WHERE "charterId" IS NOT NULL AND "sortOrder" = 0`,
    ],
    [
      "video and media row name different charters",
      `UPDATE "CaptainVideo" SET "charterId" = 'elsewhere'`,
    ],
    [
      "videos that wait in a draft that is finished",
      `UPDATE "CaptainVideo" SET "charterId" = NULL, "charterMediaId" = NULL, "draftId" = (SELECT id FROM "CharterDraft")`,
    ],
    [
      "orphans that cleanup should have removed",
      `UPDATE "CharterMedia" SET "captainId" = NULL, "orphanedAt" = now() - interval '33 days' WHERE "charterId" IS NULL`,
    ],
    ["submitted draft without its charter", `UPDATE "CharterDraft" SET "charterId" = NULL`],
  ])("fails with the reason: %s", async (reason, damage) => {
    await aWorld();
    await force(damage);
    const { exit, said } = await run("verify:media");
    expect(exit).toBe(1);
    expect(said.slice(said.lastIndexOf("\nfail\n"))).toContain(reason);
  });
});

describe("backup and restore", () => {
  test("an empty database gets every row back; one that has tables is left alone", async () => {
    await aWorld();
    const made = await run("backup", [dump]);
    expect(made.said).toContain("pass");
    // Four photos, three sizes each where the picture has them.
    const { blobs, tables } = JSON.parse(await readFile(`${dump}.json`, "utf8"));
    expect(blobs.count).toBeGreaterThanOrEqual(4);
    expect(tables).toContainEqual({ table: "CharterMedia", rows: 5, checksum: expect.any(String) });

    const empty = onto(await createDatabase({ migrated: false }));
    const restored = await run("restore", [dump], empty);
    expect([restored.exit, restored.said.split("\n").at(-1)]).toEqual([0, "pass"]);
    const again = await run("restore", [dump], empty);
    expect([again.exit, again.said]).toEqual([1, expect.stringContaining("is not empty")]);
    const ours = await run("restore", [dump], onto(databaseUrl));
    expect([ours.exit, ours.said]).toEqual([1, expect.stringContaining("is not empty")]);
  });

  test("one byte changed, or one file gone, is refused before anything is written", async () => {
    await run("backup", [dump]);
    const empty = onto(await createDatabase({ migrated: false }));
    const bytes = await readFile(dump);
    bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1);
    await writeFile(dump, bytes);
    const damaged = await run("restore", [dump], empty);
    expect([damaged.exit, damaged.said]).toEqual([1, expect.stringContaining("is damaged")]);
    await rm(`${dump}.blobs.jsonl`);
    const partial = await run("restore", [dump], empty);
    expect([partial.exit, partial.said]).toEqual([1, expect.stringContaining("is missing")]);
  });

  test("without a file it says how it is called", async () => {
    expect(await run("restore")).toEqual({ exit: 1, said: expect.stringContaining("Usage:") });
  });
});

describe("deploy:preflight", () => {
  const checks = ["environment", "versions", "migrations", "drift", "backup"];

  test("passes with a fresh backup of a database that is up to date, whatever an older one is called", async () => {
    await run("backup", [dump]);
    const older = join(folder, "the-older.dump");
    const manifest = JSON.parse(await readFile(`${dump}.json`, "utf8"));
    await writeFile(older, "");
    await writeFile(
      `${older}.json`,
      JSON.stringify({ ...manifest, createdAt: "2026-01-01T00:00:00Z" }),
    );
    const { exit, said } = await run("deploy:preflight", checks, { BACKUP_DIR: folder });
    expect(said).toMatch(/migrations {3}all applied\n {2}drift {8}none/);
    expect([exit, said.split("\n").at(-1)]).toEqual([0, "pass"]);
  });

  test("fails naming each reason: no backup, no secret, a column that nobody knows", async () => {
    const drifted = await createDatabase({ migrated: true });
    const { default: pg } = await import("pg");
    const client = new pg.Client(drifted);
    await client.connect();
    await client.query(`ALTER TABLE "CharterMedia" ADD COLUMN "stray" TEXT`);
    await client.end();
    const env = { ...onto(drifted), CRON_SECRET: "", BACKUP_DIR: join(folder, "none") };
    const { exit, said } = await run("deploy:preflight", checks, env);
    expect(exit).toBe(1);
    const reasons = said.slice(said.indexOf("\nfail\n"));
    expect(reasons).toContain("environment: CRON_SECRET is not set");
    expect(reasons).toContain("backup: There is no backup");
    expect(reasons).toContain("drift: ");
    expect(reasons).not.toContain("versions: ");
  });
});
