// The local stack as people start it: one process that starts, stops, dies and comes back.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { BlobNotFoundError, head, put } from "@vercel/blob";
import pg from "pg";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

vi.setConfig({ testTimeout: 120_000 });

/** A stack chooses everything by itself; what the harness set must not reach it. */
const NAMES = [
  "DATABASE_URL",
  "DIRECT_URL",
  "BLOB_READ_WRITE_TOKEN",
  "VERCEL_BLOB_API_URL",
  "UPSTASH_REDIS_REST_URL",
  "UPSTASH_REDIS_REST_TOKEN",
  "BETTER_AUTH_SECRET",
  "BETTER_AUTH_URL",
  "CRON_SECRET",
  "HEALTH_TOKEN",
];
const clean: NodeJS.ProcessEnv = { ...process.env };
for (const name of NAMES) delete clean[name];

let folder = "";
const started: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "charter-media-stack-"));
});

afterEach(async () => {
  for (const child of started.splice(0)) await end(child, "SIGTERM");
  await rm(folder, { recursive: true, force: true });
});

interface Started {
  child: ChildProcess;
  /** Ends when it runs, or when it gave up. */
  output: string;
  exitCode: number | null;
}

async function startStack(
  extra: Record<string, string> = {},
  [command = "", ...args]: readonly string[] = [process.execPath, "scripts/stack.mjs"],
): Promise<Started> {
  const env = { ...clean, DATA_DIR: folder, ...extra };
  const child = spawn(command, args, { env, stdio: "pipe" });
  started.push(child);
  let output = "";
  await new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk) => {
        output += chunk;
        if (output.includes("The local stack runs")) resolve();
      });
    }
    child.once("close", () => resolve());
  });
  return { child, output, exitCode: child.exitCode };
}

async function end(child: ChildProcess, signal: NodeJS.Signals) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, "exit");
}

const served = async () => parseEnv(await readFile(join(folder, "stack.env"), "utf8"));

async function sql(text: string) {
  const client = new pg.Client((await served()).DATABASE_URL);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

async function blobPut(name: string) {
  const { BLOB_READ_WRITE_TOKEN: token = "", VERCEL_BLOB_API_URL: url = "" } = await served();
  return withBlobUrl(url, () => put(name, "kept", { access: "public", token }));
}

async function blobHead(name: string) {
  const { BLOB_READ_WRITE_TOKEN: token = "", VERCEL_BLOB_API_URL: url = "" } = await served();
  return withBlobUrl(url, () => head(name, { token }));
}

async function withBlobUrl<T>(url: string, work: () => Promise<T>): Promise<T> {
  const before = process.env.VERCEL_BLOB_API_URL;
  process.env.VERCEL_BLOB_API_URL = url;
  try {
    return await work();
  } finally {
    process.env.VERCEL_BLOB_API_URL = before;
  }
}

test("it prints the variables it serves, and writes the same to stack.env for its owner only", async () => {
  const { output } = await startStack();
  const variables = await served();
  expect(Object.keys(variables).sort()).toEqual([
    "BETTER_AUTH_SECRET",
    "BETTER_AUTH_URL",
    "BLOB_READ_WRITE_TOKEN",
    "CRON_SECRET",
    "DATABASE_URL",
    "DIRECT_URL",
    "HEALTH_TOKEN",
    "NEXT_PUBLIC_VERCEL_BLOB_API_URL",
    "UPSTASH_REDIS_REST_TOKEN",
    "UPSTASH_REDIS_REST_URL",
    "VERCEL_BLOB_API_URL",
    "VERCEL_BLOB_CALLBACK_URL",
  ]);
  for (const [name, value] of Object.entries(variables))
    expect(output).toContain(`${name}=${value}`);
  expect((await stat(join(folder, "stack.env"))).mode & 0o077).toBe(0);
  expect(await sql("SHOW server_encoding")).toEqual([{ server_encoding: "UTF8" }]);
});

test("stopped and started again it has the same addresses, secrets and data", async () => {
  const { child } = await startStack();
  const before = await served();
  await sql("CREATE TABLE kept AS SELECT 7 AS n");
  const { url } = await blobPut("kept.txt");
  await end(child, "SIGTERM");
  expect(child.exitCode).toBe(0);

  await startStack();
  expect(await served()).toEqual(before);
  expect(await sql("SELECT n FROM kept")).toEqual([{ n: 7 }]);
  expect((await blobHead("kept.txt")).url).toBe(url);
});

test.each([
  ["it", [process.execPath, "scripts/stack.mjs"], "SIGINT"],
  ["the npm that runs it", ["npm", "run", "stack"], "SIGTERM"],
] as const)("stopping %s leaves no lock and no process", async (_, command, signal) => {
  const { child } = await startStack({}, command);
  const pid = Number(
    (await readFile(join(folder, "postgres", "postmaster.pid"), "utf8")).split("\n")[0],
  );
  await end(child, signal);
  expect(() => process.kill(pid, 0)).toThrow();
  await expect(stat(join(folder, "stack.lock"))).rejects.toThrow();
  await expect(stat(join(folder, "postgres", "postmaster.pid"))).rejects.toThrow();
});

test("killed outright it comes back with what it had, although its database went on alone", async () => {
  const { child } = await startStack();
  await sql("CREATE TABLE kept AS SELECT 7 AS n");
  await blobPut("kept.txt");
  await end(child, "SIGKILL");

  const again = await startStack();
  expect(again.exitCode).toBeNull();
  expect(await sql("SELECT n FROM kept")).toEqual([{ n: 7 }]);
  expect((await blobHead("kept.txt")).size).toBe(4);
});

test("killed together with its database it recovers what was committed", async () => {
  const { child } = await startStack();
  await sql("CREATE TABLE kept AS SELECT 7 AS n");
  const pidFile = join(folder, "postgres", "postmaster.pid");
  const pid = Number((await readFile(pidFile, "utf8")).split("\n")[0]);
  process.kill(pid, "SIGKILL");
  await end(child, "SIGKILL");
  await startStack();
  expect(await sql("SELECT n FROM kept")).toEqual([{ n: 7 }]);
});

test("killed in the middle of an upload it shows nothing of it afterwards", async () => {
  const { child } = await startStack();
  const { BLOB_READ_WRITE_TOKEN: token, VERCEL_BLOB_API_URL: url = "" } = await served();
  const upload = request(`${url}/?pathname=half.bin`, {
    method: "PUT",
    headers: { authorization: `Bearer ${token}`, "content-length": 2_000_000 },
  });
  upload.on("error", () => {});
  upload.write(Buffer.alloc(1_000_000));
  const unfinished = join(folder, "blob", "unfinished");
  await vi.waitFor(async () => expect(await readdir(unfinished)).toHaveLength(1));
  await end(child, "SIGKILL");

  await startStack();
  await expect(blobHead("half.bin")).rejects.toThrow(BlobNotFoundError);
  expect(await readdir(unfinished)).toEqual([]);
  expect(await blobPut("half.bin")).toMatchObject({ pathname: "half.bin" });
});

test("a pid file that by now names another program does not stand in the way", async () => {
  const { child } = await startStack();
  const pidFile = join(folder, "postgres", "postmaster.pid");
  const lines = await readFile(pidFile, "utf8");
  await end(child, "SIGTERM");
  await writeFile(pidFile, lines.replace(/^\d+/, String(process.pid)));
  await writeFile(join(folder, "stack.lock"), `${process.pid} another start`);
  const { exitCode } = await startStack();
  expect(exitCode).toBeNull();
});

test("a second one on the same folder refuses and says which process has it", async () => {
  const { child } = await startStack();
  const second = await startStack();
  expect(second.exitCode).toBe(1);
  expect(second.output).toContain(`already running, as process ${child.pid}`);
  expect(second.output).not.toContain("    at ");
  expect(await sql("SELECT 1 AS alive")).toEqual([{ alive: 1 }]);
});

test("a port that another program took refuses and says which", async () => {
  const { child } = await startStack();
  const ports = JSON.parse(await readFile(join(folder, "ports.json"), "utf8"));
  await end(child, "SIGTERM");
  const other = createServer().listen(ports.blob, "127.0.0.1");
  await once(other, "listening");
  const second = await startStack();
  other.close();
  expect(second.exitCode).toBe(1);
  expect(second.output).toContain(`Port ${ports.blob}`);
  expect(second.output).toContain("is taken by another program");
  expect((await startStack()).exitCode).toBeNull();
});

test("what is set already stays off", async () => {
  await startStack({
    DATABASE_URL: "postgresql://elsewhere.example/db",
    UPSTASH_REDIS_REST_URL: "https://elsewhere.example",
    UPSTASH_REDIS_REST_TOKEN: "x",
    CRON_SECRET: "given-by-the-operator",
  });
  const names = Object.keys(await served());
  expect(names).toContain("BLOB_READ_WRITE_TOKEN");
  expect(names).not.toContain("DATABASE_URL");
  expect(names).not.toContain("UPSTASH_REDIS_REST_URL");
  expect(names).not.toContain("CRON_SECRET");
  await expect(stat(join(folder, "postgres"))).rejects.toThrow();
});

test("an empty variable, as in a copied example file, counts as not set", async () => {
  await startStack({ DATABASE_URL: "", BLOB_READ_WRITE_TOKEN: "" });
  expect((await served()).DATABASE_URL).toMatch(/^postgresql:/);
});
