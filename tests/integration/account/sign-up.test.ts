import { randomUUID } from "node:crypto";
import { expect, test, vi } from "vitest";
import { GET as getSession } from "@/app/api/auth/get-session/route";
import { POST as signUp } from "@/app/api/auth/sign-up/email/route";
import { query } from "../../support/database";
import { call } from "../../support/http";

// What is counted is tested in guessing.test.ts.
vi.stubEnv("RATE_LIMIT_MULTIPLIER", "100");

const fresh = () => ({
  name: "Ana Marlin",
  email: `${randomUUID()}@example.com`,
  password: "a boat at dawn 7",
});
const usersWith = (email: string) =>
  query<{ role: string; suspendedAt: Date | null; accounts: number }>(
    `SELECT role::text, "suspendedAt", (SELECT count(*)::int FROM "Account" WHERE "userId" = "User".id) AS accounts
     FROM "User" WHERE email = $1`,
    [email],
  );

test("signing up makes a captain and signs them in at once", async () => {
  const input = fresh();
  const answer = await call(signUp, { body: input });
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ token: expect.any(String), user: { email: input.email } });
  expect(answer.headers.get("cache-control")).toBe("private, no-store");
  expect(answer.headers.get("x-request-id")).toBeTruthy();

  const session = await call(getSession, { cookie: answer.cookie });
  expect(session.body.user).toMatchObject({ name: "Ana Marlin", role: "CAPTAIN" });
  expect(await usersWith(input.email)).toEqual([
    { role: "CAPTAIN", suspendedAt: null, accounts: 1 },
  ]);
});

test("the session cookie can't be read by scripts nor sent from other sites' forms", async () => {
  const { headers } = await call(signUp, { body: fresh() });
  expect(headers.getSetCookie()).toEqual([
    expect.stringMatching(/^better-auth\.session_token=.*; Path=\/; HttpOnly; SameSite=Lax$/),
  ]);
});

test.each([
  { role: "ADMIN" },
  { suspendedAt: "2020-01-01" },
  { emailVerified: true },
  { id: "mine" },
])("%j in the body of a sign-up changes nothing", async (extra) => {
  const input = { ...fresh(), ...extra };
  const { status } = await call(signUp, { body: input });
  expect(status).toBe(200);
  const [user] = await query<Record<string, unknown>>(
    `SELECT id, role::text, "suspendedAt", "emailVerified" FROM "User" WHERE email = $1`,
    [input.email],
  );
  expect(user).toMatchObject({ role: "CAPTAIN", suspendedAt: null, emailVerified: false });
  expect(user?.id).not.toBe("mine");
});

test("one e-mail in any spelling is one account", async () => {
  const input = fresh();
  await call(signUp, { body: input });
  const again = await call(signUp, {
    body: { ...input, email: ` ${input.email.toUpperCase()} ` },
  });
  expect(again.status).toBe(409);
  expect(again.body).toEqual({
    error: "email_taken",
    message: expect.any(String),
    requestId: again.headers.get("x-request-id"),
  });
  expect(await usersWith(input.email)).toHaveLength(1);
});

test("the same sign-up eight times at once makes one account, and seven refusals", async () => {
  const input = fresh();
  const answers = await Promise.all(Array.from({ length: 8 }, () => call(signUp, { body: input })));
  const tally = answers.map(({ status, body }) => body.error ?? status).sort();
  expect(tally).toEqual([200, ...Array(7).fill("email_taken")]);
  expect(await usersWith(input.email)).toEqual([
    { role: "CAPTAIN", suspendedAt: null, accounts: 1 },
  ]);
});

test("each field that is wrong is named, and nothing is made", async () => {
  const { status, body } = await call(signUp, {
    body: { name: " ", email: "not an e-mail", password: "short" },
  });
  expect(status).toBe(400);
  expect(body).toMatchObject({
    error: "invalid_payload",
    errors: { name: expect.any(String), email: expect.any(String), password: expect.any(String) },
  });
});

test("a name that no database text can hold is refused", async () => {
  const { status, body } = await call(signUp, { body: { ...fresh(), name: "Ana\u0000" } });
  expect([status, body.error]).toEqual([400, "invalid_json"]);
});

test("a sign-up from another site is refused", async () => {
  const input = fresh();
  const { status, body } = await call(signUp, {
    body: input,
    headers: { origin: "https://evil.example" },
  });
  expect([status, body.error]).toEqual([403, "bad_origin"]);
  expect(await usersWith(input.email)).toEqual([]);
});

test("an address that other hosts serve too takes their own Origin", async () => {
  const { status } = await call(signUp, {
    body: fresh(),
    headers: { host: "boats.example", origin: "https://boats.example" },
  });
  expect(status).toBe(200);
});
