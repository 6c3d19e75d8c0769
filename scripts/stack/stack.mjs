// The local stack: PostgreSQL, the Blob store and the rate limiter's Redis, in one process and one
// folder. It serves what production gets from Neon, Vercel Blob and Upstash, under the same variables.
import { mkdirSync, realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import { startBlobServer } from "./blob-server.mjs";
import { lockFolder } from "./lock.mjs";
import { keptPorts } from "./ports.mjs";
import { ensureDatabase, startPostgres, stopLeftover } from "./postgres.mjs";
import { startRedisServer } from "./redis-server.mjs";
import { keptSecrets, writePrivately } from "./secrets.mjs";

const DATABASE = "charter_media";

/**
 * @typedef {object} StackOptions
 * @property {string} dataDir
 * @property {string} appUrl where the product is served, for the addresses it must know itself by
 * @property {NodeJS.ProcessEnv} given variables already set: what they name is not started
 *
 * @typedef {object} Stack
 * @property {Record<string, string>} env the variables it serves; also in DATA_DIR/stack.env
 * @property {() => Promise<void>} close stops everything and gives the folder back
 */

/**
 * Starts every part that the given variables do not already name.
 *
 * @param {StackOptions} options
 * @returns {Promise<Stack>}
 * @throws Error in plain words when the folder is in use, a port is taken or a part does not start
 */
export async function startStack({ dataDir, appUrl, given }) {
  mkdirSync(dataDir, { recursive: true });
  const folder = realpathSync(resolve(dataDir));
  const unlock = lockFolder(folder);
  /** @type {(() => Promise<void> | void)[]} */
  const undo = [unlock];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const env = await startParts(folder, appUrl, given, undo);
    const lines = Object.entries(env).map(([name, value]) => `${name}=${value}\n`);
    writePrivately(join(folder, "stack.env"), lines.join(""));
    return { env, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * @param {string} folder
 * @param {string} appUrl
 * @param {NodeJS.ProcessEnv} given
 * @param {(() => Promise<void> | void)[]} undo what has to be stopped again, in order of starting
 */
async function startParts(folder, appUrl, given, undo) {
  const secrets = keptSecrets(folder);
  const cluster = join(folder, "postgres");
  await stopLeftover(cluster);
  const ports = await keptPorts(folder, [
    ...(given.DATABASE_URL ? [] : /** @type {const} */ (["postgres"])),
    ...(given.BLOB_READ_WRITE_TOKEN ? [] : /** @type {const} */ (["blob"])),
    ...(given.UPSTASH_REDIS_REST_URL ? [] : /** @type {const} */ (["redis"])),
  ]);
  /** @type {Record<string, string>} */
  const env = {};

  if (!given.DATABASE_URL) {
    const password = secrets.postgresPassword;
    const server = await startPostgres({ folder: cluster, port: ports.postgres, password });
    undo.push(server.stop);
    await ensureDatabase(server, DATABASE);
    env.DATABASE_URL = server.url(DATABASE);
    env.DIRECT_URL = env.DATABASE_URL;
  }
  if (!given.BLOB_READ_WRITE_TOKEN) {
    const token = secrets.blobToken;
    const server = await startBlobServer({ root: join(folder, "blob"), port: ports.blob, token });
    undo.push(server.close);
    env.BLOB_READ_WRITE_TOKEN = token;
    env.VERCEL_BLOB_API_URL = server.url;
    env.NEXT_PUBLIC_VERCEL_BLOB_API_URL = server.url;
    env.VERCEL_BLOB_CALLBACK_URL = given.VERCEL_BLOB_CALLBACK_URL || appUrl;
  }
  if (!given.UPSTASH_REDIS_REST_URL) {
    const server = await startRedisServer({ port: ports.redis, token: secrets.redisToken });
    undo.push(server.close);
    env.UPSTASH_REDIS_REST_URL = server.url;
    env.UPSTASH_REDIS_REST_TOKEN = secrets.redisToken;
  }
  if (!given.BETTER_AUTH_URL) env.BETTER_AUTH_URL = appUrl;
  if (!given.BETTER_AUTH_SECRET) env.BETTER_AUTH_SECRET = secrets.betterAuthSecret;
  if (!given.CRON_SECRET) env.CRON_SECRET = secrets.cronSecret;
  if (!given.HEALTH_TOKEN) env.HEALTH_TOKEN = secrets.healthToken;
  return env;
}
