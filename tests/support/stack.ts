// The test file's own Blob and Redis servers, in its own process, on free ports. Their addresses are
// in process.env before any module of the product is loaded.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BlobServer, startBlobServer } from "../../scripts/stack/blob-server.mjs";
import type { Fault } from "../../scripts/stack/http.mjs";
import { type RedisServer, startRedisServer } from "../../scripts/stack/redis-server.mjs";

export type { Fault };

const BLOB_TOKEN = "vercel_blob_rw_test_0123456789abcdef";
const REDIS_TOKEN = "0123456789abcdef";
const root = await mkdtemp(join(tmpdir(), "charter-media-blob-"));

let blobServer: BlobServer = await startBlob(0);
let redisServer: RedisServer = await startRedisServer({ token: REDIS_TOKEN });
let blobRuns = true;
let redisRuns = true;

function startBlob(port: number) {
  const callbackRetryDelaysMs = [50, 100, 200];
  return startBlobServer({ root, token: BLOB_TOKEN, port, callbackRetryDelaysMs });
}

Object.assign(process.env, {
  BLOB_READ_WRITE_TOKEN: BLOB_TOKEN,
  VERCEL_BLOB_API_URL: blobServer.url,
  UPSTASH_REDIS_REST_URL: redisServer.url,
  UPSTASH_REDIS_REST_TOKEN: REDIS_TOKEN,
  BETTER_AUTH_SECRET: "test-secret-0123456789-0123456789-0123456789",
  BETTER_AUTH_URL: "http://localhost:3000",
  CRON_SECRET: "test-cron-secret-0123456789",
  HEALTH_TOKEN: "test-health-token-0123456789",
});

/** This test file's Blob store. */
export const blob = {
  url: blobServer.url,
  token: BLOB_TOKEN,
  /** The folder it keeps everything in. */
  root,
  /** Every stored pathname, in order. */
  keys: () => blobServer.keys(),
  /** Misbehaves at each request as told, until called with nothing. */
  setFault: (fault?: Fault) => blobServer.setFault(fault),
  /** Refuses connections until `restart`. */
  async stop() {
    blobRuns = false;
    await blobServer.close();
  },
  /** Comes back on the same port with what it stored. */
  async restart() {
    if (blobRuns) await blobServer.close();
    blobServer = await startBlob(blobServer.port);
    blobRuns = true;
  },
  /** Forgets every object, fault and unfinished upload. */
  async clear() {
    if (blobRuns) await blobServer.close();
    await rm(root, { recursive: true, force: true });
    blobServer = await startBlob(blobServer.port);
    blobRuns = true;
  },
};

/** This test file's Redis. */
export const redis = {
  url: redisServer.url,
  token: REDIS_TOKEN,
  /** Forgets every counter. */
  clear: () => redisServer.clear(),
  /** Misbehaves at each request as told, until called with nothing. */
  setFault: (fault?: Fault) => redisServer.setFault(fault),
  /** Refuses connections until `restart`. */
  async stop() {
    redisRuns = false;
    await redisServer.close();
  },
  /** Comes back on the same port, its counters forgotten. */
  async restart() {
    if (redisRuns) await redisServer.close();
    redisServer = await startRedisServer({ token: REDIS_TOKEN, port: redisServer.port });
    redisRuns = true;
  },
};

/** Stops both and removes their folder. Called once, by the setup file. */
export async function closeStack(): Promise<void> {
  if (blobRuns) await blobServer.close();
  if (redisRuns) await redisServer.close();
  await rm(root, { recursive: true, force: true });
}
