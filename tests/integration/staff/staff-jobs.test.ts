// What staff have done in the background to all that match a view: who may, what is done to what, how often,
// and what is left when something breaks off.
import { beforeEach, describe, expect, test } from "vitest";
import { GET as round } from "@/app/api/cron/staff-jobs/route";
import { POST as cancel } from "@/app/api/staff/media/jobs/[id]/cancel/route";
import { DELETE as forget } from "@/app/api/staff/media/jobs/[id]/route";
import { POST as run } from "@/app/api/staff/media/jobs/[id]/run/route";
import { POST as start } from "@/app/api/staff/media/jobs/route";
import { GET as matching } from "@/app/api/staff/media/matching/route";
import { db } from "@/lib/db/client";
import { getOwnDesk } from "@/lib/domain/staff/get-own-desk";
import { runJob } from "@/lib/domain/staff/run-job";
import { aCaptain, aUser, signedIn, type TestCaptain, type TestUser } from "../../support/accounts";
import { staffActor } from "../../support/actors";
import { query, truncateAll } from "../../support/database";
import { aCharter, photoRows } from "../../support/drafts";
import { call } from "../../support/http";
import { expectRefusal } from "../http/shapes";

let user: TestUser;
let staff: string;
let captain: TestCaptain;

beforeEach(async () => {
  await truncateAll();
  user = await aUser({ role: "STAFF" });
  staff = await signedIn(user);
  captain = await aCaptain();
});

const REJECT = { action: "reject", reason: "Too dark" };
const begin = (given: object = {}, cookie = staff) =>
  call(start, { body: { ...REJECT, filter: {}, ...given }, cookie });
const at = (handler: typeof run, id: string, cookie = staff) =>
  call(handler, { params: { id }, cookie });
const SECRET = { authorization: `Bearer ${process.env.CRON_SECRET}` };

async function started(given: object = {}): Promise<string> {
  const { status, body } = await begin(given);
  expect(status, JSON.stringify(body)).toBe(201);
  return body.job.id;
}

/** Drives it to its end, as a page that watches does. */
async function finished(id: string) {
  for (;;) {
    const { status, body } = await at(run, id);
    expect(status, JSON.stringify(body)).toBe(200);
    if (body.job.state !== "running") return body.job;
  }
}

/** Of a minute ago: a job means what was there when it began. */
async function photos(...given: Parameters<typeof photoRows>) {
  const rows = await photoRows(...given);
  await query(
    `UPDATE "CharterMedia" SET "createdAt" = "createdAt" - interval '1 minute' WHERE "id" = ANY($1)`,
    [rows.map(({ id }) => id)],
  );
  return rows;
}

const rejected = () => db().charterMedia.count({ where: { rejectedReason: { not: null } } });
const audited = (id: string) => db().auditLog.count({ where: { requestId: id } });

describe("who may", () => {
  test("captains are 403 and nobody is 401, at each address, and nothing changes", async () => {
    await photos(captain, 2);
    const id = await started();
    for (const [cookie, status, error] of [
      [await signedIn(captain), 403, "forbidden"],
      ["", 401, "unauthorized"],
    ] as const) {
      expectRefusal(await begin({}, cookie), status, error);
      for (const handler of [run, cancel, forget])
        expectRefusal(await at(handler, id, cookie), status, error);
      expectRefusal(await call(matching, { cookie }), status, error);
    }
    expect(await rejected()).toBe(0);
  });

  test("another's is not there, for whoever else is staff", async () => {
    const id = await started();
    const other = await signedIn(await aUser({ role: "ADMIN" }));
    for (const handler of [run, cancel, forget]) {
      expectRefusal(await at(handler, id, other), 404, "not_found");
      expectRefusal(await at(handler, "absent"), 404, "not_found");
    }
    expect((await getOwnDesk(staffActor(user.id))).job?.state).toBe("running");
  });

  test("who is no longer staff has theirs stopped before anything is done", async () => {
    await photos(captain, 2);
    const id = await started();
    await db().user.update({ where: { id: user.id }, data: { role: "CAPTAIN" } });
    expect((await call(round, { headers: SECRET })).body).toMatchObject({ worked: 1, left: 0 });
    expect(await db().staffJob.findUnique({ where: { id } })).toMatchObject({ state: "cancelled" });
    expect(await rejected()).toBe(0);
  });
});

describe("what is asked", () => {
  test("never to delete for good, and what the action itself asks for", async () => {
    const admin = await signedIn(await aUser({ role: "ADMIN" }));
    for (const [body, field] of [
      [{ action: "purge" }, "action"],
      [{ reason: " " }, "reason"],
      [{ action: "assignCaptain" }, "captainId"],
      [{ filter: { state: "reserved" } }, "filter.state"],
    ] as const) {
      const answer = await begin(body, admin);
      expectRefusal(answer, 400, "invalid_payload", { errors: { [field]: expect.any(String) } });
    }
    const nobody = { action: "assignCaptain", captainId: "absent" };
    expectRefusal(await begin(nobody), 404, "not_found");
  });

  test("how many match is counted by the view's own filters", async () => {
    const other = await aCaptain();
    await photos(captain, 3);
    await photos(other, 2);
    const path = `/api/staff/media/matching?captainId=${other.profileId}`;
    const { body } = await call(matching, { cookie: staff, path });
    expect(body).toEqual({ matching: { value: 2, capped: false } });
  });
});

describe("what is done", () => {
  test("to each that matches, with an audit entry of its own, and to nothing else", async () => {
    const other = await aCaptain();
    const [theirs] = await photos(other, 1);
    await photos(captain, 120);
    const filter = { captainId: captain.profileId };
    const id = await started({ filter });
    const [late] = await photoRows(captain, 1);
    const job = await finished(id);
    expect(job).toEqual({
      id,
      state: "done",
      action: "reject",
      total: { value: 120, capped: false },
      done: 120,
      failed: [],
      createdAt: expect.any(String),
      finishedAt: expect.any(String),
    });
    expect(await rejected()).toBe(120);
    expect(await audited(id)).toBe(120);
    for (const one of [theirs, late])
      expect(
        (await db().charterMedia.findUniqueOrThrow({ where: { id: one?.id ?? "" } }))
          .rejectedReason,
      ).toBeNull();
  });

  test("to what was there when it began and matches when its turn comes, and to no other", async () => {
    const [leaves, enters] = await photos(captain, 2);
    const [trashed] = await photos(captain, 1, { trashedAt: new Date() });
    const id = await started({ filter: { unreviewed: "1" } });
    await query(`UPDATE "CharterMedia" SET "reviewedAt" = now() WHERE "id" = $1`, [leaves?.id]);
    await query(`UPDATE "CharterMedia" SET "trashedAt" = NULL WHERE "id" = $1`, [trashed?.id]);
    expect(await finished(id)).toMatchObject({ done: 2, total: { value: 2 }, failed: [] });
    const acted = await db().auditLog.findMany({ where: { requestId: id } });
    expect(acted.map(({ entityId }) => entityId).sort()).toEqual([enters?.id, trashed?.id].sort());
  });

  test("what can't be is counted by its code", async () => {
    await aCharter({ captain, photos: 4 });
    await photos(captain, 2, { charterId: null });
    const job = await finished(await started({ filter: { state: "linked" } }));
    expect(job).toMatchObject({
      done: 1,
      total: { value: 4 },
      failed: [{ error: "charter_needs_photos", count: 3 }],
    });
  });

  test("once: while it runs there is no second, and then the next takes its place", async () => {
    await photos(captain, 2);
    const answers = await Promise.all([begin(), begin(), begin()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    for (const answer of answers)
      if (answer.status === 409) expectRefusal(answer, 409, "job_running");
    const id = answers.find(({ status }) => status === 201)?.body.job.id;
    expectRefusal(await at(forget, id), 409, "job_running");
    await finished(id);
    const next = await finished(await started());
    expect(next).toMatchObject({ done: 0, failed: [{ error: "already_done", count: 2 }] });
    expect((await at(forget, next.id)).body).toEqual({ ok: true });
    expectRefusal(await at(forget, next.id), 404, "not_found");
    expect((await getOwnDesk(staffActor(user.id))).job).toBeNull();
  });

  test("two tabs at once never do the same slice", async () => {
    await photos(captain, 150);
    const id = await started();
    const tabs = await Promise.all([at(run, id), at(run, id), at(run, id)]);
    expect(tabs.filter(({ body }) => body.ran)).toHaveLength(1);
    const job = await finished(id);
    expect([job.done, job.failed]).toEqual([150, []]);
    expect(await audited(id)).toBe(150);
    expect((await at(run, id)).body).toMatchObject({ ran: false, job: { done: 150 } });
  });

  test("stopped, it stays stopped and what was done stays", async () => {
    await photos(captain, 120);
    const id = await started();
    // One slice.
    await runJob(id, 0);
    const { body } = await at(cancel, id);
    expect(body.job).toMatchObject({ state: "cancelled", done: 50, total: { value: 120 } });
    expect((await at(cancel, id)).body).toEqual(body);
    expect((await at(run, id)).body).toMatchObject({ ran: false, job: { done: 50 } });
    expect(await rejected()).toBe(50);
  });
});

describe("after a crash", () => {
  /** As a process leaves it that died when some of its slice was done. */
  async function brokenOff(id: string) {
    await runJob(id, 0);
    await query(
      `UPDATE "StaffJob" SET "done" = 0, "leaseOwner" = 'dead', "leasedUntil" = now() + interval '9 seconds',
       "slice" = (SELECT jsonb_agg("entityId") FROM "AuditLog" WHERE "requestId" = $1) WHERE "id" = $1`,
      [id],
    );
  }
  const wake = () => query(`UPDATE "StaffJob" SET "leasedUntil" = now() - interval '1 second'`);

  test("each item is done once and counted once, and the daily round goes on by itself", async () => {
    await photos(captain, 120);
    const id = await started();
    await brokenOff(id);
    expect((await at(run, id)).body).toMatchObject({ ran: false, job: { done: 0 } });
    expect((await call(round, { headers: SECRET })).body).toEqual({ worked: 0, left: 0 });
    await wake();
    expect((await call(round, { headers: SECRET })).body).toEqual({ worked: 1, left: 0 });
    const { job } = await getOwnDesk(staffActor(user.id));
    expect(job).toMatchObject({ state: "done", done: 120, failed: [] });
    expect(await audited(id)).toBe(120);
  });

  test("what no longer matches by then is left alone, and counted as changed", async () => {
    const rows = await photos(captain, 3);
    const id = await started({ filter: { unreviewed: "1" } });
    // It broke off with these written down and none acted on.
    const ids = rows.map((row) => row.id);
    await query(
      `UPDATE "StaffJob" SET "slice" = $2, "cursorAt" = now(), "cursorId" = 'x' WHERE "id" = $1`,
      [id, JSON.stringify(ids)],
    );
    await query(`UPDATE "CharterMedia" SET "reviewedAt" = now() WHERE "id" = $1`, [ids[0]]);
    expect(await finished(id)).toMatchObject({
      state: "done",
      done: 2,
      failed: [{ error: "media_changed", count: 1 }],
    });
    expect(await db().charterMedia.findUnique({ where: { id: ids[0] ?? "" } })).toMatchObject({
      rejectedReason: null,
    });
  });

  test("one that can't go on keeps no other from being finished", async () => {
    await photos(captain, 2);
    const poisoned = await started();
    await query(`UPDATE "StaffJob" SET "filter" = '{"state": "nowhere"}' WHERE "id" = $1`, [
      poisoned,
    ]);
    const other = await signedIn(await aUser({ role: "STAFF" }));
    const { body } = await begin({}, other);
    const { status } = await call(round, { headers: SECRET });
    expect(status).toBe(200);
    expect(await audited(body.job.id)).toBe(2);
  });

  test("one that is stopped then says what was done", async () => {
    await photos(captain, 60);
    const id = await started();
    await brokenOff(id);
    await wake();
    expect((await at(cancel, id)).body.job).toMatchObject({ state: "cancelled", done: 50 });
  });

  test("one that is stopped while the lease of the dead still runs says it when that is over", async () => {
    await photos(captain, 60);
    const id = await started();
    await brokenOff(id);
    expect((await at(cancel, id)).body.job).toMatchObject({ state: "cancelled", done: 0 });
    await wake();
    expect((await call(round, { headers: SECRET })).body).toEqual({ worked: 1, left: 0 });
    const { job } = await getOwnDesk(staffActor(user.id));
    expect(job).toMatchObject({ state: "cancelled", done: 50, failed: [] });
    expect(await audited(id)).toBe(50);
  });

  test("one whose owner is no longer staff does nothing more, and counts what was done", async () => {
    await photos(captain, 60);
    const id = await started();
    await brokenOff(id);
    await wake();
    await db().user.update({ where: { id: user.id }, data: { suspendedAt: new Date() } });
    expect((await call(round, { headers: SECRET })).body).toEqual({ worked: 1, left: 0 });
    const stopped = { state: "cancelled", done: 50, slice: [] };
    expect(await db().staffJob.findUnique({ where: { id } })).toMatchObject(stopped);
    expect(await audited(id)).toBe(50);
  });

  test("the round is refused without its secret", async () => {
    expectRefusal(await call(round, {}), 401, "unauthorized");
    expectRefusal(await call(round, { cookie: staff }), 401, "unauthorized");
  });
});
