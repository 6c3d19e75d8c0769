// Environment files, read so that what is already set wins and an empty value counts as not set.
import { existsSync, readFileSync } from "node:fs";
import { parseEnv } from "node:util";

/**
 * Adds the variables of a file to process.env; a file that is not there adds nothing.
 * @param {string} path
 */
export function loadEnv(path) {
  if (!existsSync(path)) return;
  for (const [name, value] of Object.entries(parseEnv(readFileSync(path, "utf8")))) {
    if (value) process.env[name] ||= value;
  }
}
