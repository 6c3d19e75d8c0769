import { hash as bcrypt } from "bcryptjs";
import { describe, expect, test, vi } from "vitest";
import { GET as getSession } from "@/app/api/auth/get-session/route";
import { POST as signIn } from "@/app/api/auth/sign-in/email/route";
import { suspendAccount } from "@/lib/domain/account/suspend-account";
import { aUser, PASSWORD } from "../../support/accounts";
import { systemActor } from "../../support/actors";
import { query } from "../../support/database";
import { call } from "../../support/http";

// What is counted is tested in guessing.test.ts.
vi.stubEnv("RATE_LIMIT_MULTIPLIER", "100");

const hashOf = async (userId: string) => {
  const rows = await query<{ password: string | null }>(
    `SELECT password FROM "Account" WHERE "userId" = $1`,
    [userId],
  );
  return rows[0]?.password;
};
const sessionsOf = async (userId: string) =>
  (await query(`SELECT id FROM "Session" WHERE "userId" = $1`, [userId])).length;

test("the right password opens a session, in any spelling of the e-mail", async () => {
  const { email, password } = await aUser();
  const { status, cookie } = await call(signIn, { body: { email: email.toUpperCase(), password } });
  expect(status).toBe(200);
  expect((await call(getSession, { cookie })).body.user.email).toBe(email);
});

describe("who may not sign in", () => {
  const refused = async (body: { email: string; password: string }) => {
    const headers = { "x-request-id": "the-same-request-id" };
    const { status, body: said, headers: got } = await call(signIn, { body, headers });
    return { status, said, headers: Object.fromEntries(got) };
  };

  test("wrong password, unknown e-mail, no password and suspension answer alike, without a session", async () => {
    const [known, suspended, passwordless] = [await aUser(), await aUser(), await aUser()];
    await suspendAccount(systemActor(), suspended.email);
    await query(`UPDATE "Account" SET password = NULL WHERE "userId" = $1`, [passwordless.id]);

    const answers = await Promise.all([
      refused({ email: known.email, password: "not the password" }),
      refused({ email: "nobody@example.com", password: PASSWORD }),
      refused({ email: suspended.email, password: PASSWORD }),
      refused({ email: passwordless.email, password: PASSWORD }),
    ]);
    expect(answers[0]).toMatchObject({ status: 401, said: { error: "invalid_credentials" } });
    expect(answers[0]?.headers).not.toHaveProperty("set-cookie");
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    for (const { id } of [known, suspended, passwordless]) expect(await sessionsOf(id)).toBe(0);
  });
});

describe("passwords of the old system", () => {
  test("a bcrypt hash lets its owner in, and is replaced then", async () => {
    const user = await aUser();
    const old = (await bcrypt("old times 1999", 4)).replace(/^\$2b/, "$2y");
    await query(`UPDATE "Account" SET password = $1 WHERE "userId" = $2`, [old, user.id]);

    const wrong = await call(signIn, { body: { email: user.email, password: "old times" } });
    expect(wrong.body.error).toBe("invalid_credentials");
    expect(await hashOf(user.id)).toBe(old);

    const body = { email: user.email, password: "old times 1999" };
    expect((await call(signIn, { body })).status).toBe(200);
    expect(await hashOf(user.id)).toMatch(/^[0-9a-f]{32}:[0-9a-f]{128}$/);
    expect((await call(signIn, { body })).status).toBe(200);
  });

  test("a hash of an unknown scheme matches nothing", async () => {
    const user = await aUser();
    await query(`UPDATE "Account" SET password = '{MD5}abc' WHERE "userId" = $1`, [user.id]);
    const { status, body } = await call(signIn, { body: { email: user.email, password: "abc" } });
    expect([status, body.error]).toEqual([401, "invalid_credentials"]);
  });
});
