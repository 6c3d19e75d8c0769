// PostgreSQL refuses to run as root. This decides whom it runs as instead, and how that user reaches
// folders which only root may enter.
import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * @typedef {object} ServerUser
 * @property {number} uid
 * @property {number} gid
 * @property {boolean} enters whether the user can reach all folders by itself
 *
 * @typedef {object} Command
 * @property {string} file
 * @property {string[]} args
 * @property {{ uid?: number, gid?: number, cwd?: string }} options for `spawn`
 */

/**
 * The user the server runs as, or undefined for the current one.
 *
 * @param {string[]} folders which the server must be able to reach
 * @returns {ServerUser | undefined}
 * @throws Error in plain words when root has no way to give the server a user that reaches them
 */
export function serverUser(folders) {
  if (process.getuid?.() !== 0) return undefined;
  const user = account("postgres") ?? account("nobody");
  if (!user) {
    throw new Error(
      "PostgreSQL does not run as root, and this machine has no user `postgres` or `nobody` to run it as. Create one (useradd postgres), or start as a normal user.",
    );
  }
  const closed = folders.flatMap(parents).find((folder) => !canEnter(folder, user));
  if (closed && !hasSetpriv()) {
    throw new Error(
      `PostgreSQL does not run as root, and the user it runs as instead can't enter ${closed}. Move the project and DATA_DIR to a folder open to everybody (chmod o+x), or start as a normal user.`,
    );
  }
  return { ...user, enters: !closed };
}

/**
 * The command as that user. Where a folder is closed to it (a root home, mode 700) the process keeps
 * one capability of root's, to pass through folders.
 *
 * @param {ServerUser | undefined} user
 * @param {string} file
 * @param {string[]} args
 * @returns {Command}
 */
export function asServerUser(user, file, args) {
  if (!user) return { file, args, options: {} };
  // The current folder may be closed to that user too.
  const options = { cwd: "/" };
  if (user.enters) return { file, args, options: { ...options, uid: user.uid, gid: user.gid } };
  const identity = [`--reuid=${user.uid}`, `--regid=${user.gid}`, "--clear-groups"];
  const rights = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"];
  // Without this bit access(2), by which the server looks for its own files, forgets the capability.
  const keep = "--securebits=+no_setuid_fixup";
  return { file: "setpriv", args: [...identity, ...rights, keep, "--", file, ...args], options };
}

/**
 * @param {string} name
 * @returns {{ uid: number, gid: number } | undefined}
 */
function account(name) {
  /** @param {string} flag */
  const id = (flag) =>
    Number(
      execFileSync("id", [flag, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }),
    );
  try {
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    return undefined;
  }
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function parents(folder) {
  return folder === dirname(folder) ? [folder] : [...parents(dirname(folder)), folder];
}

/**
 * @param {string} folder
 * @param {{ uid: number, gid: number }} user
 */
function canEnter(folder, { uid, gid }) {
  const found = statSync(folder);
  const bit = found.uid === uid ? 0o100 : found.gid === gid ? 0o010 : 0o001;
  return (found.mode & bit) !== 0;
}

function hasSetpriv() {
  try {
    execFileSync("setpriv", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
