import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { KeptUpload, KeptUploads } from "@/lib/client/kept-uploads";
import type { PhotoToSend, SentPhoto } from "@/lib/client/send-photo";
import { openUploadQueue, type UploadQueue } from "@/lib/client/upload-queue";
import type { UploadEvents, UploadStages } from "@/lib/client/upload-work";
import { isAtStake, isLeavingUnwise } from "@/lib/client/uploads-state";
import type { KnownPhoto } from "@/lib/domain/media/schema";
import { AppError } from "@/lib/errors/app-error";

const page = new EventTarget();
const network = { onLine: true };
let queues: UploadQueue[] = [];

beforeEach(() => {
  vi.useFakeTimers();
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

/** What a browser keeps, in memory; a queue opened with what another left goes on with it. */
function aShelf(left: KeptUpload[] = [], { isFull = false } = {}) {
  const rows = new Map(left.map((row) => [row.id, row]));
  const kept: KeptUploads = {
    keep: async (id, read) => {
      const row = read();
      if (row && !isFull) rows.set(id, row);
      return row !== null && !isFull;
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

interface Given {
  /** Thrown by the server, once each. */
  refusals?: AppError[];
  known?: KnownPhoto[];
  shelf?: ReturnType<typeof aShelf>;
  stages?: Partial<UploadStages>;
}

/** A queue whose photos need no shrinking; a file's text is its hash. */
function aQueue({ refusals = [], known = [], shelf = aShelf(), stages = {} }: Given = {}) {
  const sent: string[] = [];
  const tries: PhotoToSend[] = [];
  const send: UploadStages["send"] = async (photo, { signal }) => {
    tries.push(photo);
    const refusal = refusals.shift();
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (signal.aborted) throw signal.reason;
    if (refusal) throw refusal;
    sent.push(photo.name);
    return { media: { id: photo.name }, duplicate: false } as SentPhoto;
  };
  const takeBack = vi.fn<UploadStages["takeBack"]>(async () => ({}));
  const reuse = vi.fn<UploadStages["reuse"]>(async (_, { media }) => ({ media, duplicate: true }));
  const all: UploadStages = {
    hash: (file) => file.text(),
    shrink: async (blob) => ({ blob, thumbnail: null, look: null }),
    findKnown: vi.fn(async (asked: string[]) => ({
      known: known.filter(({ sha256 }) => asked.includes(sha256)),
    })),
    remove: vi.fn(async () => ({})),
    ...{ reuse, send, takeBack },
    ...stages,
  };
  const queue = openUploadQueue("d1", all, shelf.kept);
  queues.push(queue);
  const onFailed = vi.fn<UploadEvents["onFailed"]>();
  const onSent = vi.fn<UploadEvents["onSent"]>();
  const onRemembered = vi.fn<UploadEvents["onRemembered"]>();
  const onArrivedLate = vi.fn<UploadEvents["onArrivedLate"]>();
  const events = { onSent, onFailed, onRemembered, onArrivedLate, has: () => false };
  const listen = () => queue.listen(events);
  const leave = listen();
  return {
    queue,
    sent,
    tries,
    onFailed,
    onSent,
    onRemembered,
    onArrivedLate,
    listen,
    leave,
    takeBack,
    reuse,
    stages: all,
  };
}

let serial = 0;
/** Each of them another photo. */
const files = (...names: string[]) => names.map((name) => new File([`${name} ${serial++}`], name));
const twins = (...names: string[]) => names.map((name) => new File(["the same"], name));
const knownAs = (sha256: string, media: object, usedIn: KnownPhoto["usedIn"] = []) =>
  ({
    sha256,
    media: { id: "m1", draftId: "d2", state: "pending", ...media },
    usedIn,
  }) as KnownPhoto;
const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);
const busy = () => new AppError("busy", {}, { retryAfterSec: 2 });
const phases = (queue: UploadQueue) => queue.get().uploads.map(({ phase }) => phase);
const idsOf = (queue: UploadQueue) => queue.get().uploads.map(({ id }) => id);

function goes(event: "online" | "offline") {
  network.onLine = event === "online";
  page.dispatchEvent(new Event(event));
}

describe("an outage", () => {
  test("never makes a file fail, however long it lasts, and is asked ever more rarely", async () => {
    const { queue, sent, tries } = aQueue({ refusals: Array.from({ length: 20 }, busy) });
    queue.add(files("a"));
    await seconds(120);
    expect(phases(queue)).toEqual(["waiting"]);
    expect(tries.length).toBeLessThan(12);
    await seconds(1000);
    expect(sent).toEqual(["a"]);
    expect(new Set(tries.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
  });

  test("by a limit holds all files for as long as the server asked, and says until when", async () => {
    const limit = new AppError("rate_limited", {}, { retryAfterSec: 30 });
    const { queue, tries } = aQueue({ refusals: [limit] });
    queue.add(files("a"));
    await seconds(1);
    const { hold } = queue.get();
    expect(hold?.why).toBe("limit");
    expect(hold?.until).toBeGreaterThan(Date.now() + 28_000);
    goes("offline");
    goes("online");
    queue.add(files("b"));
    await seconds(28);
    expect(tries).toHaveLength(1);
    await seconds(12);
    expect(tries).toHaveLength(3);
    expect(queue.get()).toMatchObject({ uploads: [], hold: null });
  });

  test("of the network sends nothing, and ends the moment it is back", async () => {
    const { queue, sent, tries } = aQueue({ refusals: [new AppError("offline")] });
    queue.add(files("a"));
    await seconds(0.5);
    goes("offline");
    await seconds(600);
    expect(queue.get().hold?.why).toBe("offline");
    expect(tries).toHaveLength(1);
    goes("online");
    await seconds(0.1);
    expect(sent).toEqual(["a"]);
  });

  test("while it is asked what the captain has asks again when it is over", async () => {
    const findKnown = vi.fn<UploadStages["findKnown"]>().mockRejectedValueOnce(busy());
    findKnown.mockResolvedValue({ known: [] });
    const { queue, sent } = aQueue({ stages: { findKnown } });
    queue.add(files("a", "b"));
    await seconds(1);
    expect(sent).toEqual([]);
    await seconds(4);
    expect(sent).toEqual(["a", "b"]);
    expect(findKnown).toHaveBeenCalledTimes(2);
  });
});

describe("a decoder that can't be loaded", () => {
  const aShrink = () => {
    const asked: number[] = [];
    const state = { isThere: false, asked };
    const shrink: UploadStages["shrink"] = async (blob) => {
      if ((blob as File).name !== "a.heic" || state.isThere)
        return { blob, thumbnail: null, look: null };
      asked.push(Date.now());
      throw new AppError("part_missing");
    };
    return { state, shrink };
  };

  test("fails the file that needs it after three tries, and holds up no other", async () => {
    const { state, shrink } = aShrink();
    const { queue, sent, onFailed } = aQueue({ stages: { shrink } });
    queue.add(files("a.heic", "b", "c"));
    await seconds(0.9);
    expect([sent, queue.get().hold]).toEqual([["b", "c"], null]);
    expect(phases(queue)).toEqual(["waiting"]);
    await seconds(60);
    expect(state.asked).toHaveLength(3);
    expect(queue.get().uploads).toMatchObject([
      { phase: "failed", refusal: { code: "part_missing" } },
    ]);
    expect(onFailed).toHaveBeenCalledTimes(1);
    state.isThere = true;
    queue.retryAll();
    await seconds(1);
    expect(sent).toEqual(["b", "c", "a.heic"]);
  });

  test("takes no question back that the captain has not answered", async () => {
    const shrink: UploadStages["shrink"] = async () => {
      await new Promise((resolve) => setTimeout(resolve, 500));
      throw new AppError("part_missing");
    };
    const known = [knownAs("the same", {})];
    const { queue, sent } = aQueue({ known, stages: { shrink } });
    queue.add(twins("a.heic"));
    await seconds(60);
    expect([phases(queue), sent]).toEqual([["choosing"], []]);
  });

  test("uses up no try while there is no network", async () => {
    const { state, shrink } = aShrink();
    const { queue, sent } = aQueue({ stages: { shrink } });
    goes("offline");
    queue.add(files("a.heic"));
    await seconds(600);
    expect([phases(queue), state.asked.length]).toEqual([["waiting"], 1]);
    state.isThere = true;
    goes("online");
    await seconds(1);
    expect(sent).toEqual(["a.heic"]);
  });
});

describe("a session that ends during uploads", () => {
  test("holds every file, says so once, and goes on when the captain is back", async () => {
    const refusals = Array.from({ length: 3 }, () => new AppError("unauthorized"));
    const { queue, sent, tries, onFailed, listen } = aQueue({ refusals });
    queue.add(files("a", "b", "c", "d", "e"));
    await seconds(600);
    expect(queue.get().hold?.why).toBe("signed_out");
    expect(phases(queue)).toEqual(["waiting", "waiting", "waiting", "waiting", "waiting"]);
    expect(tries).toHaveLength(3);
    expect(onFailed).toHaveBeenCalledTimes(1);
    expect(isAtStake(queue.get())).toBe(true);
    listen();
    await seconds(1);
    expect(sent.sort()).toEqual(["a", "b", "c", "d", "e"]);
  });
});

describe("a file that fails", () => {
  test("by breaking off half way is sent again by itself, three times", async () => {
    const cuts = (count: number) => Array.from({ length: count }, () => new AppError("upload_cut"));
    const good = aQueue({ refusals: cuts(3) });
    good.queue.add(files("a"));
    const bad = aQueue({ refusals: cuts(4) });
    bad.queue.add(files("a"));
    await seconds(120);
    expect(good.sent).toEqual(["a"]);
    expect(phases(bad.queue)).toEqual(["failed"]);
  });

  test("holds up no other, is still at stake, and all of them can be tried again at once", async () => {
    const refusals = [new AppError("internal"), new AppError("internal")];
    const { queue, sent } = aQueue({ refusals });
    queue.add(files("a", "b", "c"));
    await seconds(1);
    expect(sent).toEqual(["c"]);
    expect(phases(queue)).toEqual(["failed", "failed"]);
    expect(isAtStake(queue.get())).toBe(true);
    queue.retryAll();
    await seconds(1);
    expect(sent.sort()).toEqual(["a", "b", "c"]);
    expect(isAtStake(queue.get())).toBe(false);
  });

  test("for what it is would only be refused again, and is not at stake", async () => {
    const { queue, sent } = aQueue({ refusals: [new AppError("invalid_image")] });
    queue.add(files("a"));
    await seconds(1);
    expect(isAtStake(queue.get())).toBe(false);
    queue.retryAll();
    await seconds(1);
    expect(sent).toEqual([]);
  });
});

describe("a photo the captain has already", () => {
  const elsewhere = knownAs("the same", { thumbnailUrl: "/twin" }, [
    { type: "draft", id: "d2", name: "Reef" },
  ]);

  test("waits for the captain's choice and holds up no other; used, it is never sent", async () => {
    const { queue, sent, reuse, onSent } = aQueue({ known: [elsewhere] });
    queue.add([...twins("a"), ...files("b", "c")]);
    await seconds(2);
    expect(sent).toEqual(["b", "c"]);
    expect(queue.get().uploads).toMatchObject([
      { phase: "choosing", twin: { where: "elsewhere", thumbnailUrl: "/twin" } },
    ]);
    queue.choose(idsOf(queue), "use");
    await seconds(1);
    expect(reuse).toHaveBeenCalledTimes(1);
    expect(onSent).toHaveBeenCalledTimes(3);
    expect(sent).toEqual(["b", "c"]);
    expect(queue.get().uploads).toEqual([]);
  });

  test("and that stands in line to be shrunk waits unshrunk, even when the answer comes late", async () => {
    const shrink = vi.fn<UploadStages["shrink"]>(async (blob) => {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      return { blob, thumbnail: null, look: null };
    });
    const { queue } = aQueue({ known: [elsewhere], stages: { shrink } });
    queue.add([...files("a"), ...twins("b")]);
    await seconds(5);
    expect(shrink).toHaveBeenCalledTimes(1);
    expect(phases(queue)).toEqual(["choosing"]);
  });

  test("is sent as a copy when both are wanted", async () => {
    const { queue, tries, reuse } = aQueue({ known: [elsewhere] });
    queue.add(twins("a"));
    await seconds(2);
    queue.choose(idsOf(queue), "keep");
    await seconds(1);
    expect(tries).toMatchObject([{ name: "a", isCopyWanted: true }]);
    expect(reuse).not.toHaveBeenCalled();
  });

  test("comes out of the trash without a question and without being sent", async () => {
    const { queue, tries, reuse } = aQueue({ known: [knownAs("the same", { state: "trash" })] });
    queue.add(twins("a"));
    await seconds(2);
    expect(reuse).toHaveBeenCalledTimes(1);
    expect(tries).toEqual([]);
    expect(queue.get().uploads).toEqual([]);
  });

  test("and that is gone for good by then is sent after all", async () => {
    const reuse = vi.fn<UploadStages["reuse"]>().mockRejectedValue(new AppError("not_found"));
    const { queue, sent } = aQueue({ known: [elsewhere], stages: { reuse } });
    queue.add(twins("a"));
    await seconds(2);
    queue.choose(idsOf(queue), "use");
    await seconds(1);
    expect(sent).toEqual(["a"]);
  });

  test("picked twice at once is sent once and asked about once", async () => {
    const { queue, sent } = aQueue();
    queue.add(twins("a", "b"));
    await seconds(2);
    expect(sent).toEqual(["a"]);
    expect(queue.get().uploads).toMatchObject([{ name: "b", twin: { where: "here" } }]);
    queue.choose(idsOf(queue), "use");
    expect(queue.get().uploads).toEqual([]);
    await seconds(1);
    expect(sent).toEqual(["a"]);
  });

  test("picked twice is no copy any more when the first is stopped", async () => {
    const { queue, sent } = aQueue({ refusals: [new AppError("internal")] });
    queue.add(twins("a", "b"));
    await seconds(2);
    expect(phases(queue)).toEqual(["failed", "choosing"]);
    queue.cancel(idsOf(queue)[0] ?? "");
    await seconds(2);
    expect(sent).toEqual(["b"]);
  });

  test("is asked about in one request for sixty files", async () => {
    const { queue, stages, sent } = aQueue();
    queue.add(files(...Array.from({ length: 60 }, (_, at) => `p${at}`)));
    await seconds(3);
    expect(stages.findKnown).toHaveBeenCalledTimes(1);
    expect(sent).toHaveLength(60);
  });
});

describe("a file that is stopped", () => {
  test("before it was sent leaves nothing to tell the server", async () => {
    const { queue, takeBack } = aQueue({ known: [knownAs("the same", {})] });
    queue.add(twins("a"));
    await seconds(2);
    queue.cancelAll();
    await seconds(60);
    expect(takeBack).not.toHaveBeenCalled();
  });

  test("while it is sent is taken back, as often as it takes, and forgotten only then", async () => {
    const shelf = aShelf();
    const { queue, sent, tries, takeBack } = aQueue({ shelf });
    takeBack.mockRejectedValueOnce(new AppError("offline"));
    queue.add(files("a"));
    await seconds(0.27);
    expect(tries).toHaveLength(1);
    queue.cancelAll();
    expect(queue.get().uploads).toEqual([]);
    await seconds(0.5);
    expect([...shelf.rows.values()]).toMatchObject([{ isStopped: true }]);
    await seconds(5);
    const told = [tries[0]?.idempotencyKey, "d1"];
    expect(takeBack.mock.calls).toEqual([told, told]);
    expect([...shelf.rows]).toEqual([]);
    expect(sent).toEqual([]);
  });
});

describe("what a page that is gone left behind", () => {
  /** What a page had when it died at this moment. */
  async function leftAfter(secondsOfLife: number, ...names: string[]) {
    const shelf = aShelf();
    const { queue, tries } = aQueue({ shelf });
    queue.add(files(...names));
    await seconds(secondsOfLife);
    return { left: structuredClone([...shelf.rows.values()]), tries };
  }

  test("goes on under the same keys, in the order picked, and is asked about no more once it was sent", async () => {
    const { left, tries } = await leftAfter(0.27, "a", "b", "c", "d");
    const row = (name: string) => left.find((one) => one.name === name);
    expect([row("a")?.mayHaveArrived, row("d")?.mayHaveArrived]).toEqual([true, false]);
    // The server has it: it is no twin but the file itself.
    const arrived = knownAs(row("a")?.sha256 ?? "", { draftId: "d1" });
    const next = aQueue({ shelf: aShelf(left), known: [arrived] });
    await seconds(2);
    expect(next.sent).toEqual(["a", "b", "c", "d"]);
    expect(next.tries[0]?.idempotencyKey).toBe(tries[0]?.idempotencyKey);
    expect(next.stages.findKnown).toHaveBeenCalledTimes(1);
    const later = files("e");
    next.queue.add(later);
    await seconds(2);
    expect(next.onSent.mock.calls.map(([, rank]) => rank)).toEqual([1, 2, 3, 4, 5]);
  });

  test("before it was hashed is hashed and sent", async () => {
    const { left } = await leftAfter(0, "a");
    const next = aQueue({ shelf: aShelf(left) });
    await seconds(2);
    expect(next.sent).toEqual(["a"]);
  });

  test("and was wanted twice is not asked about again", async () => {
    const [kept] = (await leftAfter(0.1, "a")).left.map((row) => ({ ...row, isCopyWanted: true }));
    if (!kept) throw new Error("nothing kept");
    const known = [knownAs(kept.sha256 ?? "", {})];
    const next = aQueue({ shelf: aShelf([kept]), known });
    await seconds(2);
    expect(next.tries).toMatchObject([{ name: "a", isCopyWanted: true }]);
  });

  test("and was stopped is only taken back", async () => {
    const { left } = await leftAfter(0.27, "a");
    const stopped = left.map((row) => ({ ...row, isStopped: true }));
    const next = aQueue({ shelf: aShelf(stopped) });
    await seconds(2);
    expect(next.queue.get().uploads).toEqual([]);
    expect(next.takeBack).toHaveBeenCalledTimes(1);
    expect(next.tries).toEqual([]);
  });

  test("and was shrunk to other bytes than were sent gets a key of its own", async () => {
    const { left } = await leftAfter(0.27, "a");
    const mismatch = new AppError("idempotency_mismatch");
    const next = aQueue({ shelf: aShelf(left), refusals: [mismatch] });
    await seconds(2);
    expect(next.sent).toEqual(["a"]);
    expect(next.tries[0]?.idempotencyKey).not.toBe(next.tries[1]?.idempotencyKey);
  });

  test("tells which rank those had that arrived before, so that the order of picking stands", async () => {
    const { left } = await leftAfter(0.32, "a", "b", "c", "d");
    expect(left.map(({ arrivedAs }) => arrivedAs)).toEqual(["a", "b", "c", null]);
    const shelf = aShelf(left);
    const next = aQueue({ shelf });
    await seconds(2);
    expect(next.onRemembered.mock.calls).toEqual([
      ["a", 1],
      ["b", 2],
      ["c", 3],
    ]);
    expect(next.sent).toEqual(["d"]);
    expect(shelf.rows.size).toBe(0);
  });

  test("is empty once all has arrived", async () => {
    const { left } = await leftAfter(2, "a", "b");
    expect(left).toEqual([]);
  });
});

test("a file the browser does not keep is shown as such, and the page asks before it goes", async () => {
  const refusals = [new AppError("internal"), new AppError("internal")];
  const full = aQueue({ shelf: aShelf([], { isFull: true }), refusals: [...refusals] });
  full.queue.add(files("a"));
  const kept = aQueue({ refusals: [...refusals] });
  kept.queue.add(files("a"));
  await seconds(2);
  expect(full.queue.get().uploads).toMatchObject([{ isKept: false }]);
  expect(isLeavingUnwise(full.queue.get())).toBe(true);
  expect(kept.queue.get().uploads).toMatchObject([{ isKept: true }]);
  expect(isLeavingUnwise(kept.queue.get())).toBe(false);
});

test("a queue that was discarded sends nothing more and holds nobody on the page", async () => {
  const { queue, tries } = aQueue({ refusals: [busy()] });
  queue.add(files("a", "b", "c", "d"));
  await seconds(0.5);
  const before = tries.length;
  queue.discard();
  await seconds(600);
  expect(tries).toHaveLength(before);
  expect(queue.get().uploads).toEqual([]);
});

describe("a captain who looks elsewhere meanwhile", () => {
  test("is told on coming back what arrived and where it was picked, and what had arrived before", async () => {
    const { queue, listen, leave, onSent, onRemembered, onArrivedLate } = aQueue({
      refusals: [new AppError("upload_cut")],
    });
    queue.add(files("a", "b", "c"));
    await seconds(0.5);
    expect(onSent.mock.calls.map(([, rank]) => rank)).toEqual([2, 3]);
    leave();
    await seconds(10);
    listen();
    expect(onRemembered.mock.calls).toEqual([
      ["b", 2],
      ["c", 3],
    ]);
    expect(onArrivedLate.mock.calls).toEqual([["a", 1]]);
  });

  test("is told once, and nothing of what was seen to the end", async () => {
    const { queue, listen, leave, onRemembered, onArrivedLate } = aQueue();
    queue.add(files("a"));
    await seconds(1);
    leave();
    listen()();
    expect(onRemembered).not.toHaveBeenCalled();
    listen()();
    queue.add(files("b"));
    await seconds(1);
    listen()();
    listen();
    expect(onArrivedLate.mock.calls).toEqual([["b", 2]]);
  });
});
