// The release before this one, built from its commit and served beside this checkout: what a roll-back would bring
// back, on the schema that a roll-back leaves as it is.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseEnv } from "node:util";
import { ENV_GROUPS } from "@/lib/env";
import { freePort } from "../stack/ports.mjs";

const START_MS = 20 * 60_000;

export interface PreviousRelease {
  url: string;
  /** What a command needs to ask about it. */
  env: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

/** The last tag; without one, the last commit that does not know the newest migration. */
export function previousRef(root: string, newestMigration: string): string {
  try {
    return git(root, "describe", "--tags", "--abbrev=0");
  } catch {
    const path = `prisma/migrations/${newestMigration}`;
    const added = git(root, "log", "--diff-filter=A", "--format=%h", "--", path).split("\n")[0];
    if (!added) throw new Error(`There is no tag, and ${path} is not committed: --previous <ref>.`);
    return git(root, "rev-parse", "--short", `${added}^`);
  }
}

/**
 * Serves the release of this commit, with a store and a limiter of its own, on this database.
 *
 * @param folder new, for its checkout and its data
 */
export async function servePrevious(
  root: string,
  { ref, folder, address }: { ref: string; folder: string; address: string },
): Promise<PreviousRelease> {
  const checkout = join(folder, "previous");
  git(root, "clone", "--quiet", "--no-checkout", root, checkout);
  git(checkout, "checkout", "--quiet", git(root, "rev-parse", `${ref}^{commit}`));
  const data = join(folder, "data");
  const url = `http://localhost:${await freePort()}`;
  // Nothing of what this checkout is configured with: not its store, above all.
  const ours = new Set(Object.values(ENV_GROUPS).flatMap((group) => Object.keys(group.shape)));
  const base = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.has(name)));
  const database = { DATABASE_URL: address, DIRECT_URL: address };
  const env: NodeJS.ProcessEnv = { ...base, NODE_ENV: "production", DATA_DIR: data, ...database };
  const server = spawn(process.execPath, ["scripts/up.mjs"], {
    cwd: checkout,
    env: { ...env, PORT: new URL(url).port, SEED: "0" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const stop = async () => {
    if (server.exitCode === null && server.kill("SIGTERM")) await once(server, "exit");
  };
  try {
    await answering(server, url);
    const served = join(data, "stack.env");
    const stack = existsSync(served) ? parseEnv(readFileSync(served, "utf8")) : {};
    return { url, env: { ...env, ...stack }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function answering(server: ChildProcess, url: string): Promise<void> {
  let said = "";
  server.stderr?.on("data", (text) => {
    said += text;
  });
  for (const until = Date.now() + START_MS; ; await delay(500)) {
    const isThere = await fetch(`${url}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isThere) return;
    if (server.exitCode !== null || Date.now() > until)
      throw new Error(`it did not start: ${said.trim().split("\n").slice(-4).join(" ")}`);
  }
}

function git(cwd: string, ...args: string[]): string {
  return execFileSync("git", args, {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  }).trim();
}
