// The worker as it is started: processes of their own, several at once, stopped and killed.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ERRORS } from "@/lib/errors/catalogue";
import { aCaptain, type TestCaptain } from "../../support/accounts";
import { aClip } from "../../support/clips";
import { query, truncateAll } from "../../support/database";
import { blob } from "../../support/stack";
import { aQueuedVideo, served, videoNow } from "../../support/videos";

vi.setConfig({ testTimeout: 180_000 });

let captain: TestCaptain;
/** Where the workers keep what they work on. */
let folder: string;
const started: ChildProcess[] = [];
beforeEach(async () => {
  await truncateAll();
  await blob.clear();
  captain = await aCaptain();
  folder = await mkdtemp(join(tmpdir(), "charter-media-worker-"));
});
afterEach(async () => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

interface LogLine {
  msg: string;
  videoId?: string;
  outcome?: string;
}

/** Starts a worker; `lines` are those it logged of clips by the time it ended. */
function startWorker(...options: string[]) {
  const args = ["--conditions=react-server", "--import=tsx", "scripts/worker.ts", ...options];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, LOG_LEVEL: "info", TMPDIR: folder },
    stdio: ["ignore", "pipe", "inherit"],
  });
  started.push(child);
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  const ended = once(child, "close").then(([code, signal]) => ({
    code,
    signal,
    output,
    lines: output
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line): LogLine => JSON.parse(line))
      .filter(({ msg }) => msg === "video"),
  }));
  return { child, ended };
}

/** The folders of clips that are worked on. */
const workFolders = async () =>
  (await readdir(folder)).filter((name) => name.startsWith("charter-media-video-"));

const poster = { thumbnailUrl: "https://blobs.example/poster.jpg" };
const WAIT = { timeout: 60_000, interval: 20 };

test("three workers, fifty clips: each is done once", async () => {
  const bytes = await aClip({ width: 64, height: 64, seconds: 0.4, fps: 5, sound: null });
  const ids: string[] = [];
  for (let n = 0; n < 50; n++)
    ids.push((await aQueuedVideo({ owner: captain, bytes, ...poster })).id);
  const workers = [startWorker("--once"), startWorker("--once"), startWorker("--once")];
  const ends = await Promise.all(workers.map(({ ended }) => ended));

  expect(ends.map(({ code }) => code)).toEqual([0, 0, 0]);
  const done = ends.flatMap(({ lines }) => lines);
  expect(new Set(done.map(({ outcome }) => outcome))).toEqual(new Set(["ready"]));
  expect(done.map(({ videoId }) => videoId).sort()).toEqual(ids.sort());
  const rows = await Promise.all(ids.map(videoNow));
  for (const row of rows) expect(row).toMatchObject({ processStatus: "ready", attempts: 1 });
  expect(await blob.keys()).toEqual(rows.map(({ normalizedBlobKey }) => normalizedBlobKey).sort());
  expect(await workFolders()).toEqual([]);
});

test("killed in the middle, its clip is done by the next one, and nothing of it is left lying", async () => {
  const { id, originalUrl } = await aQueuedVideo({ owner: captain, ...poster });
  let arrived = false;
  blob.setFault((req) => {
    arrived ||= req.method === "PUT";
    return req.method === "PUT" ? "hang" : undefined;
  });
  const { child, ended } = startWorker();
  await vi.waitFor(() => expect(arrived).toBe(true), WAIT);
  child.kill("SIGKILL");
  expect((await ended).signal).toBe("SIGKILL");
  blob.setFault();
  expect(await workFolders()).toHaveLength(1);
  expect(await videoNow(id)).toMatchObject({ processStatus: "processing", attempts: 1 });
  // What people see meanwhile is the original.
  expect((await served(originalUrl)).length).toBeGreaterThan(0);

  expect((await startWorker("--once").ended).lines).toEqual([]);
  await query(`UPDATE "CaptainVideo" SET "leasedUntil" = now() - interval '1 second'`);
  const { code, output } = await startWorker("--once").ended;
  expect([code, output]).toEqual([0, expect.stringContaining("1 clip worked on.")]);
  const row = await videoNow(id);
  expect(row).toMatchObject({ processStatus: "ready", attempts: 2 });
  expect(await blob.keys()).toEqual([row.normalizedBlobKey]);
  expect(await workFolders()).toEqual([]);
});

test("told to stop in the middle, it gives its clip back within ten seconds, uncounted", async () => {
  const { id } = await aQueuedVideo({ owner: captain, ...poster });
  let arrived = false;
  blob.setFault((req) => {
    arrived ||= req.method === "PUT";
    return req.method === "PUT" ? "hang" : undefined;
  });
  const { child, ended } = startWorker();
  await vi.waitFor(() => expect(arrived).toBe(true), WAIT);
  child.kill("SIGTERM");
  const { code, lines } = await ended;
  expect([code, lines.at(-1)?.outcome]).toEqual([0, "given back"]);
  expect(await videoNow(id)).toMatchObject({
    processStatus: "queued",
    attempts: 0,
    leaseOwner: null,
  });
  expect(await workFolders()).toEqual([]);
});

test("told to stop with work that is nearly done, it finishes it first", async () => {
  const { id } = await aQueuedVideo({ owner: captain, ...poster });
  await aQueuedVideo({ owner: captain, ...poster });
  const { child, ended } = startWorker();
  blob.setFault((req) => {
    if (req.method === "PUT") child.kill("SIGTERM");
    return undefined;
  });
  const { code, lines } = await ended;
  expect(code).toBe(0);
  expect(lines.map(({ videoId, outcome }) => [videoId, outcome])).toEqual([[id, "ready"]]);
});

test("a hostile file fails in words and the worker lives: it does the next clip, looks for more, and stops at once", async () => {
  const hostile = Buffer.from("#EXTM3U\n#EXTINF:9,\nfile:///etc/passwd\n");
  const bad = await aQueuedVideo({ owner: captain, bytes: hostile, ...poster });
  const good = await aQueuedVideo({ owner: captain, ...poster });
  const { child, ended } = startWorker();
  await vi.waitFor(async () => expect((await videoNow(good.id)).processStatus).toBe("ready"), WAIT);
  expect(await videoNow(bad.id)).toMatchObject({
    processStatus: "failed",
    errorMessage: ERRORS.invalid_video.toast,
  });
  expect(child.exitCode).toBeNull();
  await query(`DELETE FROM "JobLease"`);
  await vi.waitFor(
    async () =>
      expect(await query(`SELECT FROM "JobLease" WHERE name = 'video-worker'`)).toHaveLength(1),
    WAIT,
  );
  child.kill("SIGINT");
  const { code, lines } = await ended;
  expect(code).toBe(0);
  expect(lines.map(({ videoId, outcome }) => [videoId, outcome])).toEqual([
    [bad.id, "failed"],
    [good.id, "ready"],
  ]);
});
