// Prisma's commands as people type them, on the schema engine from npm.
import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { promisify } from "node:util";
import pg from "pg";
import { expect, test, vi } from "vitest";
import { BIN } from "../../../scripts/prepare.mjs";
import { createDatabase } from "../../support/database";

vi.setConfig({ testTimeout: 120_000 });

const execute = promisify(execFile);

/** Runs the command on a database and gives back all it said; `code` is 0 when it succeeded. */
async function prisma(url: string, ...args: string[]) {
  const env = { ...process.env, DATABASE_URL: url, DIRECT_URL: url };
  return execute(process.execPath, [BIN.prisma, ...args], { env }).then(
    ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
    (error) => ({ code: Number(error.code), said: String(error.stdout) + error.stderr }),
  );
}

const migrations = (await readdir("prisma/migrations")).filter((name) => !name.includes("."));

test("deploy applies every migration, status then says so, and a second deploy has nothing to do", async () => {
  const url = await createDatabase({ migrated: false });
  const before = await prisma(url, "migrate", "status");
  expect(before.code).toBe(1);
  const deployed = await prisma(url, "migrate", "deploy");
  expect(deployed).toMatchObject({
    code: 0,
    said: expect.stringContaining("successfully applied"),
  });
  expect(await prisma(url, "migrate", "status")).toMatchObject({
    code: 0,
    said: expect.stringContaining("Database schema is up to date"),
  });
  expect((await prisma(url, "migrate", "deploy")).said).toContain("No pending migrations");
});

test("deploy makes a database that does not exist yet", async () => {
  const url = new URL(await createDatabase({ migrated: false }));
  url.pathname += "_made_by_prisma";
  expect(await prisma(url.href, "migrate", "deploy")).toMatchObject({ code: 0 });
  const name = url.pathname.slice(1);
  const admin = new pg.Client(await createDatabase({ migrated: false }));
  await admin.connect();
  await admin.query(`DROP DATABASE ${name}`);
  await admin.end();
});

test("the schema and the migrations say the same", async () => {
  const url = await createDatabase({ migrated: true });
  const diff = await prisma(
    url,
    "migrate",
    "diff",
    "--from-config-datasource",
    "--to-schema",
    "prisma/schema.prisma",
    "--exit-code",
  );
  expect(diff).toMatchObject({ code: 0, said: expect.stringContaining("No difference detected") });
});

test("dev finds nothing to do, its shadow database made and dropped", async () => {
  const url = await createDatabase({ migrated: true });
  const dev = await prisma(url, "migrate", "dev");
  expect(dev).toMatchObject({ code: 0, said: expect.stringContaining("Already in sync") });
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query(
    "SELECT datname FROM pg_database WHERE datname LIKE 'prisma_migrate_shadow%'",
  );
  await client.end();
  expect(rows).toEqual([]);
});

test("resolve marks a migration as applied", async () => {
  const url = await createDatabase({ migrated: false });
  const [first = ""] = migrations.sort();
  const resolved = await prisma(url, "migrate", "resolve", "--applied", first);
  expect(resolved).toMatchObject({
    code: 0,
    said: expect.stringContaining(`${first} marked as applied`),
  });
});

test("a database that can't be reached is said to be so", async () => {
  const deployed = await prisma("postgresql://postgres:x@127.0.0.1:1/none", "migrate", "deploy");
  expect(deployed).toMatchObject({ code: 1, said: expect.stringContaining("P1001") });
});

test("generate and validate need no database", async () => {
  expect(await prisma("", "validate")).toMatchObject({ code: 0 });
});
