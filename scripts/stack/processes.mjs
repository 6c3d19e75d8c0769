// Questions about other processes: is it alive, and is it still the one we think it is.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * Whether a process with this id runs, ours or not. One that ended but was not yet collected does not.
 * @param {number} pid
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EPERM") return false;
  }
  return !inspect(pid, "status", "stat").match(/^(State:\s+)?Z/m);
}

/**
 * The command line of a process, or "" when there is none.
 * @param {number} pid
 */
export function commandLine(pid) {
  return inspect(pid, "cmdline", "args").replaceAll("\0", " ").trim();
}

/**
 * A text that differs between two processes that happened to get the same id, or "" when there is none.
 * @param {number} pid
 */
export function startTime(pid) {
  if (!isAlive(pid)) return "";
  // The process name in parentheses may itself hold spaces; the start time is the 20th field after it.
  const stat = inspect(pid, "stat", "lstart");
  return (stat.includes(")") ? stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] : stat) ?? "";
}

/**
 * Linux has /proc everywhere but not always `ps`; elsewhere it is the other way round.
 * @param {number} pid
 * @param {string} procFile
 * @param {string} psColumn
 */
function inspect(pid, procFile, psColumn) {
  try {
    return readFileSync(`/proc/${pid}/${procFile}`, "utf8");
  } catch {
    try {
      return execFileSync("ps", ["-o", `${psColumn}=`, "-p", String(pid)], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      }).trim();
    } catch {
      return "";
    }
  }
}
