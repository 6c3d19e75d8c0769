// What people are told while the database is down or frozen, and that all is well right after.
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { startOwnPostgres } from "../../support/database";
import { type Answer, type Call, call } from "../../support/http";

const postgres = await startOwnPostgres();
vi.stubEnv("DATABASE_URL", postgres.url);
vi.stubEnv("RATE_LIMIT_MULTIPLIER", "100");

const { aUser, PASSWORD, signedIn } = await import("../../support/accounts");
const { db, disconnect, inTransaction } = await import("@/lib/db/client");
const { AppError } = await import("@/lib/errors/app-error");
const { POST: changePassword } = await import("@/app/api/auth/change-password/route");
const { GET: getSession } = await import("@/app/api/auth/get-session/route");
const { POST: resetPassword } = await import("@/app/api/auth/reset-password/route");
const { POST: signIn } = await import("@/app/api/auth/sign-in/email/route");
const { POST: signOut } = await import("@/app/api/auth/sign-out/route");
const { POST: signUp } = await import("@/app/api/auth/sign-up/email/route");
const { GET: getProfile, PUT: saveProfile } = await import("@/app/api/captain/profile/route");

let cookie: string;
let email: string;
beforeAll(async () => {
  const user = await aUser();
  email = user.email;
  cookie = await signedIn(user);
});
afterEach(async () => {
  postgres.thaw();
  await postgres.start();
});
afterAll(async () => {
  await disconnect();
  await postgres.close();
});

const newPassword = "a brand new password";
type Door = [door: Parameters<typeof call>[0], given: () => Call];
const DOORS: Record<string, Door> = {
  "reading the profile": [getProfile, () => ({ cookie })],
  "saving the profile": [saveProfile, () => ({ cookie, method: "PUT", body: { bio: "x" } })],
  "the session": [getSession, () => ({ cookie })],
  "signing in": [signIn, () => ({ body: { email, password: PASSWORD } })],
  "signing in with a wrong password": [signIn, () => ({ body: { email, password: "x" } })],
  "signing up": [
    signUp,
    () => ({ body: { name: "Bo", email: "bo@example.com", password: PASSWORD } }),
  ],
  "signing out": [signOut, () => ({ cookie, method: "POST" })],
  "changing the password": [
    changePassword,
    () => ({ cookie, body: { currentPassword: PASSWORD, newPassword } }),
  ],
  "resetting the password": [resetPassword, () => ({ body: { token: "t", newPassword } })],
};

async function askAll(): Promise<[name: string, answer: Answer][]> {
  return Promise.all(
    Object.entries(DOORS).map(
      async ([name, [door, given]]) => [name, await call(door, given())] as [string, Answer],
    ),
  );
}

function expectOutage([name, answer]: [string, Answer]) {
  expect([name, answer.status, answer.body.error]).toEqual([name, 503, "database_unavailable"]);
  expect(answer.headers.get("retry-after")).toMatch(/^\d+$/);
  expect(answer.headers.getSetCookie()).toEqual([]);
  expect(JSON.stringify(answer.body)).not.toMatch(/127\.0\.0\.1|postgres|prisma|ECONN|timeout/i);
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error) => (error instanceof AppError ? error.code : `threw ${error}`),
  );

describe.each([
  ["stopped", () => postgres.stop()],
  ["frozen", () => postgres.freeze()],
])("while the database is %s", (_, breakIt) => {
  test("every account door answers 503, never signed in nor signed out", async () => {
    await breakIt();
    for (const answer of await askAll()) expectOutage(answer);
  });

  test("a query, a raw query and a transaction are refused as an outage", async () => {
    await breakIt();
    const codes = await Promise.all([
      codeOf(db().user.count()),
      codeOf(db().$queryRaw`SELECT 1`),
      codeOf(inTransaction((tx) => tx.user.count())),
    ]);
    expect(codes).toEqual(Array(3).fill("database_unavailable"));
  });

  test("a transaction that is under way is refused as an outage, and leaves nothing", async () => {
    const code = await codeOf(
      inTransaction(async (tx) => {
        await tx.user.create({ data: { name: "Half", email: "half@example.com" } });
        await breakIt();
        await tx.user.create({ data: { name: "Other", email: "other@example.com" } });
      }),
    );
    expect(code).toBe("database_unavailable");
    postgres.thaw();
    await postgres.start();
    expect(await db().user.count({ where: { name: { in: ["Half", "Other"] } } })).toBe(0);
  });

  test("once it is back, the first requests succeed and the old session holds", async () => {
    await breakIt();
    await askAll();
    postgres.thaw();
    await postgres.start();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => call(getProfile, { cookie })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
  });
});

test("more work than connections waits its turn, and is not taken for an outage", async () => {
  const codes = await Promise.all(
    Array.from({ length: 40 }, () => codeOf(inTransaction((tx) => tx.$queryRaw`SELECT 1`))),
  );
  expect(codes).toEqual(Array(40).fill("done"));
});
