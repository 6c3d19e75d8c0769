// Finalize when the process dies, the connection breaks or others hold what it needs.
import { spawn } from "node:child_process";
import { once } from "node:events";
import pg from "pg";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/lib/db/client";
import { discardDraft } from "@/lib/domain/draft/discard-draft";
import { finalizeDraft } from "@/lib/domain/draft/finalize-draft";
import { startDatabaseProxy } from "../../../scripts/stack/database-proxy.mjs";
import { aCaptain, type TestCaptain } from "../../support/accounts";
import { captainActor } from "../../support/actors";
import { databaseUrl, query, truncateAll } from "../../support/database";
import { aDraft, aVideo } from "../../support/drafts";
import { dumpTables } from "../../support/dump";

// Before the product opens its pool.
const proxy = await startDatabaseProxy(databaseUrl);
process.env.DATABASE_URL = proxy.url;

let captain: TestCaptain;
/** A session that gets in the way. */
let other: pg.Client;
beforeEach(async () => {
  await truncateAll();
  captain = await aCaptain();
  other = new pg.Client(databaseUrl);
  await other.connect();
  await other.query("BEGIN");
});
afterEach(() => {
  proxy.setFault();
  return other.end();
});
afterAll(() => proxy.close());

const finalize = (draftId: string) => finalizeDraft(captainActor(captain.id), draftId);

async function aReadyDraft(): Promise<string> {
  const { id } = await aDraft({ captain, photos: 3 });
  await aVideo({ captain });
  return id;
}

/** Resolves when a session waits for a lock, with its process id. */
const someoneWaits = () =>
  vi.waitFor(
    async () => {
      const [waiting] = await query<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      if (!waiting) throw new Error("nobody waits for a lock");
      return waiting.pid;
    },
    { timeout: 20_000, interval: 10 },
  );

function aGate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

describe("SIGKILL in the middle leaves the draft as it was, and the next try makes one charter", () => {
  // Each table stops finalize at another of its statements, in their order.
  test.each(["CaptainProfile", "CharterMedia", "Boat", "CaptainVideo", "AuditLog"])(
    "while it waits for %s",
    async (table) => {
      const draftId = await aReadyDraft();
      const before = await dumpTables();
      await other.query(`LOCK TABLE "${table}" IN EXCLUSIVE MODE`);
      const child = spawn(
        process.execPath,
        [
          "--conditions=react-server",
          "--import=tsx",
          "tests/support/finalize-child.ts",
          captain.id,
          draftId,
        ],
        { env: { ...process.env, DATABASE_URL: databaseUrl }, stdio: "inherit" },
      );
      const ended = once(child, "exit");
      const pid = await someoneWaits();
      child.kill("SIGKILL");
      expect(await ended).toEqual([null, "SIGKILL"]);
      await other.query("ROLLBACK");
      await vi.waitFor(async () => {
        expect(await query("SELECT FROM pg_stat_activity WHERE pid = $1", [pid])).toEqual([]);
      });
      expect(await dumpTables()).toEqual(before);
      expect(await finalize(draftId)).toMatchObject({ photos: 3, videos: 1, replayed: false });
      expect(await db().charter.count()).toBe(1);
    },
  );
});

test("when the answer to COMMIT is lost, the next try answers with the charter that was made", async () => {
  const draftId = await aReadyDraft();
  proxy.setFault((bytes) => {
    if (!bytes.includes("COMMIT")) return undefined;
    proxy.setFault();
    return "lose-answer";
  });
  await expect(finalize(draftId)).rejects.toMatchObject({ code: "database_unavailable" });
  const [charter] = await query<{ id: string }>('SELECT id FROM "Charter"');
  expect(await finalize(draftId)).toMatchObject({ charterId: charter?.id, replayed: true });
});

test("when the database ends the session, it is unavailable, nothing is left and the next try works", async () => {
  const draftId = await aReadyDraft();
  const before = await dumpTables();
  await other.query('LOCK TABLE "AuditLog" IN EXCLUSIVE MODE');
  const broken = finalize(draftId);
  await query("SELECT pg_terminate_backend($1)", [await someoneWaits()]);
  await expect(broken).rejects.toMatchObject({ code: "database_unavailable" });
  await other.query("ROLLBACK");
  expect(await dumpTables()).toEqual(before);
  expect(await finalize(draftId)).toMatchObject({ replayed: false });
});

test("a captain whose rows stay locked for over 2 s is told that a submission is in progress", async () => {
  const draftId = await aReadyDraft();
  await other.query('SELECT FROM "CaptainProfile" FOR UPDATE');
  await expect(finalize(draftId)).rejects.toMatchObject({ code: "finalize_in_progress" });
  await other.query("ROLLBACK");
  expect(await finalize(draftId)).toMatchObject({ replayed: false });
});

describe("an upload that is just being written is waited for", () => {
  const startUpload = async (draftId: string) => {
    await other.query('SELECT FROM "CaptainProfile" FOR NO KEY UPDATE');
    await other.query(
      `INSERT INTO "CharterMedia" (id, "captainId", "draftId", kind, url, "storageKey", "sortOrder", "updatedAt")
       VALUES ('late', $1, $2, 'CHARTER_PHOTO', 'u', 'k', 99, now())`,
      [captain.profileId, draftId],
    );
  };
  const late = () => query(`SELECT "charterId", "draftId" FROM "CharterMedia" WHERE id = 'late'`);

  test("by finalize, which takes it", async () => {
    const draftId = await aReadyDraft();
    await startUpload(draftId);
    const result = finalize(draftId);
    await someoneWaits();
    await other.query("COMMIT");
    const { charterId, photos } = await result;
    expect([photos, await late()]).toEqual([4, [{ charterId, draftId }]]);
  });

  test("by the draft's deletion, which sets it free", async () => {
    const draftId = await aReadyDraft();
    await startUpload(draftId);
    const result = discardDraft(captainActor(captain.id), draftId);
    await someoneWaits();
    await other.query("COMMIT");
    expect([await result, await late()]).toEqual([
      { ok: true },
      [{ charterId: null, draftId: null }],
    ]);
  });
});

test("a deadlock with somebody who locks in the opposite order is tried again and succeeds", async () => {
  const draftId = await aReadyDraft();
  const [locked, go] = [aGate(), aGate()];
  // It has the captain's lock by then.
  proxy.setFault((bytes) => {
    if (!/"CharterMedia".*FOR NO KEY UPDATE/s.test(bytes.toString("latin1"))) return undefined;
    locked.open();
    return go.opened;
  });
  // Of the two it is finalize that finds out and gives way.
  await other.query("SET LOCAL deadlock_timeout = '1min'");
  await other.query(`UPDATE "CharterMedia" SET caption = 'Mine' WHERE "draftId" = $1`, [draftId]);
  const result = finalize(draftId);
  await locked.opened;
  const blocked = other.query('SELECT FROM "CaptainProfile" FOR UPDATE');
  await someoneWaits();
  go.open();
  await blocked;
  await other.query("COMMIT");
  expect(await result).toMatchObject({ photos: 3, replayed: false });
  expect(await db().charter.count()).toBe(1);
});
