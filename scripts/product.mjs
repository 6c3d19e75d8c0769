// The whole product on this machine: packages, local stack, database, demo, build, server. Every step
// that has nothing to do is skipped, and everything that was started ends together.
import { fork } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { loadEnv } from "./load-env.mjs";
import { BIN, hashOf, prepare, ROOT } from "./prepare.mjs";
import { runNode, step, stopAll } from "./run.mjs";
import { isFree } from "./stack/ports.mjs";

const DEFAULT_PORT = 3000;
const START_MS = 120_000;
const STOP_MS = 10_000;

/** Everything that goes into a build. */
const SOURCES = ["app", "components", "lib", "public", "prisma/schema.prisma", "package-lock.json"];
const BUILD_CONFIG = [
  "next.config.ts",
  "postcss.config.mjs",
  "proxy.ts",
  "instrumentation.ts",
  "tsconfig.json",
];

/**
 * Starts the product and keeps it running until a signal, or until its server ends by itself.
 *
 * @param {"production" | "development" | "stack"} mode a build, hot reload, or the stack alone
 * @returns {Promise<void>}
 */
export async function runProduct(mode) {
  /** @type {(() => Promise<void>)[]} */
  const undo = [];
  let stopping = false;
  /** @param {number} code @param {string} [reason] */
  const stop = async (code, reason) => {
    if (stopping) return;
    stopping = true;
    if (reason) console.error(`\n${reason}`);
    stopAll();
    for (const close of undo.reverse()) await close();
    process.exit(code);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => void stop(0));
  try {
    await prepare();
    const { url, env, servesOwnDatabase } = await provide(undo, mode);
    if (mode === "stack") {
      for (const [name, value] of Object.entries(env.served)) console.log(`${name}=${value}`);
      console.log(`\nThe local stack runs. Ctrl-C stops it.`);
      return;
    }
    await migrate(env.all);
    if (process.env.SEED ? process.env.SEED !== "0" : servesOwnDatabase) await seed(env.all);
    if (mode === "production") await build(env.all);
    await serve(mode, url, env.all, undo, () => stop(1, "The server ended."));
    announce(url);
  } catch (error) {
    await stop(1, /** @type {Error} */ (error).message);
  }
}

const dataDir = () => process.env.DATA_DIR || ".data";

/**
 * Chooses the port and starts the stack. The stack alone only has to know which port will be used.
 * @param {(() => Promise<void>)[]} undo
 * @param {"production" | "development" | "stack"} mode
 */
async function provide(undo, mode) {
  loadEnv(join(ROOT, ".env"));
  const port = mode === "stack" ? process.env.PORT || DEFAULT_PORT : await choosePort();
  const url = `http://localhost:${port}`;
  const { startStack } = await import("./stack/stack.mjs");
  const stack = await startStack({ dataDir: dataDir(), appUrl: url, given: process.env });
  undo.push(stack.close);
  return {
    url,
    env: { served: stack.env, all: { ...process.env, ...stack.env, DATA_DIR: dataDir() } },
    servesOwnDatabase: stack.env.DATABASE_URL !== undefined,
  };
}

/** PORT when it was given, else the first free one from 3000 on. */
async function choosePort() {
  const given = Number(process.env.PORT || 0);
  if (given && !(await isFree(given))) {
    throw new Error(
      `Port ${given} is taken by another program. Stop that one, or set another PORT.`,
    );
  }
  if (given) return given;
  let port = DEFAULT_PORT;
  while (!(await isFree(port))) port += 1;
  if (port !== DEFAULT_PORT) console.log(`Port ${DEFAULT_PORT} is taken, so this runs on ${port}.`);
  return port;
}

/** @param {NodeJS.ProcessEnv} env */
async function migrate(env) {
  if (await isMigrated(env.DIRECT_URL || env.DATABASE_URL)) return;
  await step("Migrating the database", () =>
    runNode([BIN.prisma, "migrate", "deploy"], { env, quiet: true }),
  );
}

/**
 * Whether every migration of this checkout has finished, asked without starting Prisma's CLI.
 * @param {string | undefined} connectionString
 */
async function isMigrated(connectionString) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 });
  const folders = readdirSync("prisma/migrations").filter((name) => !name.includes("."));
  try {
    await client.connect();
    const { rows } = await client.query(
      "SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
    );
    const done = new Set(rows.map((row) => row.migration_name));
    return folders.every((name) => done.has(name));
  } catch {
    return false; // The real command says what is wrong.
  } finally {
    await client.end().catch(() => {});
  }
}

/** @param {NodeJS.ProcessEnv} env */
async function seed(env) {
  if (!existsSync("scripts/seed.ts") || existsSync(signInsFile())) return;
  await step("Filling in a demo", () =>
    runNode(["--conditions=react-server", "--import", "tsx", "scripts/seed.ts"], {
      env,
      quiet: true,
    }),
  );
}

const signInsFile = () => join(dataDir(), "demo-sign-ins.json");

/** @param {NodeJS.ProcessEnv} env */
async function build(env) {
  const folder = env.NEXT_DIST_DIR || ".next";
  const stamp = join(folder, "made-from");
  const baked = Object.entries(env).filter(([name]) => name.startsWith("NEXT_PUBLIC_"));
  const current = hashOf([...SOURCES, ...BUILD_CONFIG], JSON.stringify(baked.sort()));
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === current) return;
  await step("Building", () => runNode([BIN.next, "build"], { env, quiet: true }));
  mkdirSync(folder, { recursive: true });
  writeFileSync(stamp, current);
}

/**
 * Starts the server and waits for its first answer. It listens on this machine only, as the stack does.
 *
 * @param {"production" | "development"} mode
 * @param {string} url
 * @param {NodeJS.ProcessEnv} env
 * @param {(() => Promise<void>)[]} undo
 * @param {() => void} onEnd when it ends by itself
 */
async function serve(mode, url, env, undo, onEnd) {
  const { port } = new URL(url);
  const command = mode === "production" ? "start" : "dev";
  const child = fork(BIN.next, [command, "--port", port, "--hostname", "127.0.0.1"], {
    env,
    execArgv: ["--import", new URL("exit-with-parent.mjs", import.meta.url).href],
    // Ctrl-C goes to the whole group; the order of stopping is ours to keep.
    detached: true,
  });
  let ended = false;
  const end = new Promise((resolve) => child.once("exit", resolve)).then(() => {
    ended = true;
    onEnd();
  });
  undo.push(async () => {
    child.kill("SIGTERM");
    const forced = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
    if (!ended) await end;
    clearTimeout(forced);
  });
  for (const deadline = Date.now() + START_MS; !(await answers(`${url}/health`)); await delay(50)) {
    if (ended) throw new Error("The server ended before it answered.");
    if (Date.now() > deadline) throw new Error("The server did not answer in two minutes.");
  }
}

/** @param {string} url */
function answers(url) {
  return fetch(url, { signal: AbortSignal.timeout(5000) }).then(
    (answer) => answer.ok,
    () => false,
  );
}

/** @param {string} url */
function announce(url) {
  /** @type {{ role: string, email: string, password: string }[]} */
  const signIns = existsSync(signInsFile()) ? JSON.parse(readFileSync(signInsFile(), "utf8")) : [];
  const width = (/** @type {"role" | "email"} */ key) =>
    Math.max(...signIns.map((signIn) => signIn[key].length));
  console.log(`\nThe product runs at ${url}`);
  if (signIns.length > 0) console.log("Sign in as");
  for (const { role, email, password } of signIns) {
    console.log(`  ${role.padEnd(width("role"))}  ${email.padEnd(width("email"))}  ${password}`);
  }
  console.log("Ctrl-C stops it; what was done in it is kept.");
}
