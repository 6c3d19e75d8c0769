// Sign-in with Google, with Google's token endpoint played by this file: all else is the real thing.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { suspendAccount } from "@/lib/domain/account/suspend-account";
import { aUser } from "../../support/accounts";
import { systemActor } from "../../support/actors";
import { query } from "../../support/database";
import { type Answer, call } from "../../support/http";

vi.stubEnv("GOOGLE_CLIENT_ID", "client-1");
vi.stubEnv("GOOGLE_CLIENT_SECRET", "secret-1");
vi.stubEnv("RATE_LIMIT_MULTIPLIER", "100");
const { GET: callback } = await import("@/app/api/auth/callback/google/route");
const { GET: getSession } = await import("@/app/api/auth/get-session/route");
const { POST: start } = await import("@/app/api/auth/sign-in/social/route");

interface Person {
  sub: string;
  email: string;
  name: string;
  email_verified: boolean;
}
const somebody = (more: Partial<Person> = {}): Person => ({
  sub: randomUUID(),
  email: `${randomUUID()}@example.com`,
  name: "Ana Marlin",
  email_verified: true,
  ...more,
});

/** Who Google says the code stands for. */
const codes = new Map<string, Person>();
const segment = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const realFetch = globalThis.fetch;
beforeAll(() => {
  vi.stubGlobal("fetch", async (input: string | URL | Request, init?: RequestInit) => {
    const url = String(input instanceof Request ? input.url : input);
    if (!url.startsWith("https://oauth2.googleapis.com/token")) return realFetch(input, init);
    const code = new URLSearchParams(String(init?.body)).get("code") ?? "";
    const person = codes.get(code);
    if (!person) return Response.json({ error: "invalid_grant" }, { status: 400 });
    const id_token = [segment({ alg: "RS256" }), segment(person), "signature"].join(".");
    return Response.json({
      access_token: "access",
      token_type: "Bearer",
      expires_in: 60,
      id_token,
    });
  });
});
afterAll(() => vi.unstubAllGlobals());

const begin = (callbackURL = "/captain") =>
  call(start, { body: { provider: "google", callbackURL } });
const comeBack = (begun: Answer, code: string, state = stateOf(begun)) =>
  call(callback, {
    path: `/api/auth/callback/google?${new URLSearchParams({ code, state })}`,
    cookie: begun.cookie,
  });
const stateOf = (begun: Answer) => new URL(begun.body.url).searchParams.get("state") ?? "";

async function signInAs(person: Person): Promise<Answer> {
  const code = randomUUID();
  codes.set(code, person);
  return comeBack(await begin(), code);
}
const whereTo = ({ status, headers }: Answer) => [status, headers.get("location")];
const sessionUser = async ({ cookie }: Answer) => (await call(getSession, { cookie })).body?.user;
const usersWith = (email: string) =>
  query(`SELECT role::text, name FROM "User" WHERE email = $1`, [email]);

test("the way there leads to Google and names our own way back", async () => {
  const begun = await begin();
  const url = new URL(begun.body.url);
  expect([url.origin, url.searchParams.get("client_id")]).toEqual([
    "https://accounts.google.com",
    "client-1",
  ]);
  expect(url.searchParams.get("redirect_uri")).toBe(
    "http://localhost:3000/api/auth/callback/google",
  );
  expect(url.searchParams.get("code_challenge_method")).toBe("S256");
});

test("a newcomer becomes a captain, signed in, where they were going", async () => {
  const person = somebody();
  const answer = await signInAs(person);
  expect(whereTo(answer)).toEqual([302, "/captain"]);
  expect(await sessionUser(answer)).toMatchObject({ email: person.email, role: "CAPTAIN" });
  expect(await usersWith(person.email)).toEqual([{ role: "CAPTAIN", name: "Ana Marlin" }]);
});

test("the same person comes back to the same account", async () => {
  const person = somebody();
  const [first, second] = [await signInAs(person), await signInAs(person)];
  expect((await sessionUser(second)).id).toBe((await sessionUser(first)).id);
  expect(await usersWith(person.email)).toHaveLength(1);
});

test("Google's tokens are not kept readable", async () => {
  const person = somebody();
  await signInAs(person);
  const rows = await query<{ accessToken: string }>(
    `SELECT "accessToken" FROM "Account" WHERE "accountId" = $1`,
    [person.sub],
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]?.accessToken).not.toContain("access");
});

describe("what ends on the sign-in page, without a session", () => {
  const expectRefused = async (answer: Answer, code: string) => {
    expect(whereTo(answer)).toEqual([302, `/sign-in?error=${code}`]);
    expect(await sessionUser(answer)).toBeUndefined();
  };

  test("an account with a password, whose e-mail nobody has proven, is not taken over", async () => {
    const { email, id } = await aUser();
    await expectRefused(await signInAs(somebody({ email })), "email_taken");
    const accounts = await query(`SELECT "providerId" FROM "Account" WHERE "userId" = $1`, [id]);
    expect(accounts).toEqual([{ providerId: "credential" }]);
  });

  test("a suspended account", async () => {
    const person = somebody();
    await signInAs(person);
    await suspendAccount(systemActor(), person.email);
    await expectRefused(await signInAs(person), "google_sign_in_failed");
    const sessions = await query(
      `SELECT 1 FROM "Session" JOIN "User" ON "User".id = "userId" WHERE email = $1`,
      [person.email],
    );
    expect(sessions).toEqual([]);
  });

  test("a code that Google does not know", async () => {
    await expectRefused(await comeBack(await begin(), "unknown"), "google_sign_in_failed");
  });

  test("a state that we did not make, or that belongs to another browser", async () => {
    codes.set("good", somebody());
    const begun = await begin();
    await expectRefused(await comeBack(begun, "good", "made-up"), "google_sign_in_failed");
    const elsewhere = { ...begun, cookie: undefined };
    await expectRefused(await comeBack(elsewhere, "good"), "google_sign_in_failed");
  });

  test("the same way back twice", async () => {
    const code = randomUUID();
    codes.set(code, somebody());
    const begun = await begin();
    expect(whereTo(await comeBack(begun, code))).toEqual([302, "/captain"]);
    await expectRefused(await comeBack(begun, code), "google_sign_in_failed");
  });

  test("somebody who said no to Google", async () => {
    const begun = await begin();
    const path = `/api/auth/callback/google?error=access_denied&state=${stateOf(begun)}`;
    await expectRefused(
      await call(callback, { path, cookie: begun.cookie }),
      "google_sign_in_failed",
    );
  });
});

test.each([
  "https://evil.example/",
  "//evil.example",
  "/\\evil.example",
  "captain",
  "javascript:x",
])("%s is no place to go to afterwards", async (callbackURL) => {
  const { status, body } = await begin(callbackURL);
  expect([status, body.error]).toEqual([400, "invalid_payload"]);
});

test("no other provider, and no token of the caller's own, is taken", async () => {
  const github = await call(start, { body: { provider: "github" } });
  expect([github.status, github.body.error]).toEqual([400, "invalid_payload"]);
  const idToken = { token: "a.b.c" };
  const own = await call(start, { body: { provider: "google", idToken } });
  expect(own.body.url).toContain("https://accounts.google.com/");
});
