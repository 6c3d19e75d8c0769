import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { POST as changePassword } from "@/app/api/auth/change-password/route";
import { POST as resetPassword } from "@/app/api/auth/reset-password/route";
import { POST as signIn } from "@/app/api/auth/sign-in/email/route";
import { POST as signUp } from "@/app/api/auth/sign-up/email/route";
import { aUser, PASSWORD, signedIn } from "../../support/accounts";
import { type Answer, call } from "../../support/http";
import { redis } from "../../support/stack";

beforeEach(() => redis.clear());
afterEach(() => redis.setFault());

/** The statuses of so many tries, one after the other. */
async function statusesOf(tries: number, attempt: () => Promise<Answer>): Promise<number[]> {
  const statuses: number[] = [];
  while (statuses.length < tries) statuses.push((await attempt()).status);
  return statuses;
}

test("after 10 tries in 10 minutes an e-mail's sign-in is 429, with the right password too", async () => {
  const { email, password } = await aUser();
  const guess = () => call(signIn, { body: { email, password: "guess" } });
  expect(await statusesOf(11, guess)).toEqual([...Array(10).fill(401), 429]);

  const right = await call(signIn, { body: { email: ` ${email.toUpperCase()}`, password } });
  expect([right.status, right.body.error, right.cookie]).toEqual([429, "rate_limited", undefined]);
  expect(Number(right.headers.get("retry-after"))).toBeGreaterThan(0);

  const somebodyElse = await aUser();
  const body = { email: somebodyElse.email, password };
  expect((await call(signIn, { body })).status).toBe(200);
});

test("an e-mail that nobody has is limited just the same", async () => {
  const email = `${randomUUID()}@example.com`;
  const guess = () => call(signIn, { body: { email, password: "guess" } });
  expect(await statusesOf(11, guess)).toEqual([...Array(10).fill(401), 429]);
});

test("guessing the current password of an open session is limited", async () => {
  const cookie = await signedIn(await aUser());
  const body = { currentPassword: "guess", newPassword: "a brand new password" };
  const guess = () => call(changePassword, { cookie, body });
  expect(await statusesOf(11, guess)).toEqual([...Array(10).fill(400), 429]);
});

describe("with the limiter down", () => {
  const faults = {
    "answers with an error page": { status: 500, body: "<h1>Bad gateway</h1>" },
    "says yes to everything": { status: 200, body: [{ result: [null, null] }] },
    "breaks the connection": "reset",
    "never answers": "hang",
  } as const;

  test.each(Object.entries(faults))(
    "which %s, sign-in is limited to fewer tries, not open",
    async (_, fault) => {
      redis.setFault(() => fault);
      const { email } = await aUser();
      const guess = () => call(signIn, { body: { email, password: "guess" } });
      expect(await statusesOf(6, guess)).toEqual([...Array(5).fill(401), 429]);
    },
  );

  test("sign-up and reset links are limited too", async () => {
    redis.setFault(() => "reset");
    const body = { name: "Ana", email: `${randomUUID()}@example.com`, password: PASSWORD };
    expect(await statusesOf(4, () => call(signUp, { body }))).toEqual([200, 409, 409, 429]);
    const guess = { token: "guess", newPassword: PASSWORD };
    const tries = await statusesOf(4, () => call(resetPassword, { body: guess }));
    expect(tries).toEqual([400, 400, 400, 429]);
  });
});
