// Every address of the API against everybody who should not get through it.
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { aUser, signedIn } from "../../support/accounts";
import { query } from "../../support/database";
import { call } from "../../support/http";
import { ADDRESSES, DOORS, knock, loadRoute, METHODS } from "./doors";
import { expectRefusal } from "./shapes";
import { aWorld, everything, MARK, type World } from "./world";

// What is tried here again and again has limits, which are tested elsewhere.
process.env.RATE_LIMIT_MULTIPLIER = "1000";

let world: World;
const fresh = async () => {
  world = await aWorld();
};

const names = Object.keys(DOORS);
/** The world's member of staff is an administrator. */
const isForStaff = (as: string | undefined) => as === "staff" || as === "admin";
const doorsAs = (...who: string[]) => names.filter((name) => who.includes(DOORS[name]?.as ?? ""));

describe("the list of addresses", () => {
  beforeAll(fresh);

  test("names route files only", () => {
    const unknown = names.filter((name) => !ADDRESSES.includes(name.split(" ")[1] ?? ""));
    expect(unknown).toEqual([]);
  });

  test.each(ADDRESSES)("has %s with all it takes; any other method is 405", async (address) => {
    const listed = METHODS.filter((method) => DOORS[`${method} ${address}`]);
    expect(listed, "tests/integration/http/doors.ts does not list it").not.toEqual([]);
    const { maxDuration: _, ...handlers } = await loadRoute(address);
    expect(Object.keys(handlers).sort()).toEqual([...METHODS].sort());
    for (const method of METHODS) {
      const handler = handlers[method];
      if (!handler || DOORS[`${method} ${address}`]) continue;
      const answer = await call(handler, { method, cookie: world.me.cookie });
      expectRefusal(answer, 405, "method_not_allowed");
      expect(answer.headers.get("allow")).toBe(listed.join(", "));
    }
  });
});

describe("who belongs there", () => {
  beforeEach(fresh);

  test.each(names)("%s: gets through, and no shared cache keeps the answer", async (name) => {
    const { as, status } = DOORS[name] ?? {};
    const authorization = `Bearer ${process.env.CRON_SECRET}`;
    const session = isForStaff(as) ? world.staff.cookie : world.me.cookie;
    const pass = as === "system" ? { headers: { authorization } } : { cookie: session };
    const answer = await knock(name, world.me.own, pass);
    expect(answer.status, JSON.stringify(answer.body)).toBe(status);
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
    expect(answer.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    if (!isForStaff(as)) expect(JSON.stringify(answer.body) ?? "").not.toContain(MARK);
  });
});

describe("who does not belong there gets nothing and changes nothing", () => {
  beforeAll(fresh);

  test.each(doorsAs("captain", "staff", "admin", "system"))(
    "%s: anonymous is 401",
    async (name) => {
      const before = await everything();
      expectRefusal(await knock(name, world.me.own), 401, "unauthorized");
      expect(await everything()).toEqual(before);
    },
  );

  test.each(doorsAs("captain", "staff", "admin"))(
    "%s: signed out, suspended or with a forged cookie is 401",
    async (name) => {
      const left = await aUser({ role: "ADMIN" });
      const suspended = await aUser({ role: "ADMIN" });
      const cookies = [await signedIn(left), await signedIn(suspended)];
      await query(`DELETE FROM "Session" WHERE "userId" = $1`, [left.id]);
      await query(`UPDATE "User" SET "suspendedAt" = now() WHERE id = $1`, [suspended.id]);
      const mine = world.me.cookie;
      const before = await everything();
      for (const bad of [...cookies, `${mine}x`, mine.replace("=", "=x"), "session=1"])
        expectRefusal(await knock(name, world.me.own, { cookie: bad }), 401, "unauthorized");
      expect(await everything()).toEqual(before);
    },
  );

  test.each(doorsAs("staff", "admin"))(
    "%s: a captain is 403, whatever else they send",
    async (name) => {
      const { cookie } = world.me;
      const before = await everything();
      const headers = { "x-middleware-subrequest": "proxy:proxy:proxy", "x-user-role": "ADMIN" };
      for (const given of [{ cookie }, { cookie: `role=ADMIN; ${cookie}`, headers }])
        expectRefusal(await knock(name, world.me.own, given), 403, "forbidden");
      expect(await everything()).toEqual(before);
    },
  );

  test.each(doorsAs("admin"))("%s: staff who are no administrators are 403", async (name) => {
    const cookie = await signedIn(await aUser({ role: "STAFF" }));
    const before = await everything();
    expectRefusal(await knock(name, world.me.own, { cookie }), 403, "forbidden");
    expect(await everything()).toEqual(before);
  });

  test.each(doorsAs("system"))("%s: every session and every wrong token is 401", async (name) => {
    const { CRON_SECRET } = process.env;
    const before = await everything();
    for (const session of [world.me.cookie, world.staff.cookie])
      expectRefusal(await knock(name, world.me.own, { cookie: session }), 401, "unauthorized");
    for (const authorization of [
      "Bearer ",
      "Bearer undefined",
      `Bearer ${CRON_SECRET}x`,
      `${CRON_SECRET}`,
    ])
      expectRefusal(
        await knock(name, world.me.own, { headers: { authorization } }),
        401,
        "unauthorized",
      );
    expect(await everything()).toEqual(before);
  });

  const FOREIGN = [
    { origin: "https://evil.test" },
    { origin: "null" },
    { origin: "http://localhost:3000.evil.test" },
    { origin: "http://localhost:3001" },
    { origin: "localhost:3000" },
    { origin: "https://evil.test", "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "cross-site" },
  ];

  test.each(names.filter((name) => !name.startsWith("GET ")))(
    "%s: another site's page is 403",
    async (name) => {
      const { cookie, own } = isForStaff(DOORS[name]?.as) ? world.staff : world.me;
      const before = await everything();
      for (const headers of FOREIGN)
        expectRefusal(await knock(name, own, { cookie, headers }), 403, "bad_origin");
      expect(await everything()).toEqual(before);
    },
  );
});
