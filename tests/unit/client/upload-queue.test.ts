import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { PhotoToSend, SentPhoto } from "@/lib/client/send-photo";
import { openUploadQueue, type UploadEvents, type UploadQueue } from "@/lib/client/upload-queue";
import { isAtStake } from "@/lib/client/uploads-state";
import { AppError } from "@/lib/errors/app-error";

const page = new EventTarget();
const network = { onLine: true };
let queues: UploadQueue[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("window", page);
  vi.stubGlobal("document", new EventTarget());
  vi.stubGlobal("navigator", network);
  network.onLine = true;
});
afterEach(() => {
  for (const queue of queues) queue.discard();
  queues = [];
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A queue whose photos need no shrinking, and a server that throws what is in `refusals`, once each. */
function aQueue(...refusals: AppError[]) {
  const sent: string[] = [];
  const tries: { name: string; key: string }[] = [];
  const send = async ({ name, idempotencyKey }: PhotoToSend) => {
    tries.push({ name, key: idempotencyKey });
    const refusal = refusals.shift();
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (refusal) throw refusal;
    sent.push(name);
    return { media: { id: name }, duplicate: false } as SentPhoto;
  };
  const prepare = async (file: File) => ({ blob: file as Blob, sha256: null });
  const queue = openUploadQueue("d1", { prepare, send });
  queues.push(queue);
  const onFailed = vi.fn<UploadEvents["onFailed"]>();
  const listen = () => queue.listen({ onSent: () => {}, onFailed });
  listen();
  return { queue, sent, tries, refusals, onFailed, listen };
}

const files = (...names: string[]) => names.map((name) => new File(["x"], name));
const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);
const busy = () => new AppError("busy", {}, { retryAfterSec: 2 });
const phases = (queue: UploadQueue) => queue.get().uploads.map(({ phase }) => phase);

function goes(event: "online" | "offline") {
  network.onLine = event === "online";
  page.dispatchEvent(new Event(event));
}

describe("an outage", () => {
  test("never makes a file fail, however long it lasts, and is asked ever more rarely", async () => {
    const { queue, sent, tries } = aQueue(...Array.from({ length: 20 }, busy));
    queue.add(files("a"));
    await seconds(120);
    expect(phases(queue)).toEqual(["waiting"]);
    expect(tries.length).toBeLessThan(12);
    await seconds(1000);
    expect(sent).toEqual(["a"]);
    expect(new Set(tries.map(({ key }) => key)).size).toBe(1);
  });

  test("holds all files for as long as the server asked, even when the network comes back", async () => {
    const { queue, tries } = aQueue(new AppError("rate_limited", {}, { retryAfterSec: 30 }));
    queue.add(files("a"));
    await seconds(1);
    expect(queue.get().hold).toBe("rest");
    goes("offline");
    goes("online");
    queue.add(files("b"));
    await seconds(28);
    expect(tries).toHaveLength(1);
    await seconds(10);
    expect(tries).toHaveLength(3);
    expect(queue.get()).toEqual({ uploads: [], hold: null });
  });

  test("of the network sends nothing, and ends the moment it is back", async () => {
    const { queue, sent, tries } = aQueue(new AppError("offline"));
    queue.add(files("a"));
    await seconds(0.5);
    goes("offline");
    await seconds(600);
    expect(queue.get().hold).toBe("offline");
    expect(tries).toHaveLength(1);
    goes("online");
    await seconds(0.1);
    expect(sent).toEqual(["a"]);
  });
});

describe("a session that ends during uploads", () => {
  test("holds every file, says so once, and goes on when the captain is back", async () => {
    const signedOut = Array.from({ length: 3 }, () => new AppError("unauthorized"));
    const { queue, sent, tries, onFailed, listen } = aQueue(...signedOut);
    queue.add(files("a", "b", "c", "d", "e"));
    await seconds(600);
    expect(queue.get().hold).toBe("signed_out");
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
  test("holds up no other, is still at stake, and all of them can be tried again at once", async () => {
    const { queue, sent } = aQueue(new AppError("internal"), new AppError("internal"));
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
    const { queue, sent } = aQueue(new AppError("invalid_image"));
    queue.add(files("a"));
    await seconds(1);
    expect(isAtStake(queue.get())).toBe(false);
    queue.retryAll();
    await seconds(1);
    expect(sent).toEqual([]);
  });
});

test("a queue that was discarded sends nothing more and holds nobody on the page", async () => {
  const { queue, tries } = aQueue(busy());
  queue.add(files("a", "b", "c", "d"));
  await seconds(0.5);
  const before = tries.length;
  queue.discard();
  await seconds(600);
  expect(tries).toHaveLength(before);
  expect(queue.get().uploads).toEqual([]);
});
