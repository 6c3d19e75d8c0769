import { readdirSync } from "node:fs";
import pg from "pg";
import { expect, test } from "vitest";
import { createDatabase, databaseUrl } from "../../support/database";
import { prisma, prismaWith } from "../../support/migrations";

const DRIFT = ["--from-migrations", "prisma/migrations", "--to-schema", "prisma/schema.prisma"];

/** The answer of one statement on another database. */
async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test("the migrations add up to schema.prisma", async () => {
  const { exitCode, output } = await prisma(
    databaseUrl,
    "migrate",
    "diff",
    ...DRIFT,
    "--exit-code",
  );
  expect(output).toContain("No difference detected");
  expect(exitCode).toBe(0);
});

test("migrate dev has nothing to propose", async () => {
  const before = readdirSync("prisma/migrations");
  const { exitCode, output } = await prisma(databaseUrl, "migrate", "dev");
  expect(output).toContain("Already in sync");
  expect(exitCode).toBe(0);
  expect(readdirSync("prisma/migrations")).toEqual(before);
});

test("deploying again changes nothing", async () => {
  const history = `SELECT "migration_name", "finished_at", "checksum" FROM "_prisma_migrations" ORDER BY 1`;
  const before = await ask(databaseUrl, history);
  const { exitCode, output } = await prisma(databaseUrl, "migrate", "deploy");
  expect(output).toContain("No pending migrations to apply");
  expect(exitCode).toBe(0);
  expect(await ask(databaseUrl, history)).toEqual(before);
});

test("migrate status tells an empty database from an up-to-date one", async () => {
  const current = await prisma(databaseUrl, "migrate", "status");
  expect(current).toMatchObject({ exitCode: 0 });
  expect(current.output).toContain("up to date");
  const behind = await prisma(await createDatabase({ migrated: false }), "migrate", "status");
  expect(behind.exitCode).toBe(1);
  expect(behind.output).toContain("20251018_add_chartermedia_id_to_captain_video");
});

test("a migration that fails leaves nothing behind, blocks the next, and runs again once resolved", async () => {
  const url = await createDatabase({ migrated: false });
  // A semicolon in a comment; and in a function, and one in a string.
  const half = `SET lock_timeout = '5s';
    CREATE TABLE "Half" ("note" TEXT DEFAULT 'a;b');
    CREATE FUNCTION "one"() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$;`;
  const broken = { "20250101000000_half": `${half}\nSELECT 1 / 0;` };
  const mended = { "20250101000000_half": half };
  const tables = `SELECT to_regclass('"Half"')::text AS half`;

  const failed = await prismaWith(broken, url, "migrate", "deploy");
  expect(failed.exitCode).toBe(1);
  expect(failed.output).toContain("division by zero");
  expect(await ask(url, tables)).toEqual([{ half: null }]);

  const blocked = await prismaWith(mended, url, "migrate", "deploy");
  expect(blocked.output).toContain("P3009");

  const resolve = ["migrate", "resolve", "--rolled-back", "20250101000000_half"];
  expect(await prismaWith(mended, url, ...resolve)).toMatchObject({ exitCode: 0 });
  expect(await prismaWith(mended, url, "migrate", "deploy")).toMatchObject({ exitCode: 0 });
  expect(await ask(url, tables)).toEqual([{ half: '"Half"' }]);
});

test("a migration that ends a step with COMMIT keeps that step when a later one fails", async () => {
  const url = await createDatabase({ migrated: false });
  const steps = {
    "20250101000000_steps": `CREATE TABLE "First" ("id" INT); COMMIT; CREATE TABLE "Second" ("id" INT); SELECT 1 / 0;`,
  };
  expect(await prismaWith(steps, url, "migrate", "deploy")).toMatchObject({ exitCode: 1 });
  expect(
    await ask(url, `SELECT to_regclass('"First"')::text AS a, to_regclass('"Second"')::text AS b`),
  ).toEqual([{ a: '"First"', b: null }]);
});
