// A real PostgreSQL from npm's binaries, on loopback, as a child of this process.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, open, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { findBinaries, initialise } from "./postgres-cluster.mjs";
import { asServerUser, serverUser } from "./postgres-user.mjs";
import { commandLine, isAlive } from "./processes.mjs";

const START_MS = 60_000;
const STOP_MS = 15_000;

/**
 * @typedef {object} PostgresOptions
 * @property {string} folder absolute path of the data folder; made on first use
 * @property {number} port on 127.0.0.1
 * @property {string} password of the superuser `postgres`; must be the same at every start
 * @property {Record<string, string>} [settings] server settings over the defaults
 *
 * @typedef {object} PostgresServer
 * @property {number} pid of the postmaster
 * @property {(database: string) => string} url
 * @property {() => Promise<void>} stop finishes running statements' rollback and closes cleanly
 */

/**
 * Starts the server and resolves once it answers queries. What an earlier run left behind after a
 * kill (a server without its parent, a stale postmaster.pid) is cleared first.
 *
 * @param {PostgresOptions} options
 * @returns {Promise<PostgresServer>}
 * @throws Error with the server's own last words when it does not come up
 */
export async function startPostgres({ folder, port, password, settings = {} }) {
  const binaries = await findBinaries();
  await mkdir(dirname(folder), { recursive: true });
  const user = serverUser([dirname(folder), dirname(binaries.postgres)]);
  if (!existsSync(join(folder, "PG_VERSION"))) await initialise(folder, password, binaries, user);
  await stopLeftover(folder);

  const logPath = `${folder}.log`;
  const log = await open(logPath, "w");
  const flags = Object.entries({
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    timezone: "UTC",
    ...settings,
  }).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const command = asServerUser(user, binaries.postgres, [
    "-D",
    folder,
    "-p",
    String(port),
    ...flags,
  ]);
  // Its own process group: Ctrl-C must reach the app first, the database last.
  const child = spawn(command.file, command.args, {
    ...command.options,
    detached: true,
    stdio: ["ignore", log.fd, log.fd],
  });
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  let running = true;
  void ended.then(() => {
    running = false;
  });
  await log.close();

  /** @param {string} database */
  const url = (database) =>
    `postgresql://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
  const onExit = () => child.kill("SIGINT");
  process.once("exit", onExit);

  for (const deadline = Date.now() + START_MS; !(await answers(url("postgres"))); ) {
    if (!running || Date.now() > deadline) {
      onExit();
      const words = (await readFile(logPath, "utf8")).trim().split("\n").slice(-6).join("\n  ");
      throw new Error(`PostgreSQL did not start. It said:\n  ${words}`);
    }
    await delay(25);
  }

  return {
    pid: child.pid ?? 0,
    url,
    async stop() {
      process.off("exit", onExit);
      if (!running) return;
      child.kill("SIGINT");
      const forced = setTimeout(() => child.kill("SIGQUIT"), STOP_MS);
      await ended;
      clearTimeout(forced);
    },
  };
}

/**
 * Creates the database when there is none of that name.
 * @param {PostgresServer} server
 * @param {string} name
 */
export async function ensureDatabase(server, name) {
  const client = new pg.Client(server.url("postgres"));
  await client.connect();
  try {
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

/** @param {string} url */
async function answers(url) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on("error", () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * Stops the server that a `kill -9` of its parent left running, and removes a pid file that names a
 * process which ended or by now is another program. (That no session of the old server is left the
 * new one checks by itself, through the shared memory that belongs to the folder.)
 *
 * @param {string} folder
 */
export async function stopLeftover(folder) {
  const pidFile = join(folder, "postmaster.pid");
  const pid = existsSync(pidFile) ? Number.parseInt(readFileSync(pidFile, "utf8"), 10) : 0;
  if (pid && isAlive(pid) && commandLine(pid).includes(folder)) {
    process.kill(pid, "SIGINT");
    for (const deadline = Date.now() + STOP_MS; isAlive(pid); await delay(25)) {
      if (Date.now() > deadline) process.kill(pid, "SIGQUIT");
    }
  }
  await rm(pidFile, { force: true });
}
