import { describe, expect, test, vi } from "vitest";
import { POST as changePassword } from "@/app/api/auth/change-password/route";
import { POST as resetPassword } from "@/app/api/auth/reset-password/route";
import { POST as signIn } from "@/app/api/auth/sign-in/email/route";
import { makeResetLink } from "@/lib/domain/account/make-reset-link";
import { suspendAccount } from "@/lib/domain/account/suspend-account";
import { route } from "@/lib/http/route";
import { aUser, PASSWORD, signedIn, type TestUser } from "../../support/accounts";
import { systemActor } from "../../support/actors";
import { query } from "../../support/database";
import { call } from "../../support/http";

// What is counted is tested in guessing.test.ts.
vi.stubEnv("RATE_LIMIT_MULTIPLIER", "100");

const NEW = "a brand new password";
const door = route({ as: "captain", run: async () => ({}) });
const opens = async (cookie: string | undefined) => (await call(door, { cookie })).status === 200;
const signsIn = async ({ email }: TestUser, password: string) =>
  (await call(signIn, { body: { email, password } })).status === 200;
const linkFor = async ({ email }: TestUser) => new URL(await makeResetLink(systemActor(), email));
const reset = (link: URL, newPassword = NEW) =>
  call(resetPassword, { body: { token: link.searchParams.get("token"), newPassword } });

describe("changing the password", () => {
  test("keeps this browser signed in, with a new session, and ends all others", async () => {
    const user = await aUser();
    const [here, elsewhere] = [await signedIn(user), await signedIn(user)];
    const answer = await call(changePassword, {
      cookie: here,
      body: { currentPassword: PASSWORD, newPassword: NEW },
    });
    expect(answer.status).toBe(200);
    expect([await opens(answer.cookie), await opens(here), await opens(elsewhere)]).toEqual([
      true,
      false,
      false,
    ]);
    expect([await signsIn(user, NEW), await signsIn(user, PASSWORD)]).toEqual([true, false]);
  });

  test("a caller can't keep the other sessions alive", async () => {
    const user = await aUser();
    const [here, elsewhere] = [await signedIn(user), await signedIn(user)];
    await call(changePassword, {
      cookie: here,
      body: { currentPassword: PASSWORD, newPassword: NEW, revokeOtherSessions: false },
    });
    expect(await opens(elsewhere)).toBe(false);
  });

  test.each([
    ["a wrong current one", { currentPassword: "guess", newPassword: NEW }, "currentPassword"],
    ["a short new one", { currentPassword: PASSWORD, newPassword: "short" }, "newPassword"],
  ])("%s is named, and nothing changes", async (_, body, field) => {
    const user = await aUser();
    const [here, elsewhere] = [await signedIn(user), await signedIn(user)];
    const answer = await call(changePassword, { cookie: here, body });
    expect([answer.status, answer.body.error]).toEqual([400, "invalid_payload"]);
    expect(Object.keys(answer.body.errors)).toEqual([field]);
    expect([await opens(here), await opens(elsewhere), await signsIn(user, PASSWORD)]).toEqual([
      true,
      true,
      true,
    ]);
  });

  test("without a session, or suspended, it is refused", async () => {
    const user = await aUser();
    const body = { currentPassword: PASSWORD, newPassword: NEW };
    expect((await call(changePassword, { body })).body.error).toBe("unauthorized");
    await suspendAccount(systemActor(), user.email);
    const cookie = await signedIn(user);
    expect((await call(changePassword, { cookie, body })).body.error).toBe("unauthorized");
  });
});

describe("a reset link", () => {
  test("sets the password, ends every session and does not sign in by itself", async () => {
    const user = await aUser();
    const before = await signedIn(user);
    const link = await linkFor(user);
    expect(link.href).toMatch(/^http:\/\/localhost:3000\/reset-password\?token=[A-Za-z0-9]{32}$/);
    const answer = await reset(link);
    expect([answer.status, answer.cookie]).toEqual([200, undefined]);
    expect([await opens(before), await signsIn(user, PASSWORD), await signsIn(user, NEW)]).toEqual([
      false,
      false,
      true,
    ]);
  });

  test("lets in somebody whose hash did not come along", async () => {
    const user = await aUser();
    await query(`DELETE FROM "Account" WHERE "userId" = $1`, [user.id]);
    expect(await signsIn(user, PASSWORD)).toBe(false);
    await reset(await linkFor(user));
    expect(await signsIn(user, NEW)).toBe(true);
  });

  test("works once: again, and ten times at once", async () => {
    const user = await aUser();
    const link = await linkFor(user);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) => reset(link, `password number ${i}`)),
    );
    const tally = answers.map(({ status, body }) => body.error ?? status).sort();
    expect(tally).toEqual([200, ...Array(9).fill("invalid_reset_link")]);
    const winner = answers.findIndex(({ status }) => status === 200);
    expect(await signsIn(user, `password number ${winner}`)).toBe(true);
    expect((await reset(link)).body.error).toBe("invalid_reset_link");
  });

  test("a new one ends the earlier ones", async () => {
    const user = await aUser();
    const [earlier, later] = [await linkFor(user), await linkFor(user)];
    expect((await reset(earlier)).body.error).toBe("invalid_reset_link");
    expect((await reset(later)).status).toBe(200);
  });

  test("is too old after 24 hours", async () => {
    const user = await aUser();
    const link = await linkFor(user);
    const [row] = await query<{ hours: number }>(
      `SELECT round(extract(epoch FROM "expiresAt" - now()) / 3600)::int AS hours FROM "Verification" WHERE value = $1`,
      [user.id],
    );
    expect(row?.hours).toBe(24);
    await query(`UPDATE "Verification" SET "expiresAt" = now() WHERE value = $1`, [user.id]);
    expect((await reset(link)).body.error).toBe("invalid_reset_link");
  });

  test("can't be made from what the database holds", async () => {
    const user = await aUser();
    const token = (await linkFor(user)).searchParams.get("token") ?? "";
    const rows = await query(`SELECT * FROM "Verification" WHERE value = $1`, [user.id]);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token);
    const [audit] = await query(`SELECT * FROM "AuditLog" WHERE "entityId" = $1`, [user.id]);
    expect(audit).toMatchObject({ action: "reset_link", actorRole: "system", actorId: null });
    expect(JSON.stringify(audit)).not.toContain(token);
  });

  test.each([
    [{}, "token"],
    [{ token: "guess" }, undefined],
    [{ token: "" }, "token"],
  ])("%j is refused", async (given, field) => {
    const answer = await call(resetPassword, { body: { ...given, newPassword: NEW } });
    expect(answer.status).toBe(400);
    expect(answer.body.error).toBe(field ? "invalid_payload" : "invalid_reset_link");
  });
});
