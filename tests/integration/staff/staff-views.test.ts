// The views of the media desk that staff keep: each their own, each name once, twenty at most.
import { beforeEach, expect, test } from "vitest";
import { DELETE as remove, PATCH as rename } from "@/app/api/staff/media/views/[id]/route";
import { POST as keep } from "@/app/api/staff/media/views/route";
import { getOwnDesk } from "@/lib/domain/staff/get-own-desk";
import { aCaptain, aUser, signedIn, type TestUser } from "../../support/accounts";
import { staffActor } from "../../support/actors";
import { truncateAll } from "../../support/database";
import { call } from "../../support/http";
import { expectRefusal } from "../http/shapes";

let user: TestUser;
let staff: string;

beforeEach(async () => {
  await truncateAll();
  user = await aUser({ role: "STAFF" });
  staff = await signedIn(user);
});

const VIEW = { state: "linked", q: "Ali", minSize: 5_000_000, unreviewed: "1", look: "table" };
const kept = (name: string, view: object = VIEW, cookie = staff) =>
  call(keep, { body: { name, view }, cookie });
const names = async () => (await getOwnDesk(staffActor(user.id))).views.map(({ name }) => name);

test("a view is kept as it is, renamed and removed", async () => {
  const { status, body } = await kept("  Ali's big ones ");
  const view = {
    id: expect.any(String),
    name: "Ali's big ones",
    view: { sort: "newest", ...VIEW },
  };
  expect([status, body]).toEqual([201, { view }]);
  expect((await getOwnDesk(staffActor(user.id))).views).toEqual([view]);
  const params = { id: body.view.id };
  for (let again = 0; again < 2; again++) {
    const { body: renamed } = await call(rename, { params, body: { name: "Ali" }, cookie: staff });
    expect(renamed).toEqual({ view: { ...view, name: "Ali" } });
  }
  expect((await call(remove, { params, cookie: staff })).body).toEqual({ ok: true });
  expectRefusal(await call(remove, { params, cookie: staff }), 404, "not_found");
  expect(await names()).toEqual([]);
});

test("the same name again takes the place of what it named, also twice at once", async () => {
  const all = await Promise.all([kept("Dark"), kept("Dark"), kept("Dark", { state: "trash" })]);
  expect(all.map(({ status }) => status)).toEqual([201, 201, 201]);
  expect(new Set(all.map(({ body }) => body.view.id)).size).toBe(1);
  expect(await names()).toEqual(["Dark"]);
});

test("no view takes the name of another", async () => {
  await kept("Dark");
  const { body } = await kept("Bright");
  const params = { id: body.view.id };
  const answer = await call(rename, { params, body: { name: "Dark" }, cookie: staff });
  expectRefusal(answer, 409, "name_taken");
  expect(await names()).toEqual(["Bright", "Dark"]);
});

test("twenty at most, also when the last two come at once", async () => {
  for (let at = 0; at < 19; at++) await kept(`View ${at}`);
  const [one, other] = await Promise.all([kept("Last"), kept("Very last")]);
  expect([one.status, other.status].sort()).toEqual([201, 409]);
  expectRefusal(one.status === 409 ? one : other, 409, "too_many_views");
  expect((await kept("View 3", { state: "trash" })).status).toBe(201);
  expect(await names()).toHaveLength(20);
});

test("another's is not there; captains and nobody are refused", async () => {
  const { body } = await kept("Mine");
  const params = { id: body.view.id };
  const visitors = [
    [await signedIn(await aUser({ role: "ADMIN" })), 404, "not_found"],
    [await signedIn(await aCaptain()), 403, "forbidden"],
    ["", 401, "unauthorized"],
  ] as const;
  for (const [cookie, status, error] of visitors) {
    const renamed = await call(rename, { params, body: { name: "Yours" }, cookie });
    expectRefusal(renamed, status, error);
    expectRefusal(await call(remove, { params, cookie }), status, error);
    if (status !== 404) expectRefusal(await kept("Yours", VIEW, cookie), status, error);
  }
  expect(await names()).toEqual(["Mine"]);
});

test.each([
  [{ name: " " }, "name"],
  [{ name: "x".repeat(41) }, "name"],
  [{ view: { state: "reserved" } }, "view.state"],
  [{ view: { maxSize: -1 } }, "view.maxSize"],
])("%j is invalid_payload", async (wrong, field) => {
  const answer = await call(keep, { body: { name: "x", view: VIEW, ...wrong }, cookie: staff });
  expectRefusal(answer, 400, "invalid_payload", { errors: { [field]: expect.any(String) } });
});
