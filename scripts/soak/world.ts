// What the soak's server stands on: the local stack's own servers in a throw-away folder, each of which can be
// told to fail a share of what it is asked.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, migrate } from "../product-steps.mjs";
import { startServer } from "../serve.mjs";
import { startBlobServer } from "../stack/blob-server.mjs";
import { startDatabaseProxy } from "../stack/database-proxy.mjs";
import { freePort } from "../stack/ports.mjs";
import { startRedisServer } from "../stack/redis-server.mjs";
import { startStack } from "../stack/stack.mjs";

const BLOB_TOKEN = "vercel_blob_rw_soak_0123456789abcdef";
const REDIS_TOKEN = "soak-0123456789abcdef";
const ERROR = { status: 500, body: { error: { code: "internal_server_error", message: "soak" } } };

/** How often each part was asked, and how often it failed on purpose. */
export type Faults = Record<"database" | "store" | "limiter", { asked: number; failed: number }>;

export interface World {
  /** Where the product answers. */
  url: string;
  /** The database itself, past the wire that fails. */
  databaseUrl: string;
  store: { url: string; token: string };
  cronSecret: string;
  faults: Faults;
  /** From now on every part fails this share of what it is asked, by turns in each of its ways. */
  setShare(share: number): void;
  startServer(): Promise<void>;
  /** Settles when the server that was started last has answered for the first time: a balancer sends nobody before. */
  whenUp(): Promise<void>;
  /** Asks the server to end, as a platform does: how long it took, and its exit code, null when it had to be killed. */
  stopServer(): Promise<{ ms: number; exitCode: number | null }>;
  close(): Promise<void>;
}

/** Starts everything but the server. */
export async function makeWorld(): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), "charter-media-soak-"));
  const undo: (() => unknown)[] = [() => rm(folder, { recursive: true, force: true })];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const redis = await startRedisServer({ token: REDIS_TOKEN });
    undo.push(redis.close);
    const blob = await startBlobServer({ root: join(folder, "blob"), token: BLOB_TOKEN });
    undo.push(blob.close);
    const url = `http://localhost:${await freePort()}`;
    const given = {
      BLOB_READ_WRITE_TOKEN: BLOB_TOKEN,
      VERCEL_BLOB_API_URL: blob.url,
      VERCEL_BLOB_CALLBACK_URL: url,
      UPSTASH_REDIS_REST_URL: redis.url,
      UPSTASH_REDIS_REST_TOKEN: REDIS_TOKEN,
      NODE_ENV: "production" as const,
    };
    const stack = await startStack({ dataDir: folder, appUrl: url, given });
    undo.push(stack.close);
    const { DATABASE_URL: databaseUrl = "", CRON_SECRET: cronSecret = "" } = stack.env;
    const base = { ...process.env, ...given, ...stack.env, NEXT_DIST_DIR: ".next-e2e" };
    await migrate(base);
    await build(base, { anyAddress: true });
    const wire = await startDatabaseProxy(databaseUrl);
    undo.push(wire.close);
    const env: NodeJS.ProcessEnv = {
      ...base,
      DATABASE_URL: wire.url,
      RATE_LIMIT_MULTIPLIER: "1000000",
      // What is a fault of the product's own, and so of interest when the soak fails.
      LOG_LEVEL: process.env.LOG_LEVEL ?? "error",
    };
    let server: ReturnType<typeof startServer> | undefined;
    undo.push(() => server?.stop());
    const faults: Faults = {
      database: { asked: 0, failed: 0 },
      store: { asked: 0, failed: 0 },
      limiter: { asked: 0, failed: 0 },
    };
    return {
      url,
      databaseUrl,
      store: { url: blob.url, token: BLOB_TOKEN },
      cronSecret,
      faults,
      setShare(share) {
        wire.setFault(some(faults.database, share, ["reset", "lose-answer"]));
        blob.setFault(some(faults.store, share, [ERROR, "reset", "lose-answer"]));
        redis.setFault(some(faults.limiter, share, [ERROR, "reset", "hang"]));
      },
      async startServer() {
        server = startServer("production", url, env);
        await server.answering;
      },
      whenUp: async () => server?.answering,
      async stopServer() {
        if (!server) throw new Error("there is no server to stop");
        const startedAt = performance.now();
        await server.stop();
        return { ms: performance.now() - startedAt, exitCode: await server.ended };
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A fault for this share of the calls, each of these ways in turn; never twice that many calls without one. */
function some<F>(count: Faults[keyof Faults], share: number, ways: readonly F[]) {
  const soon = () => count.asked + 1 + Math.floor(Math.random() * (2 / share - 1));
  let next = share > 0 ? soon() : Number.POSITIVE_INFINITY;
  return () => {
    count.asked += 1;
    if (count.asked < next) return undefined;
    next = soon();
    return ways[count.failed++ % ways.length];
  };
}
