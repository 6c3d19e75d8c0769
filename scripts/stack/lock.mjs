// One stack a data folder. The lock names the process that holds it; one left by a dead process is taken over.
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startTime } from "./processes.mjs";

/**
 * Takes the folder's lock.
 *
 * @param {string} folder which exists
 * @returns {() => void} gives it back
 * @throws Error when a live process holds it
 */
export function lockFolder(folder) {
  const lock = join(folder, "stack.lock");
  const mine = `${process.pid} ${startTime(process.pid)}`;
  const draft = `${lock}.${process.pid}`;
  writeFileSync(draft, mine);
  try {
    for (;;) {
      if (claim(draft, lock)) break;
      const theirs = readIfThere(lock);
      const [pid = "", ...start] = theirs.split(" ");
      if (theirs !== "" && startTime(Number(pid)) === start.join(" ")) {
        throw new Error(
          `The local stack of ${folder} is already running, as process ${pid}. Stop that one first, or set another DATA_DIR.`,
        );
      }
      removeStale(lock, theirs);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return () => {
    if (readIfThere(lock) === mine) rmSync(lock, { force: true });
  };
}

/**
 * Makes the lock, with its text already in it, or says that there is one.
 * @param {string} draft
 * @param {string} lock
 */
function claim(draft, lock) {
  try {
    linkSync(draft, lock);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") return false;
    throw error;
  }
}

/**
 * Moves the stale lock away. Should another process have replaced it in that moment, it gets its own back.
 * @param {string} lock
 * @param {string} stale its text
 */
function removeStale(lock, stale) {
  const aside = `${lock}.stale-${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch {
    return; // Somebody else was faster.
  }
  if (readIfThere(aside) !== stale) claim(aside, lock);
  rmSync(aside, { force: true });
}

/** @param {string} path */
function readIfThere(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
