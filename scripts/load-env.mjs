// Settings from files, read so that what is already set wins and an empty value counts as not set.
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseEnv } from "node:util";

/**
 * What commands and Prisma's CLI work on: the environment, then .env, then the running local stack.
 * Whoever names another database means that one: nothing of the local stack is mixed in.
 *
 * @param {string} root the project's top folder
 */
export function loadSettings(root) {
  loadEnv(resolve(root, ".env"));
  const stack = resolve(root, process.env.DATA_DIR || ".data", "stack.env");
  if (!namesAnotherDatabase(settingsIn(stack))) loadEnv(stack);
}

/**
 * Adds the variables of a file to process.env; a file that is not there adds nothing.
 * @param {string} path
 */
export function loadEnv(path) {
  const settings = settingsIn(path);
  // A direct address belongs to the database beside it in the file.
  if (namesAnotherDatabase(settings)) delete settings.DIRECT_URL;
  for (const [name, value] of Object.entries(settings)) {
    if (value) process.env[name] ||= value;
  }
}

/**
 * @param {string} path
 * @returns {NodeJS.Dict<string>}
 */
function settingsIn(path) {
  return existsSync(path) ? parseEnv(readFileSync(path, "utf8")) : {};
}

/** @param {NodeJS.Dict<string>} settings */
function namesAnotherDatabase(settings) {
  const { DATABASE_URL } = process.env;
  return Boolean(DATABASE_URL) && DATABASE_URL !== settings.DATABASE_URL;
}
