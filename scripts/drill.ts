// npm run drill [-- --previous [<ref>]]
// Practises the runbook on throwaway databases beside the one that DATABASE_URL names, which is only read: a
// migration that fails half way and is resolved, a backup that is restored, and, when asked, the release before
// this one built and served on the schema of this one, as after a roll-back.
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { databaseAddress, withDatabase } from "./ops/open-database";
import { previousRef, servePrevious } from "./ops/previous-release";
import { type Checks, runChecks } from "./ops/run-checks";
import { endWithVerdict } from "./ops/verdict";

const ROOT = resolve(import.meta.dirname, "..");
const MIGRATIONS = join(ROOT, "prisma/migrations");

const [option, given] = process.argv.slice(2);
const names = readdirSync(MIGRATIONS)
  .filter((name) => name !== "migration_lock.toml")
  .sort();
const [broken = "", later = ""] = names.slice(-2);
const folder = mkdtempSync(join(tmpdir(), "charter-media-drill-"));
const dump = join(folder, "drill.dump");

await endWithVerdict(async () => {
  if (option !== undefined && option !== "--previous")
    return ["Usage: npm run drill [-- --previous [<ref>]]"];
  const previous = option && (given ?? previousRef(ROOT, later));
  const source = databaseAddress();
  const drilled = beside(source, "upgraded");
  const restored = beside(source, "restored");
  const steps: Checks = {
    failure: () => failHalfWay(drilled.address),
    blocked: () => expectRefusal(drilled.address, ["deploy"], "P3009", "later migrations wait"),
    refusal: () =>
      expectRefusal(
        drilled.address,
        ["resolve", "--rolled-back", names[0] ?? ""],
        "P3012",
        "only a failed migration can be resolved",
      ),
    retry: () => resolveAndRetry(drilled.address),
    backup: async () => ran("backup.ts", [dump], source),
    restore: async () => ran("restore.ts", [dump], restored.address),
    ...(previous !== undefined && { previous: () => rollBack(previous, drilled.address) }),
  };
  try {
    for (const { name } of [drilled, restored])
      await withDatabase(source, (client) => client.query(`CREATE DATABASE "${name}"`));
    return await runChecks(steps, []);
  } finally {
    for (const { name } of [drilled, restored])
      await withDatabase(source, (client) =>
        client.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`),
      );
    rmSync(folder, { recursive: true, force: true });
  }
});

/** A database of this drill on the same server. */
function beside(address: string, what: string): { name: string; address: string } {
  const name = `drill_${process.pid}_${what}`;
  const url = new URL(address);
  url.pathname = `/${name}`;
  return { name, address: url.href };
}

/** The last but one migration gets an end that fails; the one after it must not be applied then. */
async function failHalfWay(address: string): Promise<string> {
  cpSync(MIGRATIONS, join(folder, "migrations"), { recursive: true });
  const file = join(folder, "migrations", broken, "migration.sql");
  writeFileSync(file, `${readFileSync(file, "utf8")}\nSELECT 1 / 0;\n`);
  const { exitCode, output } = await migrate(address, ["deploy"], folder);
  if (exitCode === 0 || !output.includes("division by zero"))
    throw new Error(`it was to fail: ${lastLines(output)}`);
  if (await isApplied(address, later)) throw new Error(`${later} was applied after it`);
  return `${broken} failed at its end, ${later} was not begun`;
}

async function resolveAndRetry(address: string): Promise<string> {
  for (const args of [["resolve", "--rolled-back", broken], ["deploy"]]) {
    const { exitCode, output } = await migrate(address, args, join(ROOT, "prisma"));
    if (exitCode !== 0) throw new Error(lastLines(output));
  }
  if (!(await isApplied(address, later))) throw new Error(`${later} is not applied`);
  return "resolved, deployed again, all applied";
}

/** The smoke set of this release, against the code of the one before it on the schema of this one. */
async function rollBack(ref: string, address: string): Promise<string> {
  const release = await servePrevious(ROOT, { ref, folder, address });
  try {
    const script = join(ROOT, "scripts/deploy-verify.ts");
    const how = ["--conditions=react-server", "--import", "tsx", script, release.url];
    const checks = ["health", "migrations", "smoke", "validation"];
    const { exitCode, output } = await start(process.execPath, [...how, ...checks], release.env);
    if (exitCode !== 0) throw new Error(`${ref} on ${later}: ${lastLines(output)}`);
    return `${ref} on ${later}: ${checks.join(", ")} pass`;
  } finally {
    await release.stop();
  }
}

async function expectRefusal(
  address: string,
  args: string[],
  code: string,
  words: string,
): Promise<string> {
  const { exitCode, output } = await migrate(address, args, join(ROOT, "prisma"));
  if (exitCode === 0 || !output.includes(code)) throw new Error(`no ${code}: ${lastLines(output)}`);
  return `${code}: ${words}`;
}

async function isApplied(address: string, name: string): Promise<boolean> {
  const { rowCount } = await withDatabase(address, (client) =>
    client.query(
      `SELECT FROM _prisma_migrations WHERE migration_name = $1 AND finished_at IS NOT NULL`,
      [name],
    ),
  );
  return rowCount === 1;
}

/** `prisma migrate …` as if the migrations of `parent` were the project's. */
function migrate(address: string, args: string[], parent: string) {
  const config = join(folder, "prisma.config.ts");
  const settings = {
    schema: join(ROOT, "prisma/schema.prisma"),
    migrations: { path: join(parent, "migrations") },
    datasource: { url: address },
  };
  writeFileSync(config, `export default ${JSON.stringify(settings)};\n`);
  // Past npx, which takes a second each time.
  const cli = join(ROOT, "node_modules/prisma/build/index.js");
  return start(process.execPath, [cli, "migrate", ...args, "--config", config], {
    PRISMA_SCHEMA_ENGINE_BINARY: join(ROOT, "scripts/prisma-schema-engine.mjs"),
  });
}

/** One of the operator's own commands on this database; what it said last but the verdict. */
async function ran(script: string, args: string[], address: string): Promise<string> {
  const given = ["--import", "tsx", join(ROOT, "scripts", script), ...args];
  const urls = { DATABASE_URL: address, DIRECT_URL: address };
  const { exitCode, output } = await start(process.execPath, given, urls);
  if (exitCode !== 0) throw new Error(lastLines(output));
  return output.trim().split("\n")[0]?.replace(`${folder}/`, "") ?? "";
}

function start(file: string, args: string[], more: Record<string, string | undefined>) {
  return new Promise<{ exitCode: number; output: string }>((done) => {
    const env = { ...process.env, ...more };
    const child = execFile(file, args, { cwd: ROOT, env }, (_, out, err) =>
      done({ exitCode: child.exitCode ?? 1, output: `${out}${err}` }),
    );
    child.stdin?.end();
  });
}

const lastLines = (output: string) => output.trim().split("\n").slice(-4).join(" ").trim();
