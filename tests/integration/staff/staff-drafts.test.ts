// The staff's drafts at their addresses: the list, one draft, finalize for a captain, putting aside and back.
import { beforeEach, describe, expect, test } from "vitest";
import { POST as confirmPassword } from "@/app/api/staff/confirm-password/route";
import { POST as abandon } from "@/app/api/staff/drafts/[id]/abandon/route";
import { POST as finalize } from "@/app/api/staff/drafts/[id]/finalize/route";
import { POST as restore } from "@/app/api/staff/drafts/[id]/restore/route";
import { GET as read } from "@/app/api/staff/drafts/[id]/route";
import { GET as list } from "@/app/api/staff/drafts/route";
import { db } from "@/lib/db/client";
import { finalizeDraft } from "@/lib/domain/draft/finalize-draft";
import type { StaffDraftsPage } from "@/lib/domain/staff/schema";
import {
  aCaptain,
  aUser,
  PASSWORD,
  signedIn,
  type TestCaptain,
  type TestUser,
} from "../../support/accounts";
import { captainActor } from "../../support/actors";
import { countStatements, query, truncateAll } from "../../support/database";
import { aCharter, aDraft, aVideo, completeDraftData, photoRows } from "../../support/drafts";
import { dumpTables } from "../../support/dump";
import { call } from "../../support/http";
import { expectRefusal } from "../http/shapes";

process.env.RATE_LIMIT_MULTIPLIER = "1000";

let user: TestUser;
let staff: string;
let captain: TestCaptain;

beforeEach(async () => {
  await truncateAll();
  user = await aUser({ role: "STAFF", name: "Sam Staff" });
  staff = await signedIn(user);
  captain = await aCaptain({ name: "Ali Bin Hassan", email: "ali@harbour.example" });
});

const page = async (filter: Record<string, string> = {}): Promise<StaffDraftsPage> => {
  const { status, body } = await call(list, {
    path: `/api/staff/drafts?${new URLSearchParams(filter)}`,
    cookie: staff,
  });
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
};
const idsOf = ({ drafts }: StaffDraftsPage) => drafts.map(({ id }) => id);
const send = (handler: typeof finalize, id: string, body: object, cookie = staff) =>
  call(handler, { params: { id }, body, cookie });
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);

describe("who may", () => {
  test("captains are 403 and nobody is 401 at every address, without a word of any draft", async () => {
    const draft = await aDraft({ captain, photos: 3 });
    const before = await dumpTables();
    const own = await signedIn(captain);
    for (const [cookie, status] of [
      ["", 401],
      [own, 403],
    ] as const) {
      const answers = [
        await call(list, { cookie }),
        await call(read, { params: { id: draft.id }, cookie }),
        ...(await Promise.all(
          [finalize, abandon, restore].map((one) => send(one, draft.id, { reason: "x" }, cookie)),
        )),
      ];
      for (const { status: given, body } of answers) {
        expect(given).toBe(status);
        expect(JSON.stringify(body)).not.toContain(draft.id);
      }
    }
    await query(`DELETE FROM "Session" WHERE "userId" = $1`, [captain.id]);
    const { Session: _, ...after } = (await dumpTables()) as Record<string, unknown>;
    const { Session: __, ...was } = before as Record<string, unknown>;
    expect(after).toEqual(was);
  });
});

describe("the list", () => {
  test("a draft with its owner, its progress, and counts from the database whatever its data says", async () => {
    const data = { ...completeDraftData(), uploadedPhotos: [1, 2, 3, 4], description: "Short." };
    const draft = await aDraft({ captain, data, photos: 2 });
    await photoRows(captain, 1, { draftId: draft.id, rejectedReason: "Too dark" });
    await aVideo({ captain, draftId: draft.id });
    const { drafts, counts } = await page();
    expect(drafts).toEqual([
      {
        id: draft.id,
        status: "DRAFT",
        version: 1,
        currentStep: 0,
        charterId: null,
        editsCharterId: null,
        counts: { photos: 2, videos: 1 },
        createdAt: expect.any(String),
        updatedAt: expect.any(String),
        lastTouchedAt: expect.any(String),
        name: "Sea Wolf",
        owner: {
          id: captain.id,
          captainId: captain.profileId,
          name: "Ali Bin Hassan",
          email: "ali@harbour.example",
        },
        progress: { done: ["charter", "boat", "trips"], of: 5 },
        stale: false,
        ageSeconds: expect.any(Number),
      },
    ]);
    expect(counts).toEqual({
      DRAFT: { value: 1, capped: false },
      SUBMITTED: { value: 0, capped: false },
      ABANDONED: { value: 0, capped: false },
      DELETED: { value: 0, capped: false },
    });
  });

  test("found by a part of the owner's name or e-mail or the charter's name, and by id; also before a first photo", async () => {
    const { id } = await aDraft({ captain });
    const newcomer = await aUser({ name: "Siti Noor", email: "siti@jetty.example" });
    const other = await aDraft({ captain: newcomer, data: { charterName: "Night Heron" } });
    for (const q of ["hassan", "ALI@HARB", "sea w", id])
      expect(idsOf(await page({ q })), q).toEqual([id]);
    for (const q of ["siti n", "@jetty", "heron"])
      expect(idsOf(await page({ q })), q).toEqual([other.id]);
    for (const q of ["%", "_", "nobody", "\\"]) expect(idsOf(await page({ q })), q).toEqual([]);
  });

  test("each status by itself; stale is what nobody touched for 24 hours and is still open", async () => {
    const fresh = await aDraft({ captain, draft: { lastTouchedAt: hoursAgo(23) } });
    const stale = await aDraft({ captain, draft: { lastTouchedAt: hoursAgo(25) } });
    const aside = await aDraft({
      captain,
      draft: { status: "ABANDONED", lastTouchedAt: hoursAgo(99) },
    });
    expect(idsOf(await page())).toEqual([fresh.id, stale.id]);
    expect(idsOf(await page({ sort: "oldest" }))).toEqual([stale.id, fresh.id]);
    const { drafts } = await page({ stale: "1" });
    expect(drafts.map(({ id, stale: is }) => [id, is])).toEqual([[stale.id, true]]);
    const abandoned = await page({ status: "ABANDONED" });
    expect(abandoned.drafts.map(({ id, stale: is }) => [id, is])).toEqual([[aside.id, false]]);
  });

  test.each(["newest", "oldest"])(
    "%s: pages forward and back show each draft once",
    async (sort) => {
      for (let at = 0; at < 10; at++)
        await aDraft({ captain, draft: { lastTouchedAt: hoursAgo(Math.floor(at / 2)) } });
      for (const filter of [{ sort }, { sort, q: "ali" }]) {
        const whole = idsOf(await page(filter));
        const forward: string[][] = [];
        let now = await page({ ...filter, limit: "4" });
        forward.push(idsOf(now));
        while (now.nextCursor) {
          now = await page({ ...filter, limit: "4", cursor: now.nextCursor });
          forward.push(idsOf(now));
        }
        expect(forward.flat()).toEqual(whole);
        while (now.previousCursor) {
          now = await page({ ...filter, limit: "4", cursor: now.previousCursor });
          forward.pop();
          expect(idsOf(now)).toEqual(forward.at(-1));
        }
        expect(forward).toHaveLength(1);
      }
    },
  );

  test("what does not fit is invalid_payload", async () => {
    for (const wrong of [
      "status=OPEN",
      "cursor=x",
      "limit=101",
      "stale=yes",
      "sort=oldest&cursor=newest.next.1.a",
    ]) {
      const { status } = await call(list, { path: `/api/staff/drafts?${wrong}`, cookie: staff });
      expect(status, wrong).toBe(400);
    }
  });

  test("asks the database the same number of times whatever is asked", async () => {
    for (let at = 0; at < 12; at++) await aDraft({ captain, photos: 1 });
    const totals: number[] = [];
    for (const filter of [{}, { limit: "1" }, { q: "ali" }, { status: "DELETED" }, { stale: "1" }])
      totals.push((await countStatements(() => page(filter))).total);
    expect(new Set(totals).size).toBe(1);
  });
});

describe("one draft", () => {
  test("its data, what it would take, what of that can't be used, and what was done to it", async () => {
    const draft = await aDraft({ captain, photos: 2 });
    const [rejected] = await photoRows(captain, 1, {
      draftId: draft.id,
      rejectedReason: "Too dark",
    });
    await photoRows(await aCaptain(), 2);
    await send(abandon, draft.id, { reason: "Given up by phone" });
    await send(restore, draft.id, { reason: "Wants it back" });
    const { status, body } = await call(read, { params: { id: draft.id }, cookie: staff });
    expect(status).toBe(200);
    expect(body.draft).toMatchObject({ id: draft.id, data: { charterName: "Sea Wolf" } });
    expect(body.photos).toHaveLength(2);
    expect(body.unusable.map(({ id }: { id: string }) => id)).toEqual([rejected?.id]);
    expect(body.errors).toEqual({});
    expect(
      body.history.map((one: { action: string; reason: string }) => [one.action, one.reason]),
    ).toEqual([
      ["restore", "Wants it back"],
      ["abandon", "Given up by phone"],
    ]);
    expectRefusal(await call(read, { params: { id: "absent" }, cookie: staff }), 404, "not_found");
  });

  test("a submitted one shows what its charter shows", async () => {
    const { draftId, media } = await aCharter({ captain, photos: 4, videos: 1 });
    await photoRows(captain, 2);
    await aVideo({ captain });
    const { body } = await call(read, { params: { id: draftId }, cookie: staff });
    expect(body.photos.map(({ id }: { id: string }) => id)).toEqual(
      media.filter(({ kind }) => kind === "CHARTER_PHOTO").map(({ id }) => id),
    );
    expect([body.videos.length, body.unusable]).toEqual([1, []]);
  });
});

describe("finalize for a captain", () => {
  const dryRun = async (id: string) => (await send(finalize, id, { dryRun: true })).body;

  test("a dry run says what would be refused or linked, and writes nothing", async () => {
    const draft = await aDraft({ captain, photos: 2 });
    const before = await dumpTables();
    const refused = await dryRun(draft.id);
    expect(refused).toMatchObject({
      ok: true,
      dryRun: true,
      refusal: { error: "missing_media", found: 2, required: 3 },
      found: 2,
      required: 3,
    });
    expect(refused.refusal.message).toContain("At least 3 photos");
    expect(await dumpTables()).toEqual(before);
    await photoRows(captain, 1);
    await aVideo({ captain, draftId: draft.id });
    const ready = await dryRun(draft.id);
    expect(ready).toMatchObject({ refusal: null, charterId: null, found: 3, replayed: false });
    expect([ready.photos.length, ready.videos.length]).toEqual([3, 1]);
    expect(await db().charter.count()).toBe(0);
  });

  test("a dry run and the real one refuse for the same, in the same words", async () => {
    const newcomer = await aUser();
    const refused = [
      await aDraft({ captain: newcomer }),
      await aDraft({ captain, data: { charterName: "Sea Wolf" } }),
      await aDraft({ captain, photos: 1 }),
      await aDraft({ captain, draft: { status: "DELETED" } }),
    ];
    for (const { id } of refused) {
      const real = await send(finalize, id, { reason: "Asked by phone" });
      const { refusal } = await dryRun(id);
      const { requestId: _, ...said } = real.body;
      expect(refusal).toEqual(said);
    }
  });

  test("the charter is the captain's, and the audit names who did it and why", async () => {
    const draft = await aDraft({ captain, photos: 3 });
    expectRefusal(await send(finalize, draft.id, {}), 400, "invalid_payload", {
      errors: { reason: "Please give a reason." },
    });
    const { status, body } = await send(finalize, draft.id, { reason: "Asked by phone" });
    expect(status).toBe(200);
    expect(body).toEqual({
      ok: true,
      charterId: expect.any(String),
      photos: 3,
      videos: 0,
      left: 0,
      replayed: false,
      requestId: expect.any(String),
    });
    const charter = await db().charter.findUniqueOrThrow({ where: { id: body.charterId } });
    expect(charter.captainId).toBe(captain.profileId);
    expect(await query(`SELECT * FROM "AuditLog" WHERE "entityId" = $1`, [draft.id])).toMatchObject(
      [
        {
          actorId: user.id,
          actorRole: "staff",
          action: "finalize_create",
          reason: "Asked by phone",
          requestId: body.requestId,
        },
      ],
    );
    const again = await send(finalize, draft.id, { reason: "Asked twice" });
    expect(again.body).toMatchObject({ charterId: body.charterId, replayed: true });
    expect(await dryRun(draft.id)).toMatchObject({ replayed: true, charterId: body.charterId });
    expect(await db().charter.count()).toBe(1);
  });

  test("at the same time as the captain there is one charter, and one of them made it", async () => {
    const draft = await aDraft({ captain, photos: 3 });
    const [mine, theirs] = await Promise.all([
      finalizeDraft(captainActor(captain.id), draft.id),
      send(finalize, draft.id, { reason: "Asked by phone" }),
    ]);
    expect(theirs.body.charterId).toBe(mine.charterId);
    expect(await db().charter.count()).toBe(1);
    expect(await query(`SELECT FROM "AuditLog" WHERE "entityId" = $1`, [draft.id])).toHaveLength(1);
  });

  test("a sign-in older than 15 minutes is refused until the password is confirmed, which ends the old session", async () => {
    const draft = await aDraft({ captain, photos: 3 });
    await query(`UPDATE "Session" SET "createdAt" = now() - interval '16 minutes'`);
    const ask = (cookie: string) => send(finalize, draft.id, { reason: "x" }, cookie);
    expectRefusal(await ask(staff), 403, "confirm_password");
    expect(await dryRun(draft.id)).toMatchObject({ refusal: null });
    const wrong = await call(confirmPassword, { cookie: staff, body: { password: "not this" } });
    expectRefusal(wrong, 403, "wrong_password");
    expectRefusal(await ask(staff), 403, "confirm_password");
    const right = await call(confirmPassword, { cookie: staff, body: { password: PASSWORD } });
    expect(right.status).toBe(200);
    expect((await ask(right.cookie ?? "")).status).toBe(200);
    expectRefusal(await ask(staff), 401, "unauthorized");
  });
});

describe("putting aside and back", () => {
  test("abandon: its media waits in no draft, and its captain can go on with it elsewhere", async () => {
    const draft = await aDraft({ captain, photos: 3 });
    const video = await aVideo({ captain, draftId: draft.id });
    expectRefusal(await send(abandon, draft.id, { reason: " " }), 400, "invalid_payload", {
      errors: { reason: "Please give a reason." },
    });
    expect((await send(abandon, draft.id, { reason: "Given up" })).body).toEqual({ ok: true });
    expect(await db().charterMedia.count({ where: { draftId: null, charterId: null } })).toBe(3);
    expect(
      (await db().captainVideo.findUniqueOrThrow({ where: { id: video.id } })).draftId,
    ).toBeNull();
    const other = await aDraft({ captain });
    expect((await finalizeDraft(captainActor(captain.id), other.id)).photos).toBe(3);
  });

  test("restore: abandoned and deleted ones are open again, submitted ones are not", async () => {
    for (const status of ["ABANDONED", "DELETED"] as const) {
      const { id } = await aDraft({ captain, draft: { status } });
      expect((await send(restore, id, { reason: "Wanted back" })).status).toBe(200);
      expect((await db().charterDraft.findUniqueOrThrow({ where: { id } })).status).toBe("DRAFT");
      const [entry] = await query(`SELECT * FROM "AuditLog" WHERE "entityId" = $1`, [id]);
      expect(entry).toMatchObject({ before: { status }, after: { status: "DRAFT" } });
    }
    const { draftId } = await aCharter({ captain });
    for (const move of [restore, abandon])
      expectRefusal(await send(move, draftId, { reason: "x" }), 400, "invalid_status");
    expectRefusal(await send(restore, "absent", { reason: "x" }), 404, "not_found");
  });

  test("of two at once one does it and the other is told", async () => {
    const draft = await aDraft({ captain });
    for (const move of [abandon, restore]) {
      const both = await Promise.all([1, 2].map(() => send(move, draft.id, { reason: "x" })));
      expect(both.map(({ status }) => status).sort()).toEqual([200, 400]);
    }
    expect(await query(`SELECT FROM "AuditLog"`)).toHaveLength(2);
  });
});
