// The integrity desk: what a check finds, who begins, stops and goes on with it, and what each fix does and never does.
// INTEGRITY_OBJECTS=5000 makes the store as large as the desk was built for.
import { createHash } from "node:crypto";
import PQueue from "p-queue";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { POST as cancel } from "@/app/api/staff/integrity/cancel/route";
import { POST as fix } from "@/app/api/staff/integrity/findings/[id]/fix/route";
import { GET as list } from "@/app/api/staff/integrity/route";
import { POST as goOn } from "@/app/api/staff/integrity/run/route";
import { POST as start } from "@/app/api/staff/integrity/start/route";
import { db } from "@/lib/db/client";
import { findFindings } from "@/lib/db/integrity-repo";
import { reconcileStore } from "@/lib/domain/integrity/reconcile-store";
import type { FindingView } from "@/lib/domain/integrity/schema";
import { renditionsOf } from "@/lib/domain/media/rules";
import { aCaptain, aUser, signedIn, type TestCaptain } from "../../support/accounts";
import { systemActor } from "../../support/actors";
import { query, truncateAll } from "../../support/database";
import { aCharter, photoRows } from "../../support/drafts";
import { call } from "../../support/http";
import { upload } from "../../support/photos";
import { planOf } from "../../support/plan-of";
import { blob } from "../../support/stack";
import { lose, plant, setBack } from "../../support/stored-files";
import { expectRefusal, expectShape } from "../http/shapes";

let captain: TestCaptain;
let staff: string;
let admin: string;
beforeEach(async () => {
  await truncateAll();
  await blob.clear();
  captain = await aCaptain({ name: "Ali Bin Hassan", email: "ali@harbour.example" });
  staff = await signedIn(await aUser({ role: "STAFF" }));
  admin = await signedIn(await aUser({ role: "ADMIN" }));
});
afterEach(() => blob.setFault());

const check = () => reconcileStore(systemActor(), { dryRun: false });
const press = (door: typeof start, cookie = staff) => call(door, { method: "POST", cookie });
const listed = async (search = "", cookie = staff) => {
  const answer = await call(list, { path: `/api/staff/integrity${search}`, cookie });
  expectShape(answer, 200, "findings");
  return answer.body;
};
/** The first finding of a kind. */
const only = async (kind: string): Promise<FindingView> =>
  (await listed(`?kind=${kind}`)).findings[0];
const mend = (id: string, cookie = admin, reason: string | undefined = "Asked by phone") =>
  call(fix, { cookie, params: { id }, body: { reason } });
const fixes = async (id: string, outcome: string) => {
  const answer = await mend(id);
  expectShape(answer, 200, "fixed");
  expect(answer.body.outcome).toBe(outcome);
};
const actions = async () =>
  (await db().auditLog.findMany({ orderBy: { at: "asc" } })).map(({ action }) => action);
const keyOf = async (id: string) =>
  renditionsOf(await db().charterMedia.findUniqueOrThrow({ where: { id } }))[0]?.key ?? "";

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
    expect((await listed()).pass).toMatchObject({
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
    expect((await listed()).findings).toMatchObject([
      { kind: "missing", subject: id, facts: { key } },
    ]);
    await bringBack();
    await check();
    expect((await listed()).findings).toEqual([]);
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
});

describe("the page", () => {
  test("asks the store nothing, whatever is listed", async () => {
    const { key } = await upload(captain);
    await lose(key);
    await check();
    let asked = 0;
    blob.setFault(() => {
      asked += 1;
      return undefined;
    });
    const { findings, counts, pass, last } = await listed();
    expect(findings).toMatchObject([{ captain: { name: captain.name, email: captain.email } }]);
    expect(counts).toMatchObject({ missing: { value: 1, capped: false }, stray: { value: 0 } });
    expect([pass.state, pass.ageSeconds >= 0, last]).toEqual(["done", true, null]);
    expect(asked).toBe(0);
  });

  test("is walked to its end and back by its cursors, and never read whole", async () => {
    await query(`INSERT INTO "IntegrityFinding" (id, kind, subject, "createdAt")
      SELECT 'f' || n, 'stray', 'photos/' || n, now() - n * interval '1 second' FROM generate_series(1, 4000) AS n`);
    await query(`ANALYZE "IntegrityFinding"`);
    const first = await listed("?kind=stray&limit=3");
    expect(first.counts.stray).toEqual({ value: 1000, capped: true });
    const second = await listed(`?kind=stray&limit=3&cursor=${first.nextCursor}`);
    expect([...first.findings, ...second.findings].map(({ id }) => id)).toEqual([
      "f1",
      "f2",
      "f3",
      "f4",
      "f5",
      "f6",
    ]);
    const back = await listed(`?kind=stray&limit=3&cursor=${second.previousCursor}`);
    expect(back.findings).toEqual(first.findings);
    const page = { kind: "stray", reverse: false, limit: 31 };
    expect(await planOf((client) => findFindings(client, page))).not.toMatch(
      /Seq Scan on "IntegrityFinding"/,
    );
  });
});

describe("a fix", () => {
  test("of a missing file looks again: it waits, or the flag goes", async () => {
    const { charterMediaId: id, key } = await upload(captain);
    const bringBack = await lose(key);
    await check();
    const finding = await only("missing");
    await fixes(finding.id, "unchanged");
    await bringBack();
    await fixes(finding.id, "fixed");
    expect(await db().charterMedia.findUnique({ where: { id } })).toMatchObject({
      missingSince: null,
    });
    expectRefusal(await mend(finding.id), 404, "not_found");
    expect(await actions()).toEqual(["reconcile", "unflag_missing"]);
  });

  test("of a damaged file flags its row, which no check takes back while it is damaged", async () => {
    const { charterMediaId: id } = await upload(captain);
    await plant(await keyOf(id), "other bytes");
    await check();
    const finding = await only("damaged");
    await fixes(finding.id, "fixed");
    expect(await check()).toMatchObject({ found: 0, damaged: 0 });
    expect((await listed("?kind=damaged")).findings).toEqual([]);
    expect(await only("missing")).toMatchObject({ subject: id, facts: { what: "size" } });
    expect(await actions()).toEqual(["flag_missing"]);
  });

  test("of a damaged file that was mended, or whose row is gone, does nothing", async () => {
    const [one, two] = [await upload(captain), await upload(captain)];
    const key = await keyOf(one.charterMediaId);
    const bytes = Buffer.from(await (await fetch(await urlOf(key))).arrayBuffer());
    await plant(key, "other bytes");
    await check();
    const finding = await only("damaged");
    await plant(key, bytes);
    await fixes(finding.id, "settled");
    await plant(await keyOf(two.charterMediaId), "other bytes");
    await check();
    const second = await only("damaged");
    await query(`UPDATE "CharterMedia" SET status = 'DELETING' WHERE id = $1`, [
      two.charterMediaId,
    ]);
    await fixes(second.id, "settled");
    expect(await actions()).toEqual([]);
  });

  test("while the store is down does nothing and keeps the finding", async () => {
    const { key } = await upload(captain);
    await lose(key);
    await check();
    const { id } = await only("missing");
    blob.setFault(() => ({ status: 500, body: "down" }));
    expectRefusal(await mend(id), 503, "storage_unavailable");
    blob.setFault();
    await fixes(id, "unchanged");
  });

  test("of a file without a row deletes it, for an administrator with a reason, once of two at once", async () => {
    const key = "photos/stray/640.webp";
    await plant(key, "stray");
    await setBack(25);
    await check();
    const { id } = await only("stray");
    expectRefusal(await mend(id, staff), 403, "forbidden");
    for (const body of [{}, { reason: " " }]) {
      const answer = await call(fix, { cookie: admin, params: { id }, body });
      expect(answer.body.errors).toEqual({ reason: "Please give a reason." });
    }
    await query(`UPDATE "Session" SET "createdAt" = now() - interval '16 minutes'`);
    expectRefusal(await mend(id), 403, "confirm_password");
    await query(`UPDATE "Session" SET "createdAt" = now()`);
    const outcomes = (await Promise.all([mend(id), mend(id)])).map(
      ({ body }) => body.outcome ?? body.error,
    );
    expect(outcomes.filter((one) => one === "fixed")).toHaveLength(1);
    expect(await blob.keys()).toEqual([]);
    expect(await db().looseBlob.count()).toBe(0);
    expect(await db().auditLog.findMany()).toMatchObject([
      { actorRole: "admin", entity: "Store", entityId: key, action: "delete_stray" },
    ]);
  });

  test("of a file that a row took between the check and the fix saves it", async () => {
    const key = "photos/late/640.webp";
    await plant(key, "late");
    await setBack(25);
    await check();
    const { id } = await only("stray");
    await photoRows(captain, 1, { storageKey: key });
    await fixes(id, "settled");
    expect(await blob.keys()).toEqual([key]);
    expect(await actions()).toEqual([]);
  });

  test("of a video link follows what the charter shows, and frees a video whose place is not its own", async () => {
    const charter = await aCharter({ captain, videos: 2 });
    const [one, two] = await db().captainVideo.findMany({ orderBy: { id: "asc" } });
    const stranger = await aCaptain();
    await query(
      `UPDATE "CharterMedia" SET url = 'https://store.example/x', "storageKey" = 'x' WHERE id = $1`,
      [one?.charterMediaId],
    );
    await query(`UPDATE "CaptainVideo" SET "ownerId" = $2 WHERE id = $1`, [two?.id, stranger.id]);
    await check();
    const { findings } = await listed("?kind=link");
    expect(new Map(findings.map((f: FindingView) => [f.subject, f.facts.fault]))).toEqual(
      new Map([
        [one?.id, "other_file"],
        [two?.id, "other_owner"],
      ]),
    );
    for (const { id } of findings) await fixes(id, "fixed");
    const media = await db().charterMedia.findUnique({ where: { id: one?.charterMediaId ?? "" } });
    expect(media).toMatchObject({ url: one?.ready720pUrl, storageKey: one?.normalizedBlobKey });
    expect(await db().captainVideo.findUnique({ where: { id: two?.id ?? "" } })).toMatchObject({
      charterId: null,
      charterMediaId: null,
    });
    expect(await db().charterMedia.count({ where: { charterId: charter.id } })).toBe(5);
    expect((await actions()).slice(-2)).toEqual(["fix_link", "fix_link"]);
  });

  test("is nothing for a captain", async () => {
    const cookie = await signedIn(captain);
    for (const door of [start, goOn, cancel])
      expectRefusal(await press(door, cookie), 403, "forbidden");
    expectRefusal(await mend("absent", cookie), 403, "forbidden");
    expectRefusal(await mend("absent"), 404, "not_found");
  });
});

async function urlOf(key: string): Promise<string> {
  const { head } = await import("@vercel/blob");
  return (await head(key, { token: blob.token })).url;
}
