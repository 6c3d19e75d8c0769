// The servers that are measured: the product as `npm run up` starts it, and a bare Next server beside
// it that shows what the framework alone costs on this machine.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseEnv } from "node:util";
import { BIN, ROOT } from "../prepare.mjs";
import { run } from "../run.mjs";
import { freePort } from "../stack/ports.mjs";
import { commandLine } from "../stack/processes.mjs";

const START_MS = 300_000;
const BASELINE = join(ROOT, "scripts/bench/baseline");

// As it was given to the bench, before the bench itself points at the stack it has started.
const given = { ...process.env };

export const dataDir = mkdtempSync(join(tmpdir(), "charter-media-bench-"));

export interface Server {
  url: string;
  /** Of the process that answers; undefined where /proc is not there to ask. */
  pid: number | undefined;
  /** From its start to its first 200. */
  startMs: number;
  stop(): Promise<void>;
}

/** The product on its own stack in a throw-away folder, without a demo and without limits that bite. */
export async function startProduct(port: number): Promise<Server> {
  const child = launch(["scripts/up.mjs"], {
    DATA_DIR: dataDir,
    PORT: String(port),
    // The throw-away build of the end-to-end tests does.
    NEXT_DIST_DIR: ".next-e2e",
    SEED: "0",
    RATE_LIMIT_MULTIPLIER: "1000000",
  });
  return running(child, `http://localhost:${port}`, "/health");
}

export type Env = Record<string, string | undefined>;

/** The variables of the product's stack. */
export function stackEnv(): Env {
  return parseEnv(readFileSync(join(dataDir, "stack.env"), "utf8"));
}

/** Next with nothing of ours but the few lines of scripts/bench/baseline. */
export async function startBaseline(env: Env): Promise<Server> {
  const next = resolve(ROOT, BIN.next);
  // Turbopack would take the product's proxy and instrumentation along.
  await run(process.execPath, [next, "build", BASELINE, "--webpack"], { quiet: true });
  const port = await freePort();
  const child = launch([next, "start", BASELINE, "--port", String(port)], {
    ...env,
    BARE_STORE: join(dataDir, "bare"),
  });
  return running(child, `http://localhost:${port}`, "/empty");
}

function launch(args: string[], env: Env): ChildProcess {
  return spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...given, ...env, NODE_ENV: "production" },
    stdio: ["ignore", "ignore", "inherit"],
  });
}

async function running(child: ChildProcess, url: string, path: string): Promise<Server> {
  const startedAt = performance.now();
  let ended = false;
  const end = new Promise<void>((settle) => child.once("exit", () => settle())).then(() => {
    ended = true;
  });
  const stop = async () => {
    child.kill("SIGTERM");
    await end;
  };
  process.once("exit", () => child.kill("SIGTERM"));
  while (!(await answers(url + path))) {
    if (ended) throw new Error(`${url} ended before it answered`);
    if (performance.now() - startedAt > START_MS) throw new Error(`${url} did not answer`);
    await new Promise((resume) => setTimeout(resume, 20));
  }
  const startMs = performance.now() - startedAt;
  return { url, pid: serverBelow(child.pid ?? 0), startMs, stop };
}

const answers = (url: string) =>
  fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    ({ ok }) => ok,
    () => false,
  );

/** The process itself when it is the Next server, or the one it started. */
function serverBelow(pid: number): number | undefined {
  if (!commandLine(pid).includes("up.mjs")) return pid;
  return processes().find((one) => parentOf(one) === pid && /next/.test(commandLine(one)));
}

function processes(): number[] {
  try {
    return readdirSync("/proc").map(Number).filter(Boolean);
  } catch {
    return [];
  }
}

/** The fields of /proc/<pid>/stat behind the name, which may hold spaces itself. */
function stat(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, "utf8");
  return text.slice(text.lastIndexOf(")") + 2).split(" ");
}

function parentOf(pid: number): number {
  try {
    return Number(stat(pid)[1]);
  } catch {
    return 0;
  }
}

/** Seconds of processor time a server has used. */
export function cpuSeconds({ pid }: Server): number {
  if (!pid) return Number.NaN;
  const fields = stat(pid);
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Bytes of memory a server holds, and the most it ever held. */
export function memory({ pid }: Server): { now: number; peak: number } {
  if (!pid) return { now: Number.NaN, peak: Number.NaN };
  const text = readFileSync(`/proc/${pid}/status`, "utf8");
  const field = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(text)?.[1]) * 1024;
  return { now: field("VmRSS"), peak: field("VmHWM") };
}
