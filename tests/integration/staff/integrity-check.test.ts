// What a check finds, who begins, stops and goes on with it, and what it never touches.
// INTEGRITY_OBJECTS=5000 makes the store as large as the desk was built for.
import { createHash } from "node:crypto";
import PQueue from "p-queue";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { POST as cancel } from "@/app/api/staff/integrity/cancel/route";
import { POST as goOn } from "@/app/api/staff/integrity/run/route";
import { POST as start } from "@/app/api/staff/integrity/start/route";
import { db } from "@/lib/db/client";
import { aCaptain, aUser, signedIn, type TestCaptain } from "../../support/accounts";
import { query, truncateAll } from "../../support/database";
import { aCharter, photoRows } from "../../support/drafts";
import { call } from "../../support/http";
import { actions, check, listed } from "../../support/integrity";
import { upload } from "../../support/photos";
import { blob } from "../../support/stack";
import { lose, plant, setBack } from "../../support/stored-files";
import { expectRefusal, expectShape } from "../http/shapes";

let captain: TestCaptain;
let staff: string;
beforeEach(async () => {
  await truncateAll();
  await blob.clear();
  captain = await aCaptain({ name: "Ali Bin Hassan", email: "ali@harbour.example" });
  staff = await signedIn(await aUser({ role: "STAFF" }));
});
afterEach(() => blob.setFault());

const press = (door: typeof start, cookie = staff) => call(door, { method: "POST", cookie });

describe("a check", () => {
  test("finds exactly what is wrong, each once, and nothing else", {
    timeout: 600_000,
  }, async () => {
    const objects = Number(process.env.INTEGRITY_OBJECTS ?? 200);
    const faults = objects / 100;
    const queue = new PQueue({ concurrency: 16 });
    const bytesOf = (n: number) => Buffer.from(`photo ${n}`);
    const sha = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
    const names = Array.from({ length: objects }, (_, n) => `photos/${n}/640.webp`);
    /** Of the first ones each fault has its own. */
    const planted = (n: number) => ["missing", "size", "checksum"][Math.floor(n / faults)];
    const stored = (n: number): Buffer =>
      ({ size: Buffer.from("cut"), checksum: Buffer.from(`phot0 ${n}`) })[planted(n) ?? ""] ??
      bytesOf(n);
    await queue.addAll(
      names.flatMap((key, n) => (planted(n) === "missing" ? [] : [() => plant(key, stored(n))])),
    );
    await queue.addAll(
      Array.from({ length: faults }, (_, n) => () => plant(`photos/stray-${n}/640.webp`, "stray")),
    );
    await db().charterMedia.createMany({
      data: names.map((key, n) => ({
        id: `m${n}`,
        captainId: captain.profileId,
        kind: "CHARTER_PHOTO",
        url: `https://store.example/${key}`,
        storageKey: key,
        renditions: [
          {
            ...{ key, url: `https://store.example/${key}`, width: 640, height: 480 },
            ...{ bytes: bytesOf(n).length, sha256: sha(bytesOf(n)) },
          },
        ],
      })),
    });
    await setBack(25);
    const charter = await aCharter({ captain: await aCaptain(), videos: faults * 2 });
    const wrong = charter.media.filter(({ kind }) => kind === "CHARTER_VIDEO").slice(0, faults);
    const ids = wrong.map(({ id }) => id);
    await query(
      `UPDATE "CharterMedia" SET url = 'https://store.example/x', "storageKey" = 'videos/x/' || id WHERE id = ANY($1)`,
      [ids],
    );
    const linked = await db().charterMedia.findMany({ where: { charterId: charter.id } });
    await queue.addAll(
      linked.map(
        ({ storageKey }) =>
          () =>
            plant(storageKey, "linked"),
      ),
    );

    let state = (await press(start)).body.pass.state;
    while (state === "running") state = (await press(goOn)).body.pass.state;

    const found = await db().integrityFinding.findMany();
    const subjects = (kind: string) =>
      found.filter((one) => one.kind === kind).map(({ subject }) => subject);
    const range = (from: number, to: number) => names.slice(from, to).map((_, n) => `m${from + n}`);
    expect(subjects("missing").sort()).toEqual(range(0, faults).sort());
    expect(subjects("damaged").sort()).toEqual(range(faults, 3 * faults).sort());
    expect(subjects("stray")).toHaveLength(faults);
    expect(subjects("stray").every((key) => key.startsWith("photos/stray-"))).toBe(true);
    const videos = await db().captainVideo.findMany({ where: { charterMediaId: { in: ids } } });
    expect(subjects("link").sort()).toEqual(videos.map(({ id }) => id).sort());
    expect(found).toHaveLength(5 * faults);
    const size = found.find(({ subject }) => subject === `m${faults}`);
    expect(size?.facts).toMatchObject({ what: "size", found: "3" });
    expect((await listed(staff)).pass).toMatchObject({
      state: "done",
      total: objects + linked.length,
      looked: { rows: objects + linked.length, videos: 2 * faults },
      sums: { missing: faults, damaged: 2 * faults, quarantined: faults, links: faults, failed: 0 },
    });
    // Flagged, never deleted.
    expect(await db().charterMedia.count({ where: { missingSince: { not: null } } })).toBe(faults);
  });

  test("never touches an upload that is under way", async () => {
    let letGo = () => {};
    const gate = new Promise<undefined>((resolve) => {
      letGo = () => resolve(undefined);
    });
    let isHeld = () => {};
    const held = new Promise<void>((resolve) => {
      isHeld = resolve;
    });
    blob.setFault(({ method }) => {
      if (method !== "PUT") return undefined;
      isHeld();
      return gate;
    });
    const uploading = upload(captain);
    await held;
    for (let round = 0; round < 2; round++)
      expect(await check()).toMatchObject({
        missing: 0,
        quarantined: 0,
        deleted: 0,
        complete: true,
      });
    letGo();
    const { charterMediaId: id } = await uploading;
    expect(await check()).toMatchObject({ missing: 0, damaged: 0, quarantined: 0 });
    expect(await db().charterMedia.findUnique({ where: { id } })).toMatchObject({
      status: "READY",
      missingSince: null,
    });
    expect(await db().integrityFinding.count()).toBe(0);
  });

  test("is begun once by two at once, stopped, begun anew, and what it no longer sees leaves the list", async () => {
    const { charterMediaId: id, key } = await upload(captain);
    const bringBack = await lose(key);
    for (const answer of await Promise.all([press(start), press(start)]))
      expectShape(answer, 200, "checks");
    expect(await actions()).toEqual(["check_begin"]);
    expect((await press(cancel)).body.pass).toMatchObject({
      state: "cancelled",
      looked: { rows: 0 },
    });
    expect((await press(cancel)).body.pass.state).toBe("cancelled");
    const idle = await press(goOn);
    expectShape(idle, 200, "advanced");
    expect(idle.body).toMatchObject({ ran: false, pass: { state: "cancelled" } });
    await press(start);
    expect((await press(goOn)).body).toMatchObject({
      ran: true,
      pass: { state: "done", total: 1 },
    });
    expect((await listed(staff)).findings).toMatchObject([
      { kind: "missing", subject: id, facts: { key } },
    ]);
    await bringBack();
    await check();
    expect((await listed(staff)).findings).toEqual([]);
    const told = await actions();
    expect(told.splice(0, 3)).toEqual(["check_begin", "check_cancel", "check_begin"]);
    // What each of two checks flagged, and took the flag off again.
    expect(told).toEqual(["reconcile", "reconcile"]);
  });

  test("that is stopped in the middle of a step takes no further one", async () => {
    await photoRows(captain, 40);
    await press(start);
    let stopped = false;
    blob.setFault(async () => {
      if (!stopped) {
        stopped = true;
        await press(cancel);
      }
      return undefined;
    });
    expect((await press(goOn)).body.pass).toMatchObject({
      state: "cancelled",
      looked: { rows: 0 },
    });
    expect(await db().charterMedia.count({ where: { missingSince: { not: null } } })).toBe(16);
  });

  test("is not in the way of another that has the lease, nor begun by it", async () => {
    await press(start);
    await query(`UPDATE "JobLease" SET "leasedUntil" = now() + interval '1 minute'`);
    expect((await press(goOn)).body).toMatchObject({ ran: false, pass: { state: "running" } });
    expect(await check()).toMatchObject({ skipped: true });
  });

  test("that can't be put on record is not begun", async () => {
    await query(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'going away' USING ERRCODE = 'admin_shutdown'; END $$`);
    await query(
      `CREATE TRIGGER refuse BEFORE INSERT ON "AuditLog" FOR EACH ROW EXECUTE FUNCTION refuse()`,
    );
    expectRefusal(await press(start), 503, "database_unavailable");
    await query(`DROP FUNCTION refuse CASCADE`);
    expect((await listed(staff)).pass).toBeNull();
    expect((await press(start)).body.pass.state).toBe("running");
    expect(await actions()).toEqual(["check_begin"]);
  });

  test("by staff deletes no stray that another check saw a moment ago", async () => {
    await plant("photos/stray/640.webp", "stray");
    await setBack(25);
    for (let round = 0; round < 3; round++) {
      await press(start);
      expect((await press(goOn)).body.pass).toMatchObject({ state: "done", sums: { deleted: 0 } });
    }
    expect(await blob.keys()).toEqual(["photos/stray/640.webp"]);
  });

  test("is nothing for a captain", async () => {
    const cookie = await signedIn(captain);
    for (const door of [start, goOn, cancel])
      expectRefusal(await press(door, cookie), 403, "forbidden");
  });
});
