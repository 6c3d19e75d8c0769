import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ClipFacts } from "@/lib/client/clip-plan";
import type { KeptUploads } from "@/lib/client/kept-uploads";
import type { PartLedger } from "@/lib/client/upload-parts";
import { openVideoQueue, type VideoQueue } from "@/lib/client/video-queue";
import type { KeptClip, VideoStages } from "@/lib/client/video-work";
import { isLeavingVideosUnwise, isVideoAtStake } from "@/lib/client/videos-state";
import type { VideoInput, VideoView } from "@/lib/domain/video/schema";
import { AppError } from "@/lib/errors/app-error";

const network = { onLine: true };
let page = new EventTarget();
let queues: VideoQueue[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  page = new EventTarget();
  vi.stubGlobal("window", page);
  vi.stubGlobal("document", new EventTarget());
  vi.stubGlobal("navigator", network);
  vi.stubGlobal("URL", { createObjectURL: () => "blob:one", revokeObjectURL: () => {} });
  network.onLine = true;
});
afterEach(() => {
  for (const queue of queues) queue.discard();
  queues = [];
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const FACTS: ClipFacts = {
  type: "video/quicktime",
  sizeBytes: 9,
  durationSec: 60,
  width: 1080,
  height: 1920,
  videoCodec: "hevc",
  codecString: "hvc1.1.6.L123.B0",
  audioCodec: "aac",
  canMake: true,
};
const RANGE = { startSec: 2, endSec: 14 };
const LEDGER: PartLedger = { pathname: "videos/1.mp4", key: "k", uploadId: "u", parts: [] };

/** What a browser keeps, in memory. */
function aShelf(left: KeptClip[] = []) {
  const rows = new Map(left.map((row) => [row.id, row]));
  const kept: KeptUploads<KeptClip> = {
    keep: async (id, read) => {
      const row = read();
      if (row) rows.set(id, row);
      return row !== null;
    },
    change: async (id, change) => {
      const row = rows.get(id);
      if (row) rows.set(id, { ...row, ...change });
    },
    drop: async (id) => void rows.delete(id),
    adopt: (take) => {
      if (rows.size > 0) queueMicrotask(() => take([...rows.values()]));
      return () => {};
    },
  };
  return { kept, rows };
}

/** A queue on a server that takes everything, unless told otherwise. */
function aQueue(stages: Partial<VideoStages> = {}, shelf = aShelf()) {
  const calls: string[] = [];
  const reserved: VideoInput[] = [];
  const place = (id: string) => ({
    video: { id, mimeType: "video/mp4" } as VideoView,
    upload: { pathname: `videos/${id}.mp4`, clientToken: "token" },
  });
  const said =
    <A extends unknown[], R>(name: string, answer: (...args: A) => R) =>
    async (...args: A): Promise<R> => {
      calls.push(name);
      return answer(...args);
    };
  const queue = openVideoQueue(
    "draft",
    {
      probe: said("probe", () => FACTS),
      make: said("make", () => new Blob(["clip"])),
      canServe: async () => true,
      reserve: said("reserve", (input) => {
        reserved.push(input);
        return place(String(reserved.length));
      }),
      renew: said("renew", place),
      setPoster: said("poster", () => ({})),
      send: said("send", () => undefined),
      complete: said("complete", (id) => ({ video: { id } as VideoView })),
      remove: said("remove", () => ({})),
      ...stages,
    },
    shelf.kept,
  );
  queues.push(queue);
  const arrived: string[] = [];
  const failed: unknown[] = [];
  queue.listen({
    onArrived: ({ id }) => arrived.push(id),
    onFailed: (refusal) => failed.push(refusal),
  });
  return { queue, calls, reserved, arrived, failed, shelf };
}

const aFile = () => new File(["a picked file"], "strike.mov", { type: "video/quicktime" });
const settle = () => vi.advanceTimersByTimeAsync(10);

async function picked(queue: VideoQueue): Promise<string> {
  queue.add([aFile()]);
  await settle();
  return queue.get().uploads[0]?.id ?? "";
}

test("a clip waits for its part to be chosen, then is cut, sent and confirmed, and nothing of it is kept", async () => {
  const { queue, calls, reserved, arrived, shelf } = aQueue();
  const id = await picked(queue);
  expect(queue.get().uploads).toMatchObject([{ phase: "choosing", facts: FACTS }]);
  expect(isLeavingVideosUnwise(queue.get())).toBe(true);
  queue.choose(id, { range: RANGE, poster: new Blob(["poster"]) });
  await settle();
  expect(calls).toEqual(["probe", "make", "reserve", "poster", "send", "complete"]);
  expect(reserved).toEqual([
    {
      fileName: "strike.mov",
      contentType: "video/mp4",
      sizeBytes: 4,
      durationSec: 12,
      width: 720,
      height: 1280,
      draftId: "draft",
    },
  ]);
  expect(arrived).toEqual(["1"]);
  expect([queue.get().uploads, shelf.rows.size]).toEqual([[], 0]);
  expect(isVideoAtStake(queue.get())).toBe(false);
});

test("a clip this browser can't cut is sent as it is with the part that is wanted", async () => {
  const { queue, reserved, calls } = aQueue({ probe: async () => ({ ...FACTS, canMake: false }) });
  queue.choose(await picked(queue), { range: RANGE, poster: null });
  await settle();
  expect(calls).not.toContain("make");
  expect(reserved).toMatchObject([
    {
      contentType: "video/quicktime",
      sizeBytes: 13,
      durationSec: 60,
      trimStartSec: 2,
      trimEndSec: 14,
    },
  ]);
});

test("a clip this browser fails to cut stops in words, and is sent whole only when its captain says so", async () => {
  const { queue, reserved, failed, arrived } = aQueue({
    make: () => Promise.reject(new AppError("invalid_video")),
  });
  const id = await picked(queue);
  queue.choose(id, { range: RANGE, poster: null });
  await settle();
  expect(queue.get()).toMatchObject({
    uploads: [{ phase: "failed", refusal: { code: "video_not_cut" } }],
    hold: null,
  });
  expect([reserved, failed]).toMatchObject([[], [{ code: "video_not_cut" }]]);
  queue.retry(id);
  await settle();
  expect(queue.get().uploads).toMatchObject([{ refusal: { code: "video_not_cut" } }]);
  expect(reserved).toEqual([]);
  queue.sendWhole(id);
  await settle();
  expect(reserved).toMatchObject([{ contentType: "video/quicktime", trimEndSec: 14 }]);
  expect(arrived).toEqual(["1"]);
});

test("a clip that pages die of while they cut it is not cut for ever, and may be tried again", async () => {
  const shelf = aShelf();
  const dying = () => aQueue({ make: () => new Promise(() => {}) }, shelf);
  const { queue } = dying();
  queue.choose(await picked(queue), { range: RANGE, poster: null });
  await settle();
  for (let page = 2; page <= 3; page++) {
    dying();
    await settle();
  }
  const last = aQueue({}, shelf);
  await settle();
  expect(last.queue.get().uploads).toMatchObject([{ refusal: { code: "video_not_cut" } }]);
  expect(last.calls).toEqual([]);
  last.queue.retry(last.queue.get().uploads[0]?.id ?? "");
  await settle();
  expect(last.arrived).toEqual(["1"]);
});

test("without a worker only a clip that the browser can't cut is refused, and may be tried again", async () => {
  const canServe = async () => false;
  const blind = aQueue({ canServe, probe: async () => ({ ...FACTS, canMake: false }) });
  await picked(blind.queue);
  expect(blind.queue.get().uploads).toMatchObject([
    { phase: "failed", refusal: { code: "video_needs_worker" } },
  ]);
  const able = aQueue({ canServe });
  able.queue.choose(await picked(able.queue), { range: RANGE, poster: null });
  await settle();
  expect(able.arrived).toEqual(["1"]);
});

test("what a page that is gone left goes on with the row, the bytes and the parts it had", async () => {
  const before: KeptClip = {
    ...{ id: "a", name: "strike.mov", rank: 1, key: "key", thumbnail: null, isStopped: false },
    ...{ arrivedAs: null, facts: FACTS, range: RANGE, plan: "make", isPosterSent: true },
    ...{ blob: new Blob(["made"]), videoId: "1", ledger: LEDGER, cuts: 1 },
  };
  const sent: unknown[] = [];
  const { calls, arrived } = aQueue(
    {
      send: async ({ ledger, pathname }) => {
        sent.push(ledger, pathname);
      },
    },
    aShelf([before, { ...before, id: "b", videoId: "2", isStopped: true }]),
  );
  await settle();
  expect(calls.toSorted()).toEqual(["complete", "remove", "renew"]);
  expect(sent).toEqual([LEDGER, "videos/1.mp4"]);
  expect(arrived).toEqual(["1"]);
});

test("an outage holds a clip, and it goes on by itself", async () => {
  let isDown = true;
  const { queue, arrived, failed } = aQueue({
    send: async () => {
      if (isDown) throw new AppError("offline");
    },
  });
  queue.choose(await picked(queue), { range: RANGE, poster: null });
  await settle();
  expect(queue.get()).toMatchObject({ uploads: [{ phase: "waiting" }], hold: { why: "rest" } });
  isDown = false;
  await vi.advanceTimersByTimeAsync(5000);
  expect([arrived, failed]).toEqual([["1"], []]);
});

test("the store asks for a rest: all wait as long as it wants, progress stays where it was, and goes on from there", async () => {
  let attempts = 0;
  const { queue, arrived, failed } = aQueue({
    send: async (_, { onProgress }) => {
      attempts += 1;
      if (attempts > 1) {
        // What the store has is less than what had left.
        onProgress(1);
        return new Promise(() => {});
      }
      onProgress(3);
      throw new AppError("rate_limited", {}, { retryAfterSec: 40 });
    },
  });
  const told: number[] = [];
  queue.subscribe(() => told.push(queue.get().uploads[0]?.sentBytes ?? 0));
  queue.choose(await picked(queue), { range: RANGE, poster: null });
  await settle();
  expect(queue.get()).toMatchObject({
    uploads: [{ phase: "waiting", sentBytes: 3 }],
    hold: { why: "limit", until: expect.any(Number) },
  });
  await vi.advanceTimersByTimeAsync(39_900);
  expect(attempts).toBe(1);
  await vi.advanceTimersByTimeAsync(15_000);
  expect(attempts).toBe(2);
  expect(queue.get()).toMatchObject({ uploads: [{ phase: "sending", sentBytes: 3 }], hold: null });
  expect(told).toEqual(told.toSorted((one, next) => one - next));
  expect([arrived, failed]).toEqual([[], []]);
});

test("the page shows the last bytes that left, also when nothing moves after them", async () => {
  const { queue } = aQueue({
    send: (_, { onProgress }) => {
      for (const bytes of [1, 2, 3]) onProgress(bytes);
      return new Promise(() => {});
    },
  });
  queue.choose(await picked(queue), { range: RANGE, poster: null });
  await vi.advanceTimersByTimeAsync(1500);
  expect(queue.get().uploads).toMatchObject([{ phase: "sending", sentBytes: 3, totalBytes: 4 }]);
});

test("when the store has forgotten the parts and the server has no file, the same row is sent anew", async () => {
  const ledgers: unknown[] = [];
  let isLost = true;
  const { queue, arrived, calls } = aQueue({
    send: async ({ ledger }, { onLedger }) => {
      ledgers.push(ledger);
      onLedger(LEDGER);
      if (isLost) throw new AppError("upload_incomplete");
    },
    complete: async (id) => {
      if (!isLost) return { video: { id } as VideoView };
      isLost = false;
      throw new AppError("upload_incomplete");
    },
  });
  queue.choose(await picked(queue), { range: RANGE, poster: null });
  await settle();
  expect(ledgers).toEqual([null, null]);
  expect(calls.filter((call) => ["reserve", "renew"].includes(call))).toEqual(["reserve", "renew"]);
  expect(arrived).toEqual(["1"]);
});

test.each(["video_differs", "not_found"] as const)(
  "a clip whose row went with %s waits for the captain, and is a new video when it is tried again",
  async (code) => {
    const refusals = [new AppError(code)];
    const { queue, arrived, reserved, failed } = aQueue({
      complete: async (id) => {
        const refusal = refusals.shift();
        if (refusal) throw refusal;
        return { video: { id } as VideoView };
      },
    });
    const id = await picked(queue);
    queue.choose(id, { range: RANGE, poster: null });
    await settle();
    expect(queue.get().uploads).toMatchObject([{ phase: "failed", videoId: null }]);
    expect(failed).toMatchObject([{ code }]);
    queue.retry(id);
    await settle();
    expect(reserved).toHaveLength(2);
    expect(arrived).toEqual(["2"]);
  },
);

test("a clip that is stopped is taken back from the server, also when it was just about to get its row", async () => {
  let answer = () => {};
  const { queue, calls, shelf } = aQueue({
    send: (_, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
      }),
  });
  const id = await picked(queue);
  queue.choose(id, { range: RANGE, poster: null });
  await settle();
  queue.cancel(id);
  await settle();
  expect(calls.at(-1)).toBe("remove");
  expect([queue.get().uploads, shelf.rows.size]).toEqual([[], 0]);

  const late = aQueue({
    reserve: async () => {
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      return { video: { id: "late" } as VideoView, upload: null };
    },
  });
  const other = await picked(late.queue);
  late.queue.choose(other, { range: RANGE, poster: null });
  await settle();
  late.queue.cancel(other);
  answer();
  await settle();
  expect(late.calls.at(-1)).toBe("remove");
  expect(late.arrived).toEqual([]);
});

test("what sends it can't be loaded: it fails after three tries, saying so, and the next one goes on", async () => {
  let tries = 0;
  const { queue, arrived, failed } = aQueue({
    send: async () => {
      tries += 1;
      if (tries <= 3) throw new AppError("part_missing");
    },
  });
  queue.choose(await picked(queue), { range: RANGE, poster: null });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(queue.get()).toMatchObject({
    uploads: [{ phase: "failed", refusal: { code: "part_missing" } }],
    hold: null,
  });
  expect([tries, failed.length]).toEqual([3, 1]);
  queue.retry(queue.get().uploads[0]?.id ?? "");
  await settle();
  expect([tries, arrived.length]).toEqual([4, 1]);
});
