// The HTTP contract, row by row: what each address answers, to the key, and what it refuses.
import { beforeEach, describe, expect, test } from "vitest";
import * as sessionRoute from "@/app/api/auth/get-session/route";
import * as signInRoute from "@/app/api/auth/sign-in/email/route";
import * as signOutRoute from "@/app/api/auth/sign-out/route";
import * as signUpRoute from "@/app/api/auth/sign-up/email/route";
import * as photosRoute from "@/app/api/captain/photos/route";
import * as profileRoute from "@/app/api/captain/profile/route";
import * as finalizeRoute from "@/app/api/charter-drafts/[id]/finalize/route";
import * as draftRoute from "@/app/api/charter-drafts/[id]/route";
import * as fromCharterRoute from "@/app/api/charter-drafts/from-charter/[charterId]/route";
import * as draftsRoute from "@/app/api/charter-drafts/route";
import * as cleanupRoute from "@/app/api/cron/cleanup/route";
import * as healthRoute from "@/app/api/health/route";
import * as staffRoute from "@/app/api/staff/media/route";
import { GET as alive } from "@/app/health/route";
import { aCaptain, aUser, signedIn, type TestCaptain } from "../../support/accounts";
import { truncateAll } from "../../support/database";
import { aCharter, aDraft, aVideo, completeDraftData, photoRows } from "../../support/drafts";
import { call } from "../../support/http";
import { expectRefusal, expectShape } from "./shapes";

process.env.RATE_LIMIT_MULTIPLIER = "1000";

let captain: TestCaptain;
let cookie: string;
beforeEach(async () => {
  await truncateAll();
  captain = await aCaptain();
  cookie = await signedIn(captain);
});

describe("accounts", () => {
  const given = { name: "Bo Tuna", email: "bo@example.com", password: "a boat at dawn 7" };

  test("signing up signs in at once, as a captain; signing out ends it", async () => {
    const made = await call(signUpRoute.POST, { body: { ...given, role: "ADMIN" } });
    expect([made.status, made.body.user.email]).toEqual([200, given.email]);
    const { body } = await call(sessionRoute.GET, { cookie: made.cookie });
    expect(body.user).toMatchObject({ email: given.email, name: given.name, role: "CAPTAIN" });
    await call(signOutRoute.POST, { method: "POST", cookie: made.cookie });
    expect((await call(sessionRoute.GET, { cookie: made.cookie })).body).toBeNull();
    expect((await call(signInRoute.POST, { body: given })).status).toBe(200);
  });

  test("refusals have the shape of all others", async () => {
    await call(signUpRoute.POST, { body: given });
    expectRefusal(await call(signUpRoute.POST, { body: given }), 409, "email_taken");
    const wrong = { ...given, password: "not this one" };
    expectRefusal(await call(signInRoute.POST, { body: wrong }), 401, "invalid_credentials");
    expectRefusal(await call(signUpRoute.POST, { body: {} }), 400, "invalid_payload", {
      errors: { name: expect.any(String), email: expect.any(String), password: expect.any(String) },
    });
  });
});

describe("drafts", () => {
  const patch = (id: string, body: object) =>
    call(draftRoute.PATCH, { method: "PATCH", cookie, params: { id }, body });

  test("made, read, listed, saved and deleted; a conflict brings the server's copy", async () => {
    const made = await call(draftsRoute.POST, { cookie, body: { data: { city: "Kuah" } } });
    expectShape(made, 201, "draft");
    const { id, version } = made.body.draft;
    const params = { id };
    expectShape(await call(draftRoute.GET, { cookie, params }), 200, "draft");
    expectShape(await call(draftsRoute.GET, { cookie }), 200, "drafts");
    const change = { dataPartial: { city: null, amenities: ["Ice"] }, clientVersion: version };
    const saved = await patch(id, { ...change, currentStep: 3 });
    expectShape(saved, 200, "draft");
    expect(saved.body.draft).toMatchObject({ version: version + 1, currentStep: 3 });
    expect(saved.body.draft.data).toEqual({ amenities: ["Ice"] });
    expectRefusal(await patch(id, change), 409, "version_conflict", { server: saved.body.draft });

    const [photo] = await photoRows(captain, 1, { draftId: id });
    const remove = () => call(draftRoute.DELETE, { method: "DELETE", cookie, params });
    expectShape(await remove(), 200, "ok");
    const { body } = await call(photosRoute.GET, { cookie });
    expect(body.photos).toMatchObject([{ id: photo?.id, state: "pending", draftId: null }]);
  });

  test("submitted: no longer changed, but edited from the charter", async () => {
    const { id, draftId } = await aCharter({ captain });
    const late = await patch(draftId, { dataPartial: {}, clientVersion: 1 });
    expectRefusal(late, 400, "invalid_status");
    const params = { charterId: id };
    const edit = await call(fromCharterRoute.POST, { method: "POST", cookie, params });
    expectShape(edit, 201, "draft");
    expect(edit.body.draft).toMatchObject({ status: "DRAFT", editsCharterId: id });
  });
});

describe("finalize", () => {
  const finalize = (id: string, headers: Record<string, string> = {}) =>
    call(finalizeRoute.POST, { method: "POST", cookie, params: { id }, headers });

  test("200 with what was linked, and the same charter ever after", async () => {
    const { id } = await aDraft({ captain, photos: 16 });
    await aVideo({ captain, draftId: id });
    const first = await finalize(id);
    expectShape(first, 200, "finalized");
    expect(first.body).toMatchObject({ photos: 15, videos: 1, left: 1, replayed: false });
    const again = await finalize(id, { "x-draft-version": "0" });
    expectShape(again, 200, "finalized");
    expect(again.body).toMatchObject({ charterId: first.body.charterId, replayed: true });
  });

  test("refuses by name, the earlier reason first", async () => {
    const incomplete = completeDraftData({ trips: [] });
    const { id } = await aDraft({ captain, photos: 2, data: incomplete });
    const stale = await finalize(id, { "x-draft-version": "0" });
    expectRefusal(stale, 409, "version_conflict", { serverVersion: 1 });
    const errors = { trips: expect.any(String) };
    expectRefusal(await finalize(id), 400, "validation", { errors });
    await patchData(id, completeDraftData());
    const short = await finalize(id);
    expectRefusal(short, 400, "missing_media", { found: 2, required: 3 });
    expect(short.body.message).toContain("At least 3 photos");
    await photoRows(captain, 1);
    expect((await finalize(id)).status).toBe(200);
    expectRefusal(await finalize("absent"), 404, "not_found");
  });

  test("without a profile, and of a draft that is given up", async () => {
    const { id: gone } = await aDraft({ captain, photos: 3, draft: { status: "ABANDONED" } });
    expectRefusal(await finalize(gone), 400, "invalid_status");
    const user = await aUser();
    cookie = await signedIn(user);
    const { id } = await aDraft({ captain: user });
    expectRefusal(await finalize(id), 400, "missing_captain_profile");
  });

  async function patchData(id: string, dataPartial: object): Promise<void> {
    const body = { dataPartial, clientVersion: 1 };
    const answer = await call(draftRoute.PATCH, { method: "PATCH", cookie, params: { id }, body });
    expectShape(answer, 200, "draft");
  }
});

test("GET /api/staff/media: items of every state with their counts", async () => {
  const staff = await signedIn(await aUser({ role: "STAFF" }));
  await aCharter({ captain });
  await photoRows(captain, 3);
  await photoRows({}, 1, { orphanedAt: new Date() });
  await photoRows(captain, 1, { trashedAt: new Date() });
  await photoRows(captain, 1, { missingSince: new Date() });
  const counts = { pending: 3, linked: 3, orphan: 1, missing: 1, trash: 1 };
  for (const state of Object.keys(counts)) {
    const path = `/api/staff/media?state=${state}&limit=2&sort=oldest`;
    const answer = await call(staffRoute.GET, { cookie: staff, path });
    expectShape(answer, 200, "staffPage");
    for (const item of answer.body.items) expect(item.state).toBe(state);
    for (const [name, value] of Object.entries(counts))
      expect(answer.body.counts[name]).toEqual({ value, capped: false });
  }
  const path = "/api/staff/media?limit=101";
  const refused = await call(staffRoute.GET, { cookie: staff, path });
  expectRefusal(refused, 400, "invalid_payload", { errors: { limit: expect.any(String) } });
});

describe("operations", () => {
  test("health, alive and ready", async () => {
    const response = alive(new Request("http://localhost:3000/health"));
    const { status, headers } = response;
    expectShape({ status, headers, body: await response.json() }, 200, "alive");
    expectShape(await call(healthRoute.GET), 200, "health");
  });

  test.each(["", "?dryRun=1"])("GET /api/cron/cleanup%s", async (search) => {
    const headers = { authorization: `Bearer ${process.env.CRON_SECRET}` };
    const path = `/api/cron/cleanup${search}`;
    expectShape(await call(cleanupRoute.GET, { headers, path }), 200, "cleanup");
  });

  test("a profile can be read before there is one", async () => {
    const session = await signedIn(await aUser());
    expect((await call(profileRoute.GET, { cookie: session })).body.profile.id).toBeNull();
  });
});
