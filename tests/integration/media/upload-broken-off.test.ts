// SIGKILL between each step of an upload, then one run of the reaper: no blob without a row, no READY row
// without its blobs, and the next try succeeds.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/lib/db/client";
import { reapUploads } from "@/lib/domain/media/reap-uploads";
import { renditionsOf } from "@/lib/domain/media/rules";
import { removeBlobs, withinDeadline } from "@/lib/storage/blob-store";
import { aCaptain, type TestCaptain } from "../../support/accounts";
import { systemActor } from "../../support/actors";
import { databaseUrl, query, truncateAll } from "../../support/database";
import { aJpeg, sha256, upload } from "../../support/photos";
import { blob, type Fault } from "../../support/stack";

const HELD = 4711;
const folder = await mkdtemp(join(tmpdir(), "charter-media-upload-"));
const file = join(folder, "photo.jpg");
let captain: TestCaptain;
let bytes: Buffer;
/** Holds the lock on which an upload can be made to wait. */
let holder: pg.Client;
beforeEach(async () => {
  await truncateAll();
  await blob.clear();
  captain = await aCaptain();
  bytes = await aJpeg({ width: 2000, height: 1500 });
  await writeFile(file, bytes);
  holder = new pg.Client(databaseUrl);
  await holder.connect();
  await holder.query("SELECT pg_advisory_lock($1)", [HELD]);
  await query(`CREATE FUNCTION "wait_here"() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_advisory_xact_lock(${HELD}); RETURN NEW; END $$`);
});
afterEach(async () => {
  await holder.end();
  await query(`DROP FUNCTION "wait_here" CASCADE`);
});
afterAll(() => rm(folder, { recursive: true }));

const waitWhen = (event: string, condition: string) =>
  query(`CREATE TRIGGER "wait_here" ${event} ON "CharterMedia" FOR EACH ROW
    WHEN (${condition}) EXECUTE FUNCTION "wait_here"()`);
const someoneWaits = async () => {
  const waiting = await query(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory'`,
  );
  if (waiting.length === 0) throw new Error("nobody waits");
};

/** Ends the sessions that wait, so that what they were about to write is never written. */
const endWaiting = () =>
  query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event = 'advisory'`);

/**
 * Starts an upload in a process of its own, and kills it once it has come to this point.
 *
 * @param options `write` the statement that waits at this point is carried out all the same
 */
async function killUpload(
  arrived: () => Promise<void> | void,
  { write = false }: { write?: boolean } = {},
): Promise<void> {
  const child = spawn(
    process.execPath,
    [
      "--conditions=react-server",
      "--import=tsx",
      "tests/support/upload-child.ts",
      captain.id,
      file,
    ],
    { stdio: ["ignore", "ignore", "inherit"] },
  );
  const ended = once(child, "exit");
  await vi.waitFor(arrived, { timeout: 25_000, interval: 10 });
  child.kill("SIGKILL");
  expect(await ended).toEqual([null, "SIGKILL"]);
  if (!write) await endWaiting();
  await holder.query("SELECT pg_advisory_unlock($1)", [HELD]);
  blob.setFault();
  // The server notices that the process is gone, and ends its session.
  await vi.waitFor(async () => {
    const sessions = await query(`SELECT FROM pg_stat_activity WHERE datname = current_database()
      AND state <> 'idle' AND pid <> pg_backend_pid()`);
    expect(sessions).toEqual([]);
  });
}

/** No blob without a row that names it, and behind every READY row all its bytes. */
async function expectWhole(): Promise<void> {
  const rows = await db().charterMedia.findMany();
  expect(rows.map(({ status }) => status)).not.toContain("RESERVED");
  expect(rows.map(({ status }) => status)).not.toContain("DELETING");
  const named = rows.flatMap((row) => renditionsOf(row));
  expect(await blob.keys()).toEqual(named.map(({ key }) => key).sort());
  for (const { url, ...kept } of named) {
    const served = Buffer.from(await (await fetch(url)).arrayBuffer());
    expect([served.length, sha256(served)]).toEqual([kept.bytes, kept.sha256]);
  }
}

async function reapAfterTheLease() {
  await query(`UPDATE "CharterMedia" SET "createdAt" = now() - interval '15 minutes 1 second'`);
  return reapUploads(systemActor(), { limit: 100 });
}

const REMOVED = { finished: 0, removed: 1, failed: 0 };
const FINISHED = { finished: 1, removed: 0, failed: 0 };
const NOTHING = { finished: 0, removed: 0, failed: 0 };

/** The store hangs at the nth of these requests, before or after it has done what was asked. */
function hangAt(method: "PUT" | "GET", nth: number, done: { arrived: boolean }): Fault {
  let seen = 0;
  return (req) => {
    if (req.method !== method || ++seen < nth) return undefined;
    done.arrived = true;
    return "hang";
  };
}

const POINTS: Record<string, { stop: () => Promise<() => Promise<void> | void>; reaped: object }> =
  {
    "before the row is reserved": {
      stop: async () => {
        await waitWhen("BEFORE INSERT", "true");
        return someoneWaits;
      },
      reaped: NOTHING,
    },
    "when the row is reserved and the photo decoded": {
      stop: async () => {
        await waitWhen("BEFORE UPDATE", `NEW."status" = 'RESERVED'`);
        return someoneWaits;
      },
      reaped: REMOVED,
    },
    ...Object.fromEntries(
      [1, 2, 3].map((nth) => [
        `when the store is asked to put picture ${nth}`,
        {
          stop: async () => {
            const done = { arrived: false };
            blob.setFault(hangAt("PUT", nth, done));
            return () => expect(done.arrived).toBe(true);
          },
          reaped: REMOVED,
        },
      ]),
    ),
    "when everything is stored and not yet confirmed": {
      stop: async () => {
        const done = { arrived: false };
        blob.setFault(hangAt("GET", 1, done));
        return async () => {
          expect(done.arrived).toBe(true);
          expect(await blob.keys()).toHaveLength(3);
        };
      },
      reaped: FINISHED,
    },
    "when everything is confirmed and the row not yet READY": {
      stop: async () => {
        await waitWhen("BEFORE UPDATE", `NEW."status" = 'READY'`);
        return someoneWaits;
      },
      reaped: FINISHED,
    },
  };

describe("killed", () => {
  test.each(Object.entries(POINTS))("%s", async (_, { stop, reaped }) => {
    await killUpload(await stop());
    await query(`DROP TRIGGER IF EXISTS "wait_here" ON "CharterMedia"`);
    expect(await db().charterMedia.count({ where: { status: "READY" } })).toBe(0);
    expect(await reapAfterTheLease()).toEqual(reaped);
    await expectWhole();
    const again = await upload(captain, { bytes });
    expect(again.duplicate).toBe(reaped === FINISHED);
    expect(await db().charterMedia.count()).toBe(1);
    await expectWhole();
  });

  test("when the row became READY and nobody heard of it: the next try answers with it", async () => {
    await waitWhen("BEFORE UPDATE", `NEW."status" = 'READY'`);
    await killUpload(someoneWaits, { write: true });
    await query(`DROP TRIGGER "wait_here" ON "CharterMedia"`);
    const [row] = await db().charterMedia.findMany();
    expect(row?.status).toBe("READY");
    expect(await reapAfterTheLease()).toEqual(NOTHING);
    const again = await upload(captain, { bytes });
    expect(again).toMatchObject({ duplicate: true, charterMediaId: row?.id });
    await expectWhole();
  });

  test("a try before the reaper came stores one photo; what the killed one left is removed later", async () => {
    await waitWhen("BEFORE UPDATE", `NEW."status" = 'READY'`);
    await killUpload(someoneWaits);
    await query(`DROP TRIGGER "wait_here" ON "CharterMedia"`);
    await query(`UPDATE "CharterMedia" SET "createdAt" = now() - interval '31 seconds'`);
    expect((await upload(captain, { bytes })).duplicate).toBe(false);
    expect(await reapAfterTheLease()).toEqual(REMOVED);
    expect(await db().charterMedia.count()).toBe(1);
    await expectWhole();
  });
});

describe("the reaper", () => {
  const brokenOff = async () => {
    const { charterMediaId } = await upload(captain);
    await query(`UPDATE "CharterMedia" SET status = 'RESERVED', url = '' WHERE id = $1`, [
      charterMediaId,
    ]);
    return charterMediaId;
  };

  test("leaves alone what is younger than 15 minutes by the database's clock", async () => {
    await brokenOff();
    await query(`UPDATE "CharterMedia" SET "createdAt" = now() - interval '14 minutes 59 seconds'`);
    expect(await reapUploads(systemActor(), { limit: 100 })).toEqual(NOTHING);
  });

  test("removes what has a picture too few or one that is cut, and finishes the rest", async () => {
    const [few, cut] = [await brokenOff(), await brokenOff()];
    await brokenOff();
    const [first] = renditionsOf(await db().charterMedia.findUniqueOrThrow({ where: { id: few } }));
    await withinDeadline((signal) => removeBlobs([first?.key ?? ""], signal));
    await query(
      `UPDATE "CharterMedia" SET renditions = jsonb_set(renditions, '{0,bytes}', '1') WHERE id = $1`,
      [cut],
    );
    expect(await reapAfterTheLease()).toEqual({ finished: 1, removed: 2, failed: 0 });
    await expectWhole();
  });

  test("several at once finish and remove everything once", async () => {
    for (let n = 0; n < 3; n++) await brokenOff();
    await query(`UPDATE "CharterMedia" SET "createdAt" = now() - interval '1 hour'`);
    const reapers = Array.from({ length: 4 }, () => reapUploads(systemActor(), { limit: 100 }));
    for (const { failed } of await Promise.all(reapers)) expect(failed).toBe(0);
    expect(await db().charterMedia.count({ where: { status: "READY" } })).toBe(3);
    await expectWhole();
  });

  test("does as much as it is told, and leaves what fails for another time", async () => {
    for (let n = 0; n < 3; n++) await brokenOff();
    await query(`UPDATE "CharterMedia" SET "createdAt" = now() - interval '1 hour'`);
    expect(await reapUploads(systemActor(), { limit: 2 })).toEqual({ ...FINISHED, finished: 2 });
    blob.setFault(() => ({ status: 500, body: "" }));
    expect(await reapUploads(systemActor(), { limit: 2 })).toEqual({ ...NOTHING, failed: 1 });
    blob.setFault();
    expect(await reapUploads(systemActor(), { limit: 2 })).toEqual(FINISHED);
    await expectWhole();
  });
});
