// The queue of clips: who may work on which, for how long, how often; and what an outage, a removal or a slow
// worker in the middle leads to. Time passes in the database only.
import { tmpdir } from "node:os";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/lib/db/client";
import * as queue from "@/lib/db/video-queue-repo";
import { requeue } from "@/lib/db/video-repo";
import { convertVideo } from "@/lib/domain/video/convert-video";
import { finishVideo } from "@/lib/domain/video/finish-video";
import { listCaptainVideos } from "@/lib/domain/video/list-captain-videos";
import { processNextVideo } from "@/lib/domain/video/process-next-video";
import { ERRORS } from "@/lib/errors/catalogue";
import { saveBlob } from "@/lib/storage/blob-file";
import { runProgram } from "@/lib/videos/run-program";
import { aCaptain, type TestCaptain } from "../../support/accounts";
import { captainActor, systemActor } from "../../support/actors";
import { query, truncateAll } from "../../support/database";
import { aVideo } from "../../support/drafts";
import { blob, type Fault } from "../../support/stack";
import { aQueuedVideo, served, videoNow } from "../../support/videos";

vi.setConfig({ testTimeout: 120_000 });

const never = new AbortController().signal;
const process = (signal = never) => processNextVideo(systemActor(), signal);
const claim = (lease: string) =>
  queue.claim(db(), { lease, seconds: 60, words: ERRORS.video_not_processed.toast });

let captain: TestCaptain;
beforeEach(async () => {
  await truncateAll();
  await blob.clear();
  captain = await aCaptain();
});

/** A queued clip without a file: enough to be claimed. */
const waiting = (given: Partial<Parameters<typeof aVideo>[0]> = {}) =>
  aVideo({
    captain,
    processStatus: "queued",
    ready720pUrl: null,
    normalizedBlobKey: null,
    ...given,
  });
/** A poster spares the work of making one. */
const poster = { thumbnailUrl: "https://blobs.example/poster.jpg" };
const seconds = async (id: string, column: "leasedUntil" | "retryAt") => {
  const [row] = await query<{ s: number }>(
    `SELECT extract(epoch FROM "${column}" - now())::float8 AS s FROM "CaptainVideo" WHERE id = $1`,
    [id],
  );
  return row?.s ?? Number.NaN;
};
const pass = (id: string, column: "leasedUntil" | "retryAt") =>
  query(`UPDATE "CaptainVideo" SET "${column}" = now() - interval '1 second' WHERE id = $1`, [id]);

describe("claiming", () => {
  test("the oldest that is due, once, for a minute by the database's clock", async () => {
    const young = await waiting();
    const old = await waiting({ createdAt: new Date(Date.now() - 60_000) });
    expect((await claim("a"))?.id).toBe(old.id);
    expect((await claim("b"))?.id).toBe(young.id);
    expect(await claim("c")).toBeNull();
    expect(await videoNow(old.id)).toMatchObject({
      processStatus: "processing",
      attempts: 1,
      leaseOwner: "a",
    });
    expect(await seconds(old.id, "leasedUntil")).toBeGreaterThan(55);
    expect(await seconds(old.id, "leasedUntil")).toBeLessThanOrEqual(60);
  });

  test("one that is tried again, by itself or by its captain, lets those go first that wait", async () => {
    const old = new Date(Date.now() - 60_000);
    const again = await waiting({ createdAt: old });
    const asked = await waiting({ createdAt: old, processStatus: "failed" });
    await waiting({ createdAt: new Date(Date.now() - 30_000) });
    await waiting({ createdAt: new Date(Date.now() - 20_000) });
    await pass(again.id, "retryAt");
    await requeue(db(), captain.id, asked.id);
    const taken: (string | undefined)[] = [];
    for (const lease of ["a", "b", "c", "d"]) taken.push((await claim(lease))?.id);
    expect(taken.slice(2)).toEqual([again.id, asked.id]);
  });

  test("one that is given back stands where it stood", async () => {
    const old = new Date(Date.now() - 60_000);
    const asked = await waiting({ createdAt: old, processStatus: "failed" });
    await requeue(db(), captain.id, asked.id);
    await pass(asked.id, "retryAt");
    await waiting({ createdAt: new Date(Date.now() - 30_000) });
    const next = await waiting({ createdAt: new Date(Date.now() - 20_000) });
    await claim("a");
    await claim("b");
    const held = await claim("c");
    expect(held?.id).toBe(asked.id);
    if (held) await queue.giveBack(db(), { id: asked.id, lease: "c" }, held);
    await queue.giveBack(db(), { id: next.id, lease: "b" }, { stoodAt: next.createdAt });
    expect([(await claim("d"))?.id, (await claim("e"))?.id]).toEqual([next.id, asked.id]);
  });

  test.each(["uploading", "ready", "failed", "cancelled"] as const)(
    "%s is nothing to do",
    async (processStatus) => {
      await waiting({ processStatus });
      expect(await claim("a")).toBeNull();
    },
  );

  test("a hundred at once take each clip once", async () => {
    for (let n = 0; n < 20; n++) await waiting();
    const claims = await Promise.all(Array.from({ length: 100 }, (_, n) => claim(`worker ${n}`)));
    const ids = claims.flatMap((video) => video?.id ?? []);
    expect(new Set(ids).size).toBe(20);
    expect(ids).toHaveLength(20);
  });

  test("a worker that is not heard of loses its clip, not before its lease is over", async () => {
    const { id } = await waiting();
    await claim("dead");
    expect(await claim("next")).toBeNull();
    await pass(id, "leasedUntil");
    expect((await claim("next"))?.id).toBe(id);
    expect(await queue.extend(db(), { id, lease: "dead" }, 60)).toBe(false);
    expect(await queue.extend(db(), { id, lease: "next" }, 600)).toBe(true);
    expect(await seconds(id, "leasedUntil")).toBeGreaterThan(590);
  });

  test("a clip of the old system, left in processing without a lease, is taken", async () => {
    const { id } = await waiting({ processStatus: "processing" });
    expect((await claim("a"))?.id).toBe(id);
  });

  test("a clip that took three workers with it has failed, in words, and stops nobody else", async () => {
    const { id } = await waiting();
    const other = await waiting({ createdAt: new Date(Date.now() + 1000) });
    for (const lease of ["a", "b", "c"]) {
      expect((await claim(lease))?.id).toBe(id);
      await pass(id, "leasedUntil");
    }
    expect((await claim("d"))?.id).toBe(other.id);
    expect(await videoNow(id)).toMatchObject({
      processStatus: "failed",
      attempts: 3,
      errorMessage: ERRORS.video_not_processed.toast,
      leaseOwner: null,
    });
  });

  test("captains are told whether a worker is there: asking for work tells, and so does holding", async () => {
    const told = async () =>
      (await listCaptainVideos(captainActor(captain.id), {})).canProcessOnServer;
    const age = (minutes: number) =>
      query(`UPDATE "JobLease" SET "lastFinishedAt" = now() - make_interval(mins => $1)`, [
        minutes,
      ]);
    expect(await told()).toBe(false);
    await claim("a");
    expect(await told()).toBe(true);
    await age(6);
    expect(await told()).toBe(false);
    const { id } = await waiting();
    await claim("a");
    expect(await told()).toBe(true);
    await age(6);
    await queue.extend(db(), { id, lease: "a" }, 60);
    expect(await told()).toBe(true);
  });
});

describe("attempts", () => {
  test("three, each later than the one before, then it has failed in words", async () => {
    const { id } = await waiting({ ...poster });
    for (const wait of [15, 60]) {
      expect(await process()).toBe(true);
      expect(await videoNow(id)).toMatchObject({
        processStatus: "queued",
        errorMessage: null,
        leaseOwner: null,
      });
      expect(Math.abs((await seconds(id, "retryAt")) - wait)).toBeLessThan(5);
      expect(await process()).toBe(false);
      await pass(id, "retryAt");
    }
    expect(await process()).toBe(true);
    expect(await videoNow(id)).toMatchObject({
      processStatus: "failed",
      attempts: 3,
      retryAt: null,
      errorMessage: ERRORS.video_not_processed.toast,
    });
    expect(await process()).toBe(false);
  });

  test("a worker that stops gives its clip back, uncounted, to be taken at once", async () => {
    const { id } = await aQueuedVideo({ owner: captain, ...poster });
    const stop = new AbortController();
    blob.setFault((req) => {
      if (req.method === "PUT") stop.abort(new Error("stop"));
      return req.method === "PUT" ? "hang" : undefined;
    });
    expect(await process(stop.signal)).toBe(true);
    blob.setFault();
    expect(await videoNow(id)).toMatchObject({
      processStatus: "queued",
      attempts: 0,
      leaseOwner: null,
    });
    expect(await process()).toBe(true);
    expect(await videoNow(id)).toMatchObject({ processStatus: "ready", attempts: 1 });
  });
});

test("a time limit is the clip's own end, and a disk that refuses is no outage: neither is tried for ever", async () => {
  const bounds = { folder: tmpdir(), seconds: 0.05, signal: never };
  const endless = ["-v", "error", "-re", "-f", "lavfi", "-i", "testsrc", "-f", "null", "-"];
  await expect(runProgram("ffmpeg", endless, bounds)).rejects.toMatchObject({
    code: "video_too_heavy",
  });
  const { blobKey } = await aQueuedVideo({ owner: captain, ...poster });
  const save = saveBlob(blobKey, tmpdir(), { maxBytes: 1e9, signal: never });
  await expect(save).rejects.toMatchObject({ code: "EISDIR" });
});

describe("an outage of the store", () => {
  const refuse: Record<string, Fault> = {
    "when it is asked for the original": () => ({ status: 500, body: {} }),
    "while the original comes": (req) =>
      req.url?.includes("url=") ? undefined : req.method === "GET" ? "reset" : undefined,
    "when the clip is put": (req) => (req.method === "PUT" ? { status: 503, body: {} } : undefined),
    "when it loses the answer to the put": (req) =>
      req.method === "PUT" ? "lose-answer" : undefined,
  };

  test.each(Object.entries(refuse))(
    "%s: the clip waits, however often, and is done afterwards",
    async (_, fault) => {
      const { id, originalUrl } = await aQueuedVideo({ owner: captain, ...poster });
      blob.setFault(fault);
      for (let time = 0; time < 4; time++) {
        expect(await process()).toBe(true);
        expect(await videoNow(id)).toMatchObject({ processStatus: "queued", attempts: 0 });
        await pass(id, "retryAt");
      }
      blob.setFault();
      expect((await served(originalUrl)).length).toBeGreaterThan(0);
      expect(await process()).toBe(true);
      const row = await videoNow(id);
      expect(row.processStatus).toBe("ready");
      // Whatever the store kept without saying so is on the list of names to be removed.
      const loose = (await query(`SELECT "key" FROM "LooseBlob"`)).map(({ key }) => key);
      for (const key of await blob.keys()) expect([row.normalizedBlobKey, ...loose]).toContain(key);
    },
  );

  test("when the original is removed: the clip is shown, and the name stays listed until it is gone", async () => {
    const { id, blobKey } = await aQueuedVideo({ owner: captain, ...poster });
    blob.setFault((req) => (req.url?.includes("delete") ? { status: 500, body: {} } : undefined));
    await process();
    blob.setFault();
    const row = await videoNow(id);
    expect((await served(row.ready720pUrl)).length).toBe(Number(row.processedSizeBytes));
    expect(await query(`SELECT "key" FROM "LooseBlob" WHERE due <= now()`)).toEqual([
      { key: blobKey },
    ]);
  });
});

describe("in the middle of the work", () => {
  /** Does this when the store is asked to put the clip. */
  const meanwhile = (work: () => Promise<unknown>) => {
    let done = false;
    blob.setFault(async (req) => {
      if (req.method !== "PUT" || done) return undefined;
      done = true;
      await work();
      return undefined;
    });
  };

  test("the clip is removed: nothing of it is left", async () => {
    const { id, blobKey } = await aQueuedVideo({ owner: captain, ...poster });
    meanwhile(() => query(`DELETE FROM "CaptainVideo" WHERE id = $1`, [id]));
    expect(await process()).toBe(true);
    blob.setFault();
    expect(await db().captainVideo.count()).toBe(0);
    // The original is the remover's to loosen.
    expect(await blob.keys()).toEqual([blobKey]);
  });

  test("it is cancelled: it stays so", async () => {
    const { id, blobKey } = await aQueuedVideo({ owner: captain, ...poster });
    meanwhile(() =>
      query(
        `UPDATE "CaptainVideo" SET "processStatus" = 'cancelled', "leaseOwner" = NULL, "leasedUntil" = NULL WHERE id = $1`,
        [id],
      ),
    );
    expect(await process()).toBe(true);
    blob.setFault();
    expect(await videoNow(id)).toMatchObject({ processStatus: "cancelled", ready720pUrl: null });
    expect(await blob.keys()).toEqual([blobKey]);
  });

  test("it holds its lease meanwhile, and stops at once when another has taken it", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const { id } = await aQueuedVideo({ owner: captain, ...poster });
    const asked = new Promise<void>((resolve) => {
      blob.setFault((req) => {
        if (req.method !== "PUT") return undefined;
        resolve();
        return "hang";
      });
    });
    const working = process();
    await asked;
    await pass(id, "leasedUntil");
    await vi.advanceTimersByTimeAsync(15_000);
    await expect.poll(() => seconds(id, "leasedUntil"), { interval: 20 }).toBeGreaterThan(50);
    await query(`UPDATE "CaptainVideo" SET "leaseOwner" = 'another' WHERE id = $1`, [id]);
    await vi.advanceTimersByTimeAsync(15_000);
    expect(await working).toBe(true);
    vi.useRealTimers();
    blob.setFault();
    expect(await videoNow(id)).toMatchObject({
      processStatus: "processing",
      leaseOwner: "another",
    });
  });

  test("a slow worker, overtaken: what the other one made stays, and its own goes", async () => {
    const { id } = await aQueuedVideo({ owner: captain, ...poster });
    const slow = await claim("slow");
    if (!slow) throw new Error("nothing to claim");
    const made = await convertVideo(slow, never);
    await pass(id, "leasedUntil");
    expect(await process()).toBe(true);
    const row = await videoNow(id);
    expect(row).toMatchObject({ processStatus: "ready", attempts: 2 });

    expect(await finishVideo(systemActor(), { id, lease: "slow" }, made)).toBe(false);
    expect(
      await queue.endAttempt(db(), { id, lease: "slow" }, { words: "no", again: false }),
    ).toBeNull();
    await queue.giveBack(db(), { id, lease: "slow" }, slow);
    expect(await videoNow(id)).toEqual(row);
    expect((await served(row.ready720pUrl)).length).toBe(Number(row.processedSizeBytes));
    expect(await blob.keys()).toEqual([row.normalizedBlobKey]);
  });
});
