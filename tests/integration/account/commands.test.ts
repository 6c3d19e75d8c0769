// The operator's commands, as typed, with nothing in the environment but where the stack's settings are.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { aUser, signedIn } from "../../support/accounts";
import { databaseUrl, query } from "../../support/database";

// Each command starts a process, which takes seconds on a crowded machine.
vi.setConfig({ testTimeout: 120_000 });

const dataDir = await mkdtemp(join(tmpdir(), "charter-media-commands-"));
beforeAll(() => writeFile(join(dataDir, "stack.env"), `DATABASE_URL=${databaseUrl}\n`));
afterAll(() => rm(dataDir, { recursive: true, force: true }));

interface Outcome {
  exit: number;
  said: string;
  complained: string;
}

// What npm would run, without npm's own second to start.
const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as {
  scripts: Record<string, string>;
};

function run(name: string, args: string[], env: Record<string, string> = {}): Promise<Outcome> {
  const { PATH = "", HOME = "" } = process.env;
  const settings = { NODE_ENV: "production" as const, PATH, HOME, DATA_DIR: dataDir, ...env };
  const [file = "", ...options] = scripts[name]?.split(" ") ?? [];
  return new Promise((resolve) => {
    execFile(file, [...options, ...args], { env: settings }, (error, stdout, stderr) => {
      const exit = typeof error?.code === "number" ? error.code : 0;
      resolve({ exit, said: stdout.trim(), complained: stderr.trim() });
    });
  });
}

const accountOf = async (id: string) => {
  const rows = await query<{ role: string; suspended: boolean; sessions: number }>(
    `SELECT role::text, "suspendedAt" IS NOT NULL AS suspended,
       (SELECT count(*)::int FROM "Session" WHERE "userId" = u.id) AS sessions
     FROM "User" u WHERE id = $1`,
    [id],
  );
  return rows[0];
};
const auditOf = (id: string) =>
  query(
    `SELECT "actorId", "actorRole", action, before, after FROM "AuditLog" WHERE "entityId" = $1 ORDER BY at`,
    [id],
  );

test("user:role gives the role, says so, and leaves one audit row however often it runs", async () => {
  const user = await aUser();
  const first = await run("user:role", [user.email.toUpperCase(), "staff"]);
  expect(first).toMatchObject({ exit: 0, complained: "" });
  expect(first.said).toContain(`<${user.email}> is STAFF`);
  const again = await run("user:role", [user.email, "STAFF"]);
  expect([again.exit, again.said]).toEqual([0, expect.stringContaining("already")]);
  expect(await accountOf(user.id)).toMatchObject({ role: "STAFF" });
  expect(await auditOf(user.id)).toEqual([
    {
      actorId: null,
      actorRole: "system",
      action: "role",
      before: { role: "CAPTAIN" },
      after: { role: "STAFF" },
    },
  ]);
});

test("user:suspend ends every session, user:unsuspend lets in again, both audited", async () => {
  const user = await aUser();
  await signedIn(user);
  await signedIn(user);
  expect((await run("user:suspend", [user.email])).exit).toBe(0);
  expect(await accountOf(user.id)).toEqual({ role: "CAPTAIN", suspended: true, sessions: 0 });
  expect((await run("user:unsuspend", [user.email])).exit).toBe(0);
  expect(await accountOf(user.id)).toEqual({ role: "CAPTAIN", suspended: false, sessions: 0 });
  expect((await auditOf(user.id)).map(({ action }) => action)).toEqual(["suspend", "unsuspend"]);
});

test("user:reset-link prints the link, and asks for the variables it needs by name", async () => {
  const user = await aUser();
  const BETTER_AUTH_SECRET = process.env.BETTER_AUTH_SECRET ?? "";
  const without = await run("user:reset-link", [user.email], { BETTER_AUTH_SECRET });
  expect(without).toMatchObject({ exit: 1, said: "" });
  expect(without.complained).toContain("BETTER_AUTH_URL: is missing");
  expect(without.complained).not.toMatch(/UPSTASH|BLOB|DATABASE/);
  expect(await auditOf(user.id)).toEqual([]);

  const BETTER_AUTH_URL = "https://charters.example";
  const { said } = await run("user:reset-link", [user.email], {
    BETTER_AUTH_SECRET,
    BETTER_AUTH_URL,
  });
  expect(said).toMatch(/\nhttps:\/\/charters\.example\/reset-password\?token=[A-Za-z0-9]{32}$/);
});

describe("called wrongly", () => {
  test("each command shows its usage and exits with 2", async () => {
    const outcomes = await Promise.all([
      run("user:role", ["ana@example.com", "CAPTAINESS"]),
      run("user:suspend", []),
      run("user:unsuspend", ["ana"]),
      run("user:reset-link", ["ana@example.com", "bo@example.com"]),
    ]);
    for (const { exit, said, complained } of outcomes) {
      expect([exit, said]).toEqual([2, ""]);
      expect(complained).toMatch(/\nUsage: npm run user:[a-z-]+ -- <email>/);
    }
  });

  test("an unknown e-mail is said plainly and exits with 1", async () => {
    expect(await run("user:suspend", ["nobody@example.com"])).toEqual({
      exit: 1,
      said: "",
      complained: "There is no account with the e-mail nobody@example.com.",
    });
  });

  test("a database that is not there is said plainly, without driver text", async () => {
    const DATABASE_URL = "postgresql://app:secret@127.0.0.1:1/app";
    const { exit, complained } = await run("user:suspend", ["a@example.com"], { DATABASE_URL });
    expect(exit).toBe(1);
    expect(complained).toContain("does not answer");
    expect(complained).not.toMatch(/secret|ECONNREFUSED|127\.0\.0\.1/);
  });
});
