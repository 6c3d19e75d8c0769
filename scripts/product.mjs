// The whole product on this machine: packages, local stack, database, demo, build, server and video worker. Every step
// that has nothing to do is skipped, and everything that was started ends together.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { startChild } from "./child.mjs";
import { provideFfmpeg } from "./ffmpeg.mjs";
import { loadEnv } from "./load-env.mjs";
import { prepare, ROOT } from "./prepare.mjs";
import { build, migrate, seed, signInsFile } from "./product-steps.mjs";
import { stopAll } from "./run.mjs";
import { startServer } from "./serve.mjs";
import { isFree } from "./stack/ports.mjs";

const DEFAULT_PORT = 3000;

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
    const server = startServer(mode, url, env.all);
    undo.push(server.stop);
    void server.ended.then(() => stop(1, "The server ended."));
    await server.answering;
    announce(url, env.all);
    void startWorker(env.all, undo, () => stopping);
  } catch (error) {
    await stop(1, /** @type {Error} */ (error).message);
  }
}

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
  const dataDir = process.env.DATA_DIR || ".data";
  const stack = await startStack({ dataDir, appUrl: url, given: process.env });
  undo.push(stack.close);
  return {
    url,
    env: { served: stack.env, all: { ...process.env, ...stack.env, DATA_DIR: dataDir } },
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

/**
 * Starts the video worker, in the background where ffmpeg must be installed first, and says so in a line.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {(() => Promise<void>)[]} undo
 * @param {() => boolean} isStopping
 */
async function startWorker(env, undo, isStopping) {
  const found = await provideFfmpeg().catch((error) => {
    if (!isStopping()) console.log(`No video worker runs: ${error.message}`);
  });
  if (!found || isStopping()) return;
  const worker = startChild("scripts/worker.ts", [], {
    env: { ...env, FFMPEG_PATH: found.ffmpeg, FFPROBE_PATH: found.ffprobe },
    execArgv: ["--conditions=react-server", "--import", "tsx"],
  });
  undo.push(worker.stop);
  console.log(`The video worker runs, with ${found.ffmpeg}.`);
  await worker.ended;
  if (!isStopping()) console.log("The video worker ended. `npm run worker` starts another one.");
}

/**
 * @param {string} url
 * @param {NodeJS.ProcessEnv} env
 */
function announce(url, env) {
  /** @type {{ role: string, email: string, password: string }[]} */
  const signIns = existsSync(signInsFile(env))
    ? JSON.parse(readFileSync(signInsFile(env), "utf8"))
    : [];
  const width = (/** @type {"role" | "email"} */ key) =>
    Math.max(...signIns.map((signIn) => signIn[key].length));
  console.log(`\nThe product runs at ${url}`);
  if (signIns.length > 0) console.log("Sign in as");
  for (const { role, email, password } of signIns) {
    console.log(`  ${role.padEnd(width("role"))}  ${email.padEnd(width("email"))}  ${password}`);
  }
  console.log("Ctrl-C stops it; what was done in it is kept.");
}
