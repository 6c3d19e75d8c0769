// The test file's own database, cloned from the migrated template, and servers for outage tests.
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { inject, vi } from "vitest";
import { freePort } from "../../scripts/stack/ports.mjs";
import { ensureDatabase, startPostgres } from "../../scripts/stack/postgres.mjs";
import { deployMigrations } from "./migrations";

const server = inject("postgres");
const admin = new pg.Client(`${server}postgres`);
await admin.connect();

/** Databases made here, dropped at the end. */
const databases: string[] = [];
const ownUrl = await createDatabase({ migrated: true });
const pool = new pg.Pool({ connectionString: ownUrl, max: 2 });
// Dropping the database may end a connection that is just saying goodbye.
pool.on("error", () => {});

process.env.DATABASE_URL = ownUrl;
process.env.DIRECT_URL = ownUrl;
process.env.DATABASE_POOL_MAX ??= "5";

/** The address of this test file's database. */
export const databaseUrl: string = ownUrl;

/**
 * Another database on the same server, empty or migrated, dropped when the test file ends.
 * @returns its address
 */
export async function createDatabase({ migrated }: { migrated: boolean }): Promise<string> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  databases.push(name);
  const template = migrated ? inject("templateDatabase") : "template0";
  await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  return `${server}${name}`;
}

/** Rows of a statement run on this test file's database, past all of the product's own code. */
export async function query<Row extends pg.QueryResultRow = Record<string, unknown>>(
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  return (await pool.query<Row>(sql, values)).rows;
}

/** Empties every table but the record of migrations, whatever triggers guard them. */
export async function truncateAll(): Promise<void> {
  const tables = await query<{ name: string }>(
    `SELECT format('%I', tablename) AS name FROM pg_tables
     WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`,
  );
  // Of few rows, thirty times as fast as TRUNCATE, which makes every table and index anew.
  const deletions = tables.map(({ name }) => `DELETE FROM ${name}`).join("; ");
  // What is still being written is waited for, and goes too.
  const alone = `LOCK TABLE ${tables.map(({ name }) => name).join(", ")}`;
  await query(
    `BEGIN; SET LOCAL session_replication_role = replica; ${alone}; ${deletions}; COMMIT`,
  );
}

/**
 * Begins the work while the rows of this locking statement are held, and lets go once as many statements
 * as given wait for a lock: whatever the work read before, it read before any of it could act.
 */
export async function allAtOnce<T>(
  { hold, waiting }: { hold: string; waiting: number },
  work: () => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await client.query(hold);
    const running = work();
    const blocked = `SELECT FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    await vi.waitUntil(async () => (await query(blocked)).length === waiting, { timeout: 5000 });
    await client.query("COMMIT");
    return await running;
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}

export interface CountedStatement {
  sql: string;
  calls: number;
}

/**
 * What this test file's database was asked while the work ran, counted by the server itself.
 * `total` leaves out BEGIN, COMMIT, ROLLBACK and settings, and the record of operations, which is written
 * after the answer, many requests at once; `statements` has them all.
 */
export async function countStatements<T>(
  work: () => Promise<T>,
): Promise<{ value: T; total: number; statements: CountedStatement[] }> {
  await admin.query("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
  const database = new URL(databaseUrl).pathname.slice(1);
  const here = "(SELECT oid FROM pg_database WHERE datname = $1)";
  await admin.query(`SELECT pg_stat_statements_reset(0, ${here}, 0)`, [database]);
  const value = await work();
  const { rows } = await admin.query<CountedStatement>(
    `SELECT query AS sql, calls::int FROM pg_stat_statements WHERE dbid = ${here}`,
    [database],
  );
  const counted = rows.filter(
    ({ sql }) =>
      !/^\s*(BEGIN|COMMIT|ROLLBACK|SET|SHOW|DISCARD|INSERT INTO "OperationEvent")(?!\w)/i.test(sql),
  );
  return { value, statements: rows, total: counted.reduce((sum, { calls }) => sum + calls, 0) };
}

export interface OwnPostgres {
  /** Stays the same across restarts. */
  url: string;
  /** Refuses connections from now on. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Takes connections and never answers. */
  freeze(): Promise<void>;
  thaw(): void;
  /** Stops it and removes its folder. */
  close(): Promise<void>;
}

/**
 * A migrated PostgreSQL of the test's own, to stop and to freeze. Set DATABASE_URL to its address and
 * import the product after that; call `close` in the end.
 */
export async function startOwnPostgres(): Promise<OwnPostgres> {
  const folder = await mkdtemp(join(tmpdir(), "charter-media-own-postgres-"));
  const port = await freePort();
  const launch = () =>
    startPostgres({
      folder: join(folder, "postgres"),
      port,
      password: "test",
      settings: { fsync: "off" },
    });
  let running: Awaited<ReturnType<typeof launch>> | undefined = await launch();
  let frozen: number[] = [];
  await ensureDatabase(running, "charter_media");
  const url = running.url("charter_media");
  await deployMigrations(url);

  const thaw = () => {
    for (const pid of frozen) signal(pid, "SIGCONT");
    frozen = [];
  };
  return {
    url,
    thaw,
    async stop() {
      thaw();
      await running?.stop();
      running = undefined;
    },
    async start() {
      running ??= await launch();
    },
    async freeze() {
      if (!running) return;
      const client = new pg.Client(running.url("postgres"));
      await client.connect();
      // Sessions are processes of their own, outside the server's process group.
      const { rows } = await client.query<{ pid: number }>("SELECT pid FROM pg_stat_activity");
      frozen = [running.pid, ...rows.map(({ pid }) => pid)];
      await client.end();
      for (const pid of frozen) signal(pid, "SIGSTOP");
    },
    async close() {
      thaw();
      await running?.stop();
      running = undefined;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Drops this test file's databases. Called once, by the setup file. */
export async function closeDatabases(): Promise<void> {
  await pool.end();
  for (const name of databases) await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await admin.end();
}

function signal(pid: number, name: "SIGSTOP" | "SIGCONT"): void {
  try {
    process.kill(pid, name);
  } catch {
    // A session that ended in the meantime.
  }
}
