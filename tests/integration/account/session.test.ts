import { describe, expect, test, vi } from "vitest";
import { GET as getSession } from "@/app/api/auth/get-session/route";
import { POST as signIn } from "@/app/api/auth/sign-in/email/route";
import { POST as signOut } from "@/app/api/auth/sign-out/route";
import { setRole } from "@/lib/domain/account/set-role";
import { suspendAccount } from "@/lib/domain/account/suspend-account";
import { unsuspendAccount } from "@/lib/domain/account/unsuspend-account";
import { route } from "@/lib/http/route";
import { aUser, signedIn } from "../../support/accounts";
import { systemActor } from "../../support/actors";
import { countStatements, query } from "../../support/database";
import { call } from "../../support/http";

// What is counted is tested in guessing.test.ts.
vi.stubEnv("RATE_LIMIT_MULTIPLIER", "100");

const captainDoor = route({ as: "captain", run: async ({ actor }) => ({ userId: actor.userId }) });
const staffDoor = route({ as: "staff", run: async ({ actor }) => ({ isAdmin: actor.isAdmin }) });
const expectRefused = async (door: typeof captainDoor, cookie: string | undefined, code: string) =>
  expect((await call(door, { cookie })).body.error).toBe(code);

describe("who is let in", () => {
  test("a session opens the captain's door to its user", async () => {
    const user = await aUser();
    const { status, body } = await call(captainDoor, { cookie: await signedIn(user) });
    expect([status, body]).toEqual([200, { userId: user.id }]);
  });

  test("the cookie a sign-in set is the one the doors read", async () => {
    const user = await aUser();
    const { cookie } = await call(signIn, { body: { email: user.email, password: user.password } });
    expect((await call(captainDoor, { cookie })).status).toBe(200);
  });

  test("reading a session takes one statement", async () => {
    const cookie = await signedIn(await aUser());
    const { total } = await countStatements(() => call(captainDoor, { cookie }));
    expect(total).toBe(1);
  });

  test("a cookie that we did not sign asks the database nothing and opens nothing", async () => {
    const cookie = await signedIn(await aUser());
    const [token] = await query<{ token: string }>(`SELECT token FROM "Session" LIMIT 1`);
    const forged = [
      undefined,
      "",
      "better-auth.session_token=",
      "better-auth.session_token=.",
      `better-auth.session_token=${token?.token}`,
      `better-auth.session_token=${token?.token}.`,
      `better-auth.session_token=${token?.token}.c2lnbmF0dXJl`,
      `__Secure-${cookie}`,
      cookie.replace("session_token=", "session_token=x"),
    ];
    const { total } = await countStatements(async () => {
      for (const attempt of forged) await expectRefused(captainDoor, attempt, "unauthorized");
    });
    expect(total).toBe(0);
  });

  test("a session that has ended opens nothing", async () => {
    const user = await aUser();
    const cookie = await signedIn(user);
    await query(
      `UPDATE "Session" SET "expiresAt" = now() - interval '1 second' WHERE "userId" = $1`,
      [user.id],
    );
    await expectRefused(captainDoor, cookie, "unauthorized");
    expect((await call(getSession, { cookie })).body).toBeNull();
  });

  test("a session older than a day is renewed by get-session, cookie included", async () => {
    const user = await aUser();
    const cookie = await signedIn(user);
    await query(
      `UPDATE "Session" SET "expiresAt" = now() + interval '2 days' WHERE "userId" = $1`,
      [user.id],
    );
    const { headers } = await call(getSession, { cookie });
    expect(headers.getSetCookie().join()).toMatch(/session_token=.+Max-Age=2592000/);
    const [session] = await query<{ days: number }>(
      `SELECT round(extract(epoch FROM "expiresAt" - now()) / 86400)::int AS days FROM "Session" WHERE "userId" = $1`,
      [user.id],
    );
    expect(session?.days).toBe(30);
  });
});

describe("signing out", () => {
  test("ends the session itself: its cookie, replayed, opens nothing", async () => {
    const cookie = await signedIn(await aUser());
    const answer = await call(signOut, { method: "POST", cookie });
    expect([answer.status, answer.body.success, answer.cookie]).toEqual([200, true, undefined]);
    await expectRefused(captainDoor, cookie, "unauthorized");
    expect((await call(getSession, { cookie })).body).toBeNull();
  });

  test("leaves the user's other sessions alone", async () => {
    const user = await aUser();
    const [here, elsewhere] = [await signedIn(user), await signedIn(user)];
    await call(signOut, { method: "POST", cookie: here });
    expect((await call(captainDoor, { cookie: elsewhere })).status).toBe(200);
  });

  test("without a session it is no error, and another site can't do it", async () => {
    expect((await call(signOut, { method: "POST" })).status).toBe(200);
    const cookie = await signedIn(await aUser());
    const headers = { origin: "https://evil.example" };
    await call(signOut, { method: "POST", cookie, headers });
    expect((await call(captainDoor, { cookie })).status).toBe(200);
  });
});

describe("what an operator changes holds at the next request", () => {
  test("a suspended user is out", async () => {
    const user = await aUser({ role: "ADMIN" });
    const cookie = await signedIn(user);
    expect((await call(staffDoor, { cookie })).body).toEqual({ isAdmin: true });
    await suspendAccount(systemActor(), user.email);
    for (const door of [captainDoor, staffDoor]) await expectRefused(door, cookie, "unauthorized");
    expect((await call(getSession, { cookie })).body).toBeNull();
  });

  test("a session made while its user was being suspended opens nothing, also after the suspension", async () => {
    const user = await aUser();
    await suspendAccount(systemActor(), user.email);
    const cookie = await signedIn(user);
    await expectRefused(captainDoor, cookie, "unauthorized");
    expect((await call(getSession, { cookie })).body).toBeNull();
    await unsuspendAccount(systemActor(), user.email);
    await expectRefused(captainDoor, cookie, "unauthorized");
    expect((await call(captainDoor, { cookie: await signedIn(user) })).status).toBe(200);
  });

  test("a demoted member of staff is a captain again", async () => {
    const user = await aUser({ role: "STAFF" });
    const cookie = await signedIn(user);
    expect((await call(staffDoor, { cookie })).body).toEqual({ isAdmin: false });
    await setRole(systemActor(), user.email, "CAPTAIN");
    await expectRefused(staffDoor, cookie, "forbidden");
    expect((await call(captainDoor, { cookie })).status).toBe(200);
  });
});
