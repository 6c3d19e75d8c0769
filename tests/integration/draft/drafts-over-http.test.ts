// The drafts' addresses as API.md says, through the real doors.
import { beforeEach, describe, expect, test } from "vitest";
import * as finalizeRoute from "@/app/api/charter-drafts/[id]/finalize/route";
import * as reviewRoute from "@/app/api/charter-drafts/[id]/review/route";
import * as draftRoute from "@/app/api/charter-drafts/[id]/route";
import * as fromCharterRoute from "@/app/api/charter-drafts/from-charter/[charterId]/route";
import * as draftsRoute from "@/app/api/charter-drafts/route";
import { aCaptain, aUser, signedIn, type TestCaptain } from "../../support/accounts";
import { countStatements, truncateAll } from "../../support/database";
import { aCharter, aDraft, aVideo, completeDraftData, photoRows } from "../../support/drafts";
import { dumpTables } from "../../support/dump";
import { call, ORIGIN } from "../../support/http";
import { redis } from "../../support/stack";

let captain: TestCaptain;
let cookie: string;
beforeEach(async () => {
  await truncateAll();
  redis.clear();
  captain = await aCaptain();
  cookie = await signedIn(captain);
});

const finalize = (id: string, headers: Record<string, string> = {}) =>
  call(finalizeRoute.POST, { method: "POST", cookie, params: { id }, headers });

describe("drafts", () => {
  test("are made, read, listed newest first, saved and deleted", async () => {
    const made = await call(draftsRoute.POST, {
      cookie,
      body: { data: { charterName: "Sea Wolf" } },
    });
    expect(made.status).toBe(201);
    const { id, ...draft } = made.body.draft;
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/);
    expect(draft).toEqual({
      status: "DRAFT",
      version: 1,
      currentStep: 0,
      data: { charterName: "Sea Wolf" },
      charterId: null,
      editsCharterId: null,
      counts: { photos: 0, videos: 0 },
      createdAt: time,
      updatedAt: time,
      lastTouchedAt: time,
    });
    expect((await call(draftRoute.GET, { cookie, params: { id } })).body).toEqual(made.body);
    const second = await call(draftsRoute.POST, { cookie, body: {} });
    const saved = await call(draftRoute.PATCH, {
      method: "PATCH",
      cookie,
      params: { id },
      body: { dataPartial: { city: "Langkawi" }, clientVersion: 1, currentStep: 2 },
    });
    expect(saved.body.draft).toMatchObject({
      version: 2,
      currentStep: 2,
      data: { charterName: "Sea Wolf", city: "Langkawi" },
    });
    const list = await call(draftsRoute.GET, { cookie });
    expect(list.body).toEqual({ drafts: [second.body.draft, saved.body.draft] });
    expect(list.headers.get("cache-control")).toBe("private, no-store");

    for (const _ of [1, 2]) {
      const removed = await call(draftRoute.DELETE, { method: "DELETE", cookie, params: { id } });
      expect([removed.status, removed.body]).toEqual([200, { ok: true }]);
    }
    expect((await call(draftRoute.GET, { cookie, params: { id } })).status).toBe(404);
    expect((await call(draftsRoute.GET, { cookie })).body.drafts).toHaveLength(1);
  });

  test("of a wrong shape are refused by field, and no row is made", async () => {
    const answer = await call(draftsRoute.POST, {
      cookie,
      body: {
        data: { operator: { bio: 7 }, trips: [{ price: "free" }], scheduleType: "SOMETIMES" },
      },
    });
    expect(answer).toMatchObject({
      status: 400,
      body: {
        error: "invalid_payload",
        errors: {
          "data.operator.bio": expect.any(String),
          "data.trips.0.price": expect.any(String),
          "data.scheduleType": expect.any(String),
        },
      },
    });
    expect((await call(draftsRoute.GET, { cookie })).body).toEqual({ drafts: [] });
  });

  test("are listed with their counts in the same number of statements for 1 and for 12", async () => {
    await aDraft({ captain, photos: 2 });
    const few = await countStatements(() => call(draftsRoute.GET, { cookie }));
    for (let at = 0; at < 11; at++) await aDraft({ captain, photos: at });
    const many = await countStatements(() => call(draftsRoute.GET, { cookie }));
    expect(many.value.body.drafts).toHaveLength(12);
    expect(many.total).toBe(few.total);
  });
});

describe("finalize", () => {
  test("answers as API.md says, the same again, and the request id throughout", async () => {
    const { id } = await aDraft({ captain, photos: 3 });
    await aVideo({ captain });
    const requestId = "my-request-0001";
    const first = await finalize(id, { "x-request-id": requestId, "x-draft-version": "1" });
    expect([first.status, first.body]).toEqual([
      200,
      {
        ok: true,
        charterId: expect.any(String),
        photos: 3,
        videos: 1,
        left: 0,
        replayed: false,
        requestId,
      },
    ]);
    expect(first.headers.get("x-request-id")).toBe(requestId);
    const again = await finalize(id, { "x-draft-version": "999" });
    expect(again).toMatchObject({
      status: 200,
      body: { charterId: first.body.charterId, replayed: true, photos: 3, videos: 1 },
    });
  });

  test.each([
    [
      "media lists of old clients",
      JSON.stringify({ media: { images: [{ id: "x" }] }, adminUserId: "y" }),
    ],
    ["no JSON", "{{{"],
    ["1 MB and more", "x".repeat(2_000_000)],
  ])("never reads the body: %s", async (_, body) => {
    const { id } = await aDraft({ captain, photos: 3 });
    const request = new Request(`${ORIGIN}/api/charter-drafts/${id}/finalize`, {
      method: "POST",
      headers: { cookie, "content-type": "application/json" },
      body,
    });
    const response = await finalizeRoute.POST(request, { params: Promise.resolve({ id }) });
    expect([response.status, request.bodyUsed]).toEqual([200, false]);
  });

  test("with a stale version is 409 with the server's, and with a nonsense version too", async () => {
    const { id } = await aDraft({ captain, photos: 3, draft: { version: 4 } });
    for (const stale of ["3", "4.5", "abc", "99999999999999999999"])
      expect(await finalize(id, { "x-draft-version": stale })).toMatchObject({
        status: 409,
        body: {
          error: "version_conflict",
          serverVersion: 4,
          message: expect.stringMatching(/refresh/i),
        },
      });
    // The fifth try of the five a minute allows.
    expect((await finalize(id, { "x-draft-version": "4" })).status).toBe(200);
  });

  test("with 2 photos says that at least 3 are needed, found 2 of 3", async () => {
    const { id } = await aDraft({ captain, photos: 2 });
    expect(await finalize(id)).toMatchObject({
      status: 400,
      body: {
        error: "missing_media",
        message: expect.stringContaining("At least 3 photos"),
        found: 2,
        required: 3,
      },
    });
  });

  test("the 6th in a minute is 429 with Retry-After, before anything is looked up", async () => {
    for (let at = 1; at <= 5; at++) expect((await finalize("absent")).status).toBe(404);
    const sixth = await finalize("absent");
    expect(sixth).toMatchObject({ status: 429, body: { error: "rate_limited" } });
    expect(Number(sixth.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  test("takes at most 12 statements with session, BEGIN and COMMIT, the same for 3 photos and 15", async () => {
    const cost = async (photos: number) => {
      const { id } = await aDraft({ captain, photos });
      const { value, statements } = await countStatements(() => finalize(id));
      expect(value.status).toBe(200);
      // The record of operations is written after an answer, this one's or an earlier one's.
      const own = statements.filter(({ sql }) => !sql.startsWith('INSERT INTO "OperationEvent"'));
      return own.reduce((sum, { calls }) => sum + calls, 0);
    };
    await cost(3);
    const [few, many] = [await cost(3), await cost(15)];
    expect(many).toBe(few);
    expect(few).toBeLessThanOrEqual(12);
  });
});

describe("somebody else's draft or charter", () => {
  const patch = { dataPartial: { charterName: "Mine now" }, clientVersion: 1 };
  const doors = [
    ["GET a draft", draftRoute.GET, { method: "GET" }, "id"],
    ["PATCH a draft", draftRoute.PATCH, { method: "PATCH", body: patch }, "id"],
    ["DELETE a draft", draftRoute.DELETE, { method: "DELETE" }, "id"],
    ["review a draft", reviewRoute.GET, { method: "GET" }, "id"],
    ["finalize a draft", finalizeRoute.POST, { method: "POST" }, "id"],
    ["edit a charter", fromCharterRoute.POST, { method: "POST" }, "charterId"],
  ] as const;

  test.each(doors)(
    "%s: the same answer as for an absent or impossible one, and nothing changes",
    async (_, door, given, name) => {
      const stranger = await aCaptain();
      const draft = await aDraft({ captain: stranger, photos: 3, data: completeDraftData() });
      const charter = await aCharter({ captain: stranger });
      await photoRows(captain, 3);
      const theirs = name === "id" ? draft.id : charter.id;
      const before = await dumpTables();
      const headers = { "x-request-id": "same-request", "x-draft-version": "7" };
      const answers = [];
      for (const id of [theirs, "absent", "../etc", "x".repeat(65)])
        answers.push(await call(door, { ...given, cookie, headers, params: { [name]: id } }));
      for (const answer of answers) {
        expect(answer.status).toBe(404);
        expect(answer.body).toEqual(answers[1]?.body);
        expect([...answer.headers]).toEqual([...(answers[1]?.headers ?? [])]);
      }
      expect(await dumpTables()).toEqual(before);
    },
  );

  test.each(doors)(
    "%s without a session: 401, and nothing changes",
    async (_, door, given, name) => {
      const draft = await aDraft({ captain, photos: 3 });
      const before = await dumpTables();
      const answer = await call(door, { ...given, params: { [name]: draft.id } });
      expect(answer).toMatchObject({ status: 401, body: { error: "unauthorized" } });
      expect(await dumpTables()).toEqual(before);
    },
  );

  test("is not in anybody else's list", async () => {
    await aDraft({ captain: await aCaptain() });
    expect((await call(draftsRoute.GET, { cookie })).body).toEqual({ drafts: [] });
  });
});

test("a user without a profile has drafts too, and is told what finalize wants", async () => {
  const user = await aUser();
  cookie = await signedIn(user);
  const { id } = await aDraft({ captain: user });
  expect(await finalize(id)).toMatchObject({
    status: 400,
    body: { error: "missing_captain_profile" },
  });
  expect((await call(reviewRoute.GET, { cookie, params: { id } })).body).toMatchObject({
    ready: false,
    found: 0,
    required: 3,
    photos: [],
    videos: [],
    errors: {},
  });
});

test("the review shows what finalize then does: photos in order, videos, and what stays", async () => {
  const { id } = await aDraft({ captain });
  const photos = await photoRows(captain, 17, { draftId: id });
  const video = await aVideo({ captain, draftId: id });
  await aVideo({ captain, processStatus: "failed" });
  const { body } = await call(reviewRoute.GET, { cookie, params: { id } });
  expect(body).toMatchObject({ ready: true, left: 2, found: 15, errors: {}, draft: { id } });
  expect(body.photos.map(({ id }: { id: string }) => id)).toEqual(
    photos.slice(0, 15).map(({ id }) => id),
  );
  expect(body.videos).toMatchObject([
    { id: video.id, status: "ready", durationSec: 10, width: 720 },
  ]);
  expect((await finalize(id)).body).toMatchObject({ photos: 15, videos: 1, left: 2 });
  expect((await call(reviewRoute.GET, { cookie, params: { id } })).body.error).toBe(
    "invalid_status",
  );
});
