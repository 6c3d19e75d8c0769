// Makes a fresh or outdated checkout ready to work in: packages and generated code. Only Node's own
// modules: this works before anything is installed.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run, runNode, step } from "./run.mjs";

/** The project's top folder, which every command runs in. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Command-line programs of packages, run with this Node rather than through a shell. */
export const BIN = {
  biome: "node_modules/@biomejs/biome/bin/biome",
  next: "node_modules/next/dist/bin/next",
  playwright: "node_modules/@playwright/test/cli.js",
  prisma: "node_modules/prisma/build/index.js",
  tsc: "node_modules/typescript/bin/tsc",
  vitest: "node_modules/vitest/vitest.mjs",
};

/** Installs packages unless what is installed is what the lockfile names, and generates the database client. */
export async function prepare() {
  process.chdir(ROOT);
  // None of the tools has to tell its maker that it ran.
  process.env.NEXT_TELEMETRY_DISABLED ??= "1";
  process.env.CHECKPOINT_DISABLE ??= "1";
  if (!isInstalled()) {
    await step("Installing packages", () =>
      npm(["ci", "--include=dev", "--no-audit", "--no-fund"]),
    );
  }
  await generateClient();
}

/**
 * npm writes down what it installed when it has finished; packages for other platforms are not there.
 */
function isInstalled() {
  const wanted = packagesOf("package-lock.json");
  const found = packagesOf("node_modules/.package-lock.json");
  return Object.entries(wanted).every(
    ([path, { version, optional = false }]) =>
      path === "" || (found[path] ? found[path].version === version : optional),
  );
}

/**
 * @param {string} lockfile
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function packagesOf(lockfile) {
  return existsSync(lockfile) ? JSON.parse(readFileSync(lockfile, "utf8")).packages : {};
}

/** @param {string[]} args */
function npm(args) {
  const cli = process.env.npm_execpath;
  // Under another package manager the variable names that one.
  if (cli?.endsWith("npm-cli.js")) return runNode([cli, ...args], { quiet: true });
  return run("npm", args, { quiet: true });
}

async function generateClient() {
  const stamp = "lib/db/generated/.made-from";
  const current = hashOf(["prisma/schema.prisma", "node_modules/prisma/package.json"]);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === current) return;
  await step("Generating the database client", () =>
    runNode([BIN.prisma, "generate"], { quiet: true }),
  );
  writeFileSync(stamp, current);
}

/**
 * One hash over files and everything in folders.
 *
 * @param {string[]} paths those that are not there count as empty
 * @param {string} [salt] what else the result depends on
 */
export function hashOf(paths, salt = "") {
  const hash = createHash("sha256").update(salt);
  for (const path of paths.filter(existsSync).flatMap(filesBelow).sort()) {
    hash.update(`\0${path}\0`).update(readFileSync(path));
  }
  return hash.digest("hex");
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesBelow(path) {
  try {
    return readdirSync(path).flatMap((name) => filesBelow(join(path, name)));
  } catch {
    return [path]; // A file.
  }
}
