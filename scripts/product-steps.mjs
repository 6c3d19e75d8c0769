// What stands between a running stack and a server: migrations, the demo, the build. Each step is
// skipped when it has nothing to do.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BIN, hashOf } from "./prepare.mjs";
import { runNode, step } from "./run.mjs";

/** Everything that goes into a build. */
const SOURCES = ["app", "components", "lib", "public", "prisma/schema.prisma", "package-lock.json"];
const BUILD_CONFIG = [
  "next.config.ts",
  "postcss.config.mjs",
  "proxy.ts",
  "instrumentation.ts",
  "tsconfig.json",
];

/**
 * Brings the database to the newest schema.
 * @param {NodeJS.ProcessEnv} env
 */
export async function migrate(env) {
  if (await isMigrated(env.DIRECT_URL || env.DATABASE_URL)) return;
  await step("Migrating the database", () =>
    runNode([BIN.prisma, "migrate", "deploy"], { env, quiet: true }),
  );
}

/**
 * Whether every migration of this checkout has finished, asked without starting Prisma's CLI.
 * @param {string | undefined} connectionString
 */
async function isMigrated(connectionString) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 });
  const folders = readdirSync("prisma/migrations").filter((name) => !name.includes("."));
  try {
    await client.connect();
    const { rows } = await client.query(
      "SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
    );
    const done = new Set(rows.map((row) => row.migration_name));
    return folders.every((name) => done.has(name));
  } catch {
    return false; // The real command says what is wrong.
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * Fills a new database with a demo to look around in.
 * @param {NodeJS.ProcessEnv} env
 */
export async function seed(env) {
  if (!existsSync("scripts/seed.ts") || existsSync(signInsFile(env))) return;
  await step("Filling in a demo", () =>
    runNode(["--conditions=react-server", "--import", "tsx", "scripts/seed.ts"], {
      env,
      quiet: true,
    }),
  );
}

/**
 * Where the demo writes who can sign in.
 * @param {NodeJS.ProcessEnv} env
 */
export const signInsFile = ({ DATA_DIR = ".data" }) => join(DATA_DIR, "demo-sign-ins.json");

/**
 * Builds the product for production, unless the last build was made from the same.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {{ anyAddress?: boolean }} [options] `anyAddress` takes a build whose pages know other addresses: enough
 *   for who never opens one
 */
export async function build(env, { anyAddress = false } = {}) {
  const folder = env.NEXT_DIST_DIR || ".next";
  const stamp = join(folder, "made-from");
  const baked = Object.entries(env).filter(([name]) => name.startsWith("NEXT_PUBLIC_"));
  const sources = hashOf([...SOURCES, ...BUILD_CONFIG]);
  const current = `${sources} ${hashOf([], JSON.stringify(baked.sort()))}`;
  const last = existsSync(stamp) ? readFileSync(stamp, "utf8") : "";
  if (last === current || (anyAddress && last.startsWith(`${sources} `))) return;
  await step("Building", () => runNode([BIN.next, "build"], { env, quiet: true }));
  mkdirSync(folder, { recursive: true });
  writeFileSync(stamp, current);
}
