// Rows and store compared: what is flagged, and how a round shares its time, stops and goes on. strays.test.ts has
// what no row names.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import * as reconcileRoute from "@/app/api/cron/reconcile/route";
import { db } from "@/lib/db/client";
import { beginPass } from "@/lib/domain/integrity/begin-pass";
import { compareRows } from "@/lib/domain/integrity/compare-rows";
import { reconcileStore } from "@/lib/domain/integrity/reconcile-store";
import { renditionsOf } from "@/lib/domain/media/rules";
import { aCaptain, type TestCaptain } from "../../support/accounts";
import { systemActor } from "../../support/actors";
import { query, truncateAll } from "../../support/database";
import { photoRows } from "../../support/drafts";
import { call } from "../../support/http";
import { upload } from "../../support/photos";
import { blob } from "../../support/stack";
import { aStray, lose } from "../../support/stored-files";

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
    await beginPass(systemActor());
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

  test("takes so many findings off the list that were not seen, and the next one goes on", async () => {
    await query(`INSERT INTO "IntegrityFinding" (id, kind, subject, "seenAt")
      SELECT 'f' || n, 'stray', 'photos/' || n, now() - interval '1 day' FROM generate_series(1, 6000) AS n`);
    expect(await run()).toMatchObject({ complete: false });
    expect(await db().integrityFinding.count()).toBe(1_000);
    expect(await run()).toMatchObject({ complete: true });
    expect(await db().integrityFinding.count()).toBe(0);
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
