// Rows and store compared: what is flagged, what is quarantined, what goes, and what is never touched.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import * as reconcileRoute from "@/app/api/cron/reconcile/route";
import { db } from "@/lib/db/client";
import { compareRows } from "@/lib/domain/integrity/compare-rows";
import { reconcileStore } from "@/lib/domain/integrity/reconcile-store";
import { runRound } from "@/lib/domain/integrity/run-round";
import { renditionsOf } from "@/lib/domain/media/rules";
import { reapVideos } from "@/lib/domain/video/reap-videos";
import { aCaptain, type TestCaptain } from "../../support/accounts";
import { systemActor } from "../../support/actors";
import { query, truncateAll } from "../../support/database";
import { aVideo, photoRows } from "../../support/drafts";
import { call } from "../../support/http";
import { upload } from "../../support/photos";
import { blob } from "../../support/stack";
import { lose, plant, setBack } from "../../support/stored-files";

let captain: TestCaptain;
beforeEach(async () => {
  await truncateAll();
  await blob.clear();
  captain = await aCaptain();
});
afterEach(() => blob.setFault());

const run = (dryRun = false) => reconcileStore(systemActor(), { dryRun });
const NOTHING = {
  ...{ deleted: 0, failed: 0, remaining: 0 },
  ...{ missing: 0, found: 0, damaged: 0, links: 0, quarantined: 0 },
};
const QUIET = { ...NOTHING, complete: true };
const missing = () =>
  query<{ id: string }>(`SELECT id FROM "CharterMedia" WHERE "missingSince" IS NOT NULL`);

/** Stores bytes that no row names, as if that long ago. */
async function aStray(key: string, hours = 25): Promise<string> {
  await plant(key, "stray");
  await setBack(hours, key);
  return key;
}

describe("rows whose bytes are gone", () => {
  test("are flagged, and not any more when the bytes are back", async () => {
    const [gone, stays] = [await upload(captain), await upload(captain)];
    const bringBack = await lose(gone.key);
    expect(await run()).toEqual({ ...QUIET, missing: 1 });
    expect(await missing()).toEqual([{ id: gone.charterMediaId }]);
    expect(await run()).toEqual(QUIET);
    await bringBack();
    expect(await run()).toEqual({ ...QUIET, found: 1 });
    expect(await missing()).toEqual([]);
    expect(stays.charterMediaId).not.toBe(gone.charterMediaId);
    expect(await db().charterMedia.count()).toBe(2);
  });

  test("one size gone is enough", async () => {
    const { charterMediaId: id } = await upload(captain);
    const row = await db().charterMedia.findUniqueOrThrow({ where: { id } });
    await lose(renditionsOf(row)[0]?.key ?? "");
    expect(await run()).toMatchObject({ missing: 1 });
  });

  test("while the store is down nothing is flagged, and the next round begins where this one stopped", async () => {
    const { key } = await upload(captain);
    await lose(key);
    blob.setFault(() => ({ status: 500, body: "down" }));
    expect(await run()).toMatchObject({ missing: 0, failed: 2, complete: false, remaining: 1 });
    expect(await missing()).toEqual([]);
    blob.setFault();
    expect(await run()).toEqual({ ...QUIET, missing: 1 });
  });

  test("a row that the store fails on stops no other, and is looked at again in the next pass", async () => {
    const [first, second] = [await upload(captain), await upload(captain)];
    await Promise.all([lose(first.key), lose(second.key)]);
    blob.setFault(({ url }) =>
      url && decodeURIComponent(url).includes(first.key) ? { status: 500, body: "no" } : undefined,
    );
    expect(await run()).toMatchObject({ missing: 1, failed: 1, complete: true });
    expect(await missing()).toEqual([{ id: second.charterMediaId }]);
    blob.setFault();
    expect(await run()).toEqual({ ...QUIET, missing: 1 });
  });

  test("a row that is being removed while it is compared is left alone", async () => {
    const { charterMediaId: id, key } = await upload(captain);
    await lose(key);
    blob.setFault(async () => {
      await query(`UPDATE "CharterMedia" SET status = 'DELETING' WHERE id = $1`, [id]);
      return undefined;
    });
    expect((await compareRows("", { dryRun: false })).sums.missing).toBe(0);
    expect(await missing()).toEqual([]);
    expect(await db().integrityFinding.count()).toBe(0);
  });
});

describe("bytes that no row names", () => {
  test("are quarantined when first seen and removed when seen again", async () => {
    const { charterMediaId: id } = await upload(captain);
    await setBack(48);
    const kept = await blob.keys();
    const key = await aStray("photos/0123456789abcdef0123456789abcdef/640.webp");
    expect(await run()).toEqual({ ...QUIET, quarantined: 1 });
    expect(await blob.keys()).toEqual([key, ...kept].sort());
    expect(await run()).toEqual({ ...QUIET, deleted: 1 });
    expect(await blob.keys()).toEqual(kept);
    expect(await run()).toEqual(QUIET);
    expect(await db().charterMedia.findMany()).toMatchObject([{ id, missingSince: null }]);
    expect(await db().looseBlob.count()).toBe(0);
  });

  test("once quarantined only a second sighting takes them: no upload's share of the cleanup does", async () => {
    const key = await aStray("videos/0123456789abcdef/original.mp4");
    await run();
    expect(await reapVideos(systemActor(), { limit: 10 })).toMatchObject({ removed: 0, failed: 0 });
    expect(await blob.keys()).toEqual([key]);
    expect(await run()).toEqual({ ...QUIET, deleted: 1 });
  });

  test("a file that a video of the old system knows by its address alone stays", async () => {
    const key = await aStray("videos/old-system/clip.mp4");
    await aVideo({
      captain,
      ready720pUrl: `https://store.example/${key}`,
      normalizedBlobKey: null,
    });
    for (let round = 0; round < 2; round++) expect(await run()).toMatchObject({ quarantined: 0 });
    expect(await blob.keys()).toEqual([key]);
  });

  test("younger than 24 hours they are on their way, by the database's clock", async () => {
    await aStray("photos/young/640.webp", 23.98);
    await aStray("photos/old/640.webp", 24.02);
    expect(await run()).toEqual({ ...QUIET, quarantined: 1 });
    expect(await run()).toEqual({ ...QUIET, deleted: 1 });
    expect(await blob.keys()).toEqual(["photos/young/640.webp"]);
  });

  test("outside the product's own folders they are somebody else's", async () => {
    await aStray("captains/ana/licence.jpg");
    for (let round = 0; round < 2; round++) expect(await run()).toEqual(QUIET);
    expect(await blob.keys()).toHaveLength(1);
  });

  test("a name that a row takes between two rounds stays", async () => {
    const key = await aStray("videos/late/original.mp4");
    await run();
    await aVideo({ captain, blobKey: key });
    expect(await run()).toMatchObject({ deleted: 0, quarantined: 0 });
    expect(await blob.keys()).toEqual([key]);
  });

  test("a name that a row takes after it was listed stays: the statement that acts asks again", async () => {
    const key = await aStray("photos/late/640.webp");
    await run();
    const { release } = await import("@/lib/db/reconcile-repo");
    await query(
      `INSERT INTO "CharterMedia" (id, kind, url, "storageKey") VALUES ('late', 'CHARTER_PHOTO', '', $1)`,
      [key],
    );
    expect(await release(db(), [key])).toEqual([]);
  });

  test("an upload that has only its row yet keeps all its names, however old its bytes", async () => {
    const key = await aStray("photos/abc/320.webp", 100);
    await query(
      `INSERT INTO "CharterMedia" (id, kind, status, url, "storageKey")
       VALUES ('reserved', 'CHARTER_PHOTO', 'RESERVED', '', 'photos/abc/320.webp')`,
    );
    await aStray("photos/abcd/320.webp", 100);
    await query(
      `INSERT INTO "CharterMedia" (id, kind, status, url, "storageKey")
       VALUES ('planned', 'CHARTER_PHOTO', 'RESERVED', '', 'photos/abcd')`,
    );
    await run();
    await run();
    expect(await blob.keys()).toEqual([key, "photos/abcd/320.webp"]);
  });

  test("bytes that may still come under a name are not in quarantine", async () => {
    const key = await aStray("videos/v1/original.mp4");
    await query(`INSERT INTO "LooseBlob" (key, due) VALUES ($1, now() + interval '1 hour')`, [key]);
    for (let round = 0; round < 2; round++) expect(await run()).toEqual(QUIET);
    expect(await blob.keys()).toEqual([key]);
  });

  test("one that can't be removed is counted, and goes in a later round", async () => {
    await aStray("photos/a/320.webp");
    await run();
    blob.setFault(({ url }) => (url?.includes("delete") ? { status: 500, body: "no" } : undefined));
    expect(await run()).toMatchObject({ deleted: 0, failed: 1 });
    blob.setFault();
    await run();
    await run();
    expect(await blob.keys()).toEqual([]);
  });
});

describe("a round", () => {
  test("dry counts and changes nothing", async () => {
    const { key } = await upload(captain);
    await lose(key);
    await aStray("photos/a/320.webp");
    expect(await run(true)).toEqual({ ...QUIET, missing: 1, quarantined: 1, remaining: 2 });
    expect(await missing()).toEqual([]);
    expect([await db().looseBlob.count(), await db().jobLease.count()]).toEqual([0, 0]);
  });

  test("of two at once one works and the other says skipped", async () => {
    await aStray("photos/a/320.webp");
    // The one that works waits for the store until the other is through.
    let open = () => {};
    const gate = new Promise<undefined>((resolve) => {
      open = () => resolve(undefined);
    });
    blob.setFault(() => gate);
    const rounds = [run(), run()];
    expect(await Promise.race(rounds)).toEqual({
      deleted: 0,
      failed: 0,
      remaining: 0,
      skipped: true,
    });
    open();
    expect(await Promise.all(rounds)).toContainEqual({ ...QUIET, quarantined: 1 });
  });

  test("goes on where the last one stopped, in rows and store", async () => {
    const ids = [];
    for (let n = 0; n < 3; n++) ids.push((await upload(captain)).charterMediaId);
    ids.sort();
    const key = await aStray("photos/a/320.webp");
    // What the lease remembers is where the next round begins: here beyond two rows and the whole store.
    await runRound(systemActor(), 0, { begin: null });
    await query(
      `UPDATE "JobLease" SET "lastResult" = jsonb_set("lastResult", '{pass,places}', $1::jsonb)`,
      [JSON.stringify({ rows: ids[1], videos: "", store: null })],
    );
    await query(`UPDATE "CharterMedia" SET "missingSince" = now() WHERE id = ANY($1)`, [ids]);
    expect(await run()).toEqual({ ...QUIET, found: 1 });
    expect(await run()).toEqual({ ...QUIET, found: 2, quarantined: 1 });
    expect(await blob.keys()).toContain(key);
  });

  test("that was killed goes on behind its last step, when its lease is over", async () => {
    for (let n = 0; n < 18; n++) await photoRows(captain, 1);
    // The first 16 are looked at; then whoever did it is gone, and takes nothing back.
    let asked = 0;
    let letGo = () => {};
    const gate = new Promise<undefined>((resolve) => {
      letGo = () => resolve(undefined);
    });
    blob.setFault(() => (++asked > 16 ? gate : undefined));
    const killed = run().catch(() => undefined);
    const at = () =>
      query<{ rows: number }>(`SELECT ("lastResult" #>> '{pass,looked,rows}')::int
      AS rows FROM "JobLease"`);
    await vi.waitUntil(async () => (await at())[0]?.rows === 16, { timeout: 5_000 });
    expect(await run()).toMatchObject({ skipped: true });
    await query(`UPDATE "JobLease" SET "leasedUntil" = now() - interval '1 second'`);
    blob.setFault();
    expect(await run()).toEqual({ ...QUIET, missing: 2 });
    letGo();
    await killed;
    expect(await missing()).toHaveLength(18);
    expect(await run()).toEqual(QUIET);
  });

  test("that looks at a page of the store again, because it was killed there, has not seen it a second time", async () => {
    const key = await aStray("photos/a/320.webp");
    await runRound(systemActor(), 0, { begin: null });
    const [begun] = await query(`SELECT "lastResult" AS state FROM "JobLease"`);
    expect(await run()).toEqual({ ...QUIET, quarantined: 1 });
    await query(`UPDATE "JobLease" SET "lastResult" = $1`, [begun?.state]);
    expect(await run()).toEqual(QUIET);
    expect(await blob.keys()).toEqual([key]);
    expect(await run()).toEqual({ ...QUIET, deleted: 1 });
  });

  test("that breaks off between a stray and its finding has not seen it either", async () => {
    const key = await aStray("photos/a/320.webp");
    await query(`CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'going away' USING ERRCODE = 'admin_shutdown'; END $$`);
    await query(
      `CREATE TRIGGER break_off BEFORE INSERT ON "IntegrityFinding" FOR EACH ROW EXECUTE FUNCTION break_off()`,
    );
    await expect(run()).rejects.toMatchObject({ code: "database_unavailable" });
    await query(`DROP FUNCTION break_off CASCADE`);
    await query(`UPDATE "JobLease" SET "leasedUntil" = now() - interval '1 second'`);
    expect(await run()).toMatchObject({ quarantined: 1, deleted: 0 });
    expect(await blob.keys()).toEqual([key]);
  });

  test("that changed something leaves an audit row, at the address too", async () => {
    const { key } = await upload(captain);
    await lose(key);
    const headers = { authorization: `Bearer ${process.env.CRON_SECRET}` };
    const { status, body } = await call(reconcileRoute.GET, { headers });
    expect([status, body]).toEqual([200, { ...QUIET, missing: 1 }]);
    expect(await db().auditLog.findMany({ where: { action: "reconcile" } })).toMatchObject([
      { actorRole: "system", entity: "Store", after: { missing: 1, deleted: 0 } },
    ]);
    expect((await call(reconcileRoute.GET, { headers: {} })).status).toBe(401);
  });
});
