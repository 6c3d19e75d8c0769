// Readiness, asked at its address, while each thing it stands on is taken away in turn. The database
// is a server of this file's own, because it is stopped and frozen here.
import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { HEALTH_CHECKS, type HealthReport } from "@/lib/domain/health/schema";
import { type DatabaseProxy, startDatabaseProxy } from "../../../scripts/stack/database-proxy.mjs";
import { type OwnPostgres, startOwnPostgres } from "../../support/database";
import { blob, redis } from "../../support/stack";

type Body = HealthReport & { version: string; uptimeSec: number; requestId: string };

let postgres: OwnPostgres;
let wire: DatabaseProxy;
let GET: typeof import("@/app/api/health/route").GET;
let execute: (sql: string) => Promise<unknown>;

beforeAll(async () => {
  // Reports grow old by this clock only; every wait in between is real.
  vi.useFakeTimers({ toFake: ["performance"] });
  postgres = await startOwnPostgres();
  wire = await startDatabaseProxy(postgres.url);
  process.env.DATABASE_URL = wire.url;
  ({ GET } = await import("@/app/api/health/route"));
  const { db } = await import("@/lib/db/client");
  execute = (sql) => db().$executeRawUnsafe(sql);
  await workerLooked("now() + interval '1 hour'");
  // The first look of a process opens its connections, which on a busy machine takes over a second.
  await vi.waitFor(async () => expect(await statuses()).toEqual(ALL_PASS), {
    ...WAIT,
    timeout: 30_000,
  });
});

afterEach(async () => {
  wire.setFault();
  postgres.thaw();
  await postgres.start();
  await blob.restart();
  await redis.restart();
  await expect.poll(statuses, WAIT).toEqual(ALL_PASS);
});

afterAll(async () => {
  vi.useRealTimers();
  const { disconnect } = await import("@/lib/db/client");
  await disconnect();
  wire.close();
  await postgres.close();
});

const WAIT = { timeout: 10_000, interval: 50 };
const ALL_PASS = {
  status: "pass",
  database: "pass",
  migrations: "pass",
  storage: "pass",
  rateLimiter: "pass",
  cleanup: "pass",
  worker: "pass",
};

/** When a video worker last looked for work. */
const workerLooked = (at: string) =>
  execute(`INSERT INTO "JobLease" ("name", "lastFinishedAt") VALUES ('video-worker', ${at})
    ON CONFLICT ("name") DO UPDATE SET "lastFinishedAt" = EXCLUDED."lastFinishedAt"`);

async function ask(headers: Record<string, string> = {}) {
  const request = new Request("http://localhost:3000/api/health", { headers });
  const response = await GET(request, { params: Promise.resolve({}) });
  const text = await response.text();
  return { response, text, body: JSON.parse(text) as Body };
}

/** What a new look shows. */
async function statuses() {
  vi.advanceTimersByTime(1_001);
  const { body } = await ask();
  const checks = HEALTH_CHECKS.map((name) => [name, body.checks[name].status]);
  return { status: body.status, ...Object.fromEntries(checks) };
}

test("all well is 200 and pass, and says nothing but what the contract names", async () => {
  const { response, body } = await ask({ "x-request-id": "a-request-0001" });
  expect(response.status).toBe(200);
  expect(response.headers.get("cache-control")).toContain("no-store");
  expect(response.headers.get("x-request-id")).toBe("a-request-0001");
  expect(body).toEqual({
    status: "pass",
    checks: Object.fromEntries(
      HEALTH_CHECKS.map((name) => [name, { status: "pass", ms: expect.any(Number) }]),
    ),
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    uptimeSec: expect.any(Number),
    requestId: "a-request-0001",
  });
});

test("a report stays good for a second", async () => {
  const { status } = await statuses();
  await blob.stop();
  expect((await ask()).body.status).toBe(status);
  expect((await statuses()).status).toBe("fail");
});

describe("one thing gone shows in its own check", () => {
  test("the store: fail, 503 with Retry-After", async () => {
    await blob.stop();
    await expect.poll(statuses, WAIT).toEqual({ ...ALL_PASS, status: "fail", storage: "fail" });
    const { response } = await ask();
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toMatch(/^\d+$/);
  });

  test.each(["<html>maintenance</html>", {}])("a store that answers %j: fail", async (body) => {
    blob.setFault(() => ({ status: 200, body }));
    await expect.poll(statuses, WAIT).toEqual({ ...ALL_PASS, status: "fail", storage: "fail" });
  });

  test("the rate limiter: warn, still 200", async () => {
    await redis.stop();
    await expect.poll(statuses, WAIT).toEqual({ ...ALL_PASS, status: "warn", rateLimiter: "warn" });
    expect((await ask()).response.status).toBe(200);
  });

  test.each([
    ["an upload that broke off for an hour", "RESERVED", "createdAt", 60],
    ["a removal that broke off for 26 hours", "DELETING", "updatedAt", 26 * 60],
  ])("cleanup that left %s: warn", async (_, status, since, minutes) => {
    const id = randomUUID();
    const insert = (age: number) =>
      execute(`INSERT INTO "CharterMedia" ("id", "kind", "status", "url", "storageKey", "${since}")
        VALUES ('${age}-${id}', 'CHARTER_PHOTO', '${status}', '', '${id}', now() - interval '${age} minutes')`);
    await insert(minutes - 5);
    await insert(minutes + 5);
    await expect.poll(statuses, WAIT).toEqual({ ...ALL_PASS, status: "warn", cleanup: "warn" });
    await execute(`DELETE FROM "CharterMedia" WHERE "id" = '${minutes + 5}-${id}'`);
    await expect.poll(statuses, WAIT).toEqual(ALL_PASS);
    await execute(`DELETE FROM "CharterMedia" WHERE "storageKey" = '${id}'`);
  });

  test("cleanup that did not finish a round for 26 hours: warn", async () => {
    const finished = (ago: string) =>
      execute(`INSERT INTO "JobLease" ("name", "lastFinishedAt") VALUES ('cleanup', now() - interval '${ago}')
        ON CONFLICT ("name") DO UPDATE SET "lastFinishedAt" = EXCLUDED."lastFinishedAt"`);
    await finished("27 hours");
    await expect.poll(statuses, WAIT).toEqual({ ...ALL_PASS, status: "warn", cleanup: "warn" });
    await finished("25 hours");
    await expect.poll(statuses, WAIT).toEqual(ALL_PASS);
    await execute(`DELETE FROM "JobLease" WHERE "name" = 'cleanup'`);
  });

  test("no video worker for 5 minutes, or never one: warn, still 200", async () => {
    await workerLooked("now() - interval '4 minutes 50 seconds'");
    await expect.poll(statuses, WAIT).toEqual(ALL_PASS);
    await workerLooked("now() - interval '5 minutes'");
    await expect.poll(statuses, WAIT).toEqual({ ...ALL_PASS, status: "warn", worker: "warn" });
    expect((await ask()).response.status).toBe(200);
    await execute(`DELETE FROM "JobLease"`);
    await expect.poll(statuses, WAIT).toEqual({ ...ALL_PASS, status: "warn", worker: "warn" });
    await workerLooked("now() + interval '1 hour'");
  });

  test("cleanup that never finished a round in the 26 hours since the last migration: warn", async () => {
    const age = (by: string) =>
      execute(
        `UPDATE "_prisma_migrations" SET "finished_at" = "finished_at" ${by} interval '27 hours'`,
      );
    await age("-");
    await expect.poll(statuses, WAIT).toEqual({ ...ALL_PASS, status: "warn", cleanup: "warn" });
    await age("+");
  });

  test("a migration that failed: fail", async () => {
    await execute(`INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "logs")
      VALUES ('${randomUUID()}', '', '99990101000000_broken', 'syntax error')`);
    await expect.poll(statuses, WAIT).toEqual({ ...ALL_PASS, status: "fail", migrations: "fail" });
    await execute(
      `UPDATE "_prisma_migrations" SET "rolled_back_at" = now() WHERE "migration_name" LIKE '9999%'`,
    );
  });

  test("a database older than the code: fail", async () => {
    await execute(`UPDATE "_prisma_migrations" SET "rolled_back_at" = now()
      WHERE "migration_name" = (SELECT max("migration_name") FROM "_prisma_migrations"
        WHERE "rolled_back_at" IS NULL)`);
    await expect.poll(statuses, WAIT).toEqual({ ...ALL_PASS, status: "fail", migrations: "fail" });
    await execute(`UPDATE "_prisma_migrations" SET "rolled_back_at" = NULL
      WHERE "migration_name" NOT LIKE '9999%'`);
  });
});

const WITHOUT_DATABASE = {
  ...ALL_PASS,
  status: "fail",
  database: "fail",
  migrations: "fail",
  cleanup: "warn",
  worker: "warn",
};

describe("without its database", () => {
  test("it fails at once, says no more than that, and recovers alone", async () => {
    await postgres.stop();
    await expect.poll(statuses, WAIT).toEqual(WITHOUT_DATABASE);
    const { response, text } = await ask();
    expect(response.status).toBe(503);
    const { port } = new URL(postgres.url);
    for (const word of ["127.0.0.1", "localhost", port, "postgres", "ECONN", "Prisma", "pg", "at "])
      expect(text).not.toContain(word);
  });

  test("500 callers at once share one look at a frozen database, which is asked twice at most, and all are answered", async () => {
    await postgres.freeze();
    vi.advanceTimersByTime(1_001);
    const asked = { store: 0, database: 0 };
    blob.setFault(() => {
      asked.store += 1;
      return undefined;
    });
    wire.setFault((bytes) => {
      asked.database += Number(bytes.includes("SELECT"));
      return undefined;
    });
    const answers = await Promise.all(Array.from({ length: 500 }, () => ask()));
    const again = await statuses();
    postgres.thaw();
    expect(new Set(answers.map(({ response }) => response.status))).toEqual(new Set([503]));
    expect(again).toEqual(WITHOUT_DATABASE);
    expect(asked.store).toBe(2);
    // Twice where this takes longer than the pool waits for an answer.
    expect(asked.database).toBeLessThanOrEqual(2);
  });

  test("a database that has not answered is not asked again", async () => {
    await postgres.freeze();
    for (let look = 0; look < 3; look++) expect(await statuses()).toEqual(WITHOUT_DATABASE);
    postgres.thaw();
    await expect.poll(statuses, WAIT).toEqual(ALL_PASS);
    const client = new pg.Client(postgres.url);
    await client.connect();
    const { rows } = await client.query(
      `SELECT count(*)::int AS connections FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    await client.end();
    // One for each check that asks it when it is well, whatever the number of looks.
    expect(rows[0].connections).toBeLessThanOrEqual(4);
  });

  test("everything hanging at once is answered while it hangs", async () => {
    await postgres.freeze();
    blob.setFault(() => "hang");
    redis.setFault(() => "hang");
    await expect
      .poll(statuses, WAIT)
      .toEqual({ ...WITHOUT_DATABASE, storage: "fail", rateLimiter: "warn" });
  });
});
