// npm run deploy:preflight [-- <check>…]
// What must be true before a deployment, asked of this checkout and of the database it is for.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { checkEnv } from "@/lib/env";
import { checkBackup, newestBackup } from "./ops/backup-files";
import { databaseAddress } from "./ops/open-database";
import { runChecks } from "./ops/run-checks";
import { endWithVerdict } from "./ops/verdict";
import { FLOORS, isAtLeast, NODE_FLOOR } from "./ops/version-floors";
import { build } from "./product-steps.mjs";

const ROOT = resolve(import.meta.dirname, "..");
const BACKUP_HOURS = 24;

await endWithVerdict(() =>
  runChecks(
    { environment, versions, migrations, drift, backup, build: built },
    process.argv.slice(2),
  ),
);

async function environment(): Promise<string> {
  databaseAddress();
  checkEnv();
  if (!process.env.CRON_SECRET)
    throw new Error("CRON_SECRET is not set: the crons would refuse everybody.");
  return process.env.HEALTH_TOKEN
    ? "complete"
    : "complete; without HEALTH_TOKEN only staff see metrics";
}

async function versions(): Promise<string> {
  if (!isAtLeast(process.versions.node, NODE_FLOOR))
    throw new Error(`Node is ${process.versions.node}, and ${NODE_FLOOR} is the oldest supported.`);
  const installed = Object.entries(FLOORS).map(([name, floor]) => {
    const manifest = readFileSync(resolve(ROOT, "node_modules", name, "package.json"), "utf8");
    const { version } = JSON.parse(manifest) as { version: string };
    return { name, version, floor };
  });
  const old = installed.filter(({ version, floor }) => !isAtLeast(version, floor));
  if (old.length > 0)
    throw new Error(
      old.map(({ name, version, floor }) => `${name} ${version} is older than ${floor}`).join("; "),
    );
  return installed.map(({ name, version }) => `${name} ${version}`).join(", ");
}

async function migrations(): Promise<string> {
  const { exitCode, output } = await prisma("migrate", "status");
  if (exitCode === 0) return "all applied";
  const pending = output.match(/have not yet been applied:\n((?:.+\n)+)/)?.[1];
  if (pending && !/failed/i.test(output))
    return `to be applied: ${pending.trim().split("\n").join(", ")}`;
  throw new Error(lastLines(output));
}

/** A database on which nothing is pending is what schema.prisma says; before that, what the migrations expect. */
async function drift(): Promise<string> {
  if ((await prisma("migrate", "status")).exitCode !== 0)
    return "asked again when nothing is pending";
  const { exitCode, output } = await prisma(
    ...["migrate", "diff", "--from-config-datasource", "--to-schema", "prisma/schema.prisma"],
    "--exit-code",
  );
  if (exitCode !== 0) throw new Error(lastLines(output));
  return "none";
}

async function backup(): Promise<string> {
  const dump = newestBackup(process.env.BACKUP_DIR || "backups");
  if (!dump) throw new Error("There is no backup. npm run backup makes one.");
  const { createdAt, schema } = await checkBackup(dump);
  const hours = (Date.now() - Date.parse(createdAt)) / 3_600_000;
  if (hours > BACKUP_HOURS)
    throw new Error(`${dump} is ${Math.round(hours)} hours old. npm run backup.`);
  return `${dump}, whole, of ${createdAt}, schema ${schema}`;
}

async function built(): Promise<string> {
  await build(process.env);
  return "green";
}

function prisma(...args: string[]): Promise<{ exitCode: number; output: string }> {
  databaseAddress();
  return new Promise((done) => {
    const child = execFile(
      "npx",
      ["--no-install", "prisma", ...args],
      { cwd: ROOT },
      (_, out, err) => done({ exitCode: child.exitCode ?? 1, output: `${out}${err}` }),
    );
    child.stdin?.end();
  });
}

const lastLines = (output: string) => output.trim().split("\n").slice(-4).join(" ").trim();
