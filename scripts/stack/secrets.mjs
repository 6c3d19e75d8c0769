// The secrets of a data folder: made once, so that sessions and passwords outlive a restart.
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** @param {number} bytes */
const random = (bytes) => randomBytes(bytes).toString("hex");

/**
 * @param {string} folder
 */
export function keptSecrets(folder) {
  const file = join(folder, "secrets.json");
  const fresh = {
    postgresPassword: random(16),
    blobToken: `vercel_blob_rw_local${random(6)}_${random(16)}`,
    redisToken: random(16),
    betterAuthSecret: random(32),
    cronSecret: random(16),
    healthToken: random(16),
  };
  /** @type {typeof fresh} */
  const secrets = { ...fresh, ...(existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {}) };
  writePrivately(file, `${JSON.stringify(secrets, null, 2)}\n`);
  return secrets;
}

/**
 * Writes a file that only its owner reads, whole or not at all.
 *
 * @param {string} path
 * @param {string} text
 */
export function writePrivately(path, text) {
  writeFileSync(`${path}.new`, text, { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
}
