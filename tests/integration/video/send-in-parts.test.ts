// The browser's half of an upload against the store itself: what has arrived is remembered, and only the rest is
// sent again.
import { createHash, randomBytes } from "node:crypto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { sendVideo, type VideoSending } from "@/lib/client/send-video";
import type { PartLedger } from "@/lib/client/upload-parts";
import { grantUpload } from "@/lib/storage/client-upload";
import { blob as store } from "../../support/stack";

const BYTES = randomBytes(12_000_000);
const FILE = new Blob([BYTES], { type: "video/mp4" });
const PATHNAME = "videos/parts.mp4";
const page = new EventTarget();
// Made before there is a window: the SDK gives none to a browser.
const TOKEN = await tokenFor(10);
const TOKEN_OVER = await tokenFor(-1);

beforeEach(async () => {
  vi.stubGlobal("window", page);
  await store.clear();
});
afterEach(() => {
  store.setFault();
  vi.unstubAllGlobals();
});

function tokenFor(minutes: number): Promise<string> {
  return grantUpload({
    key: PATHNAME,
    contentType: "video/mp4",
    maxBytes: BYTES.length,
    validUntil: new Date(Date.now() + minutes * 60_000),
    payload: "a video",
  });
}

/** One attempt, and what it said on its way. */
function sending(ledger: PartLedger | null, given: Partial<VideoSending> = {}) {
  const seen = { ledger, progress: [] as number[] };
  const done = sendVideo(
    { blob: FILE, contentType: "video/mp4", pathname: PATHNAME, ledger },
    {
      signal: new AbortController().signal,
      token: async () => TOKEN,
      onProgress: (bytes) => seen.progress.push(bytes),
      onLedger: (now) => {
        seen.ledger = now;
      },
      ...given,
    },
  );
  return { seen, done };
}

/** Counts the parts that come; those named never get an answer. */
function watchParts(stuck: readonly number[] = []): number[] {
  const parts: number[] = [];
  store.setFault((req) => {
    const part = Number(req.headers["x-mpu-part-number"]);
    if (part) parts.push(part);
    return stuck.includes(part) ? "hang" : undefined;
  });
  return parts;
}

test("broken off, it goes on with the parts that are missing and stores exactly the file", async () => {
  watchParts([2]);
  const stop = new AbortController();
  const first = sending(null, { signal: stop.signal });
  await vi.waitFor(() => expect(first.seen.ledger?.parts).toHaveLength(2), 20_000);
  stop.abort(new Error("the page is gone"));
  await expect(first.done).rejects.toThrow("the page is gone");
  expect(store.keys()).toEqual([]);

  const parts = watchParts();
  const second = sending(first.seen.ledger);
  await second.done;
  expect(parts).toEqual([2]);
  // What the store had counts from the first moment, and nothing is promised beyond the file.
  expect(Math.min(...second.seen.progress)).toBeGreaterThanOrEqual(BYTES.length - 5 * 1024 * 1024);
  expect(Math.max(...second.seen.progress)).toBe(BYTES.length);
  const stored = await (await fetch(`${store.url}/${PATHNAME}`)).arrayBuffer();
  const hash = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
  expect(hash(new Uint8Array(stored))).toBe(hash(BYTES));
});

test("when the browser goes offline it ends at once, to go on later", async () => {
  watchParts([1, 2, 3]);
  const { seen, done } = sending(null);
  await vi.waitFor(() => expect(seen.ledger).not.toBeNull(), 10_000);
  page.dispatchEvent(new Event("offline"));
  await expect(done).rejects.toMatchObject({ code: "offline" });
});

test("a token that is over is a matter of a fresh one, not of the clip", async () => {
  await expect(sending(null, { token: async () => TOKEN_OVER }).done).rejects.toMatchObject({
    code: "storage_unavailable",
  });
});

test("parts the store knows nothing of are of no more use, and it says so", async () => {
  const forgotten = { pathname: PATHNAME, key: PATHNAME, uploadId: "0".repeat(32), parts: [] };
  await expect(sending(forgotten).done).rejects.toMatchObject({ code: "upload_incomplete" });
});

test("one part is cut: the others arrive, nothing that was told is taken back, and only that part is sent again", async () => {
  let told = 0;
  store.setFault((req) =>
    req.headers["x-mpu-part-number"] === "1" ? { status: 403, body: {} } : undefined,
  );
  const refusing = sending(null);
  await expect(refusing.done).rejects.toMatchObject({ code: "storage_unavailable" });
  expect(refusing.seen.ledger?.parts.map(({ partNumber }) => partNumber)).toEqual([2, 3]);
  for (const bytes of refusing.seen.progress) {
    expect(bytes).toBeGreaterThanOrEqual(told);
    told = bytes;
  }
  const parts = watchParts();
  await sending(refusing.seen.ledger).done;
  expect(parts).toEqual([1]);
});

test("the store asks for a rest: what is on its way arrives, how long is passed on, and the rest follows without a step back", async () => {
  store.setFault((req) =>
    req.headers["x-mpu-part-number"] === "2"
      ? {
          status: 429,
          headers: { "retry-after": "40" },
          body: { error: { code: "rate_limited", message: "Too many requests" } },
        }
      : undefined,
  );
  const first = sending(null);
  await expect(first.done).rejects.toMatchObject({
    code: "rate_limited",
    options: { retryAfterSec: 40 },
  });
  expect(first.seen.ledger?.parts.map(({ partNumber }) => partNumber)).toEqual([1, 3]);
  const parts = watchParts();
  const second = sending(first.seen.ledger);
  await second.done;
  expect(parts).toEqual([2]);
  for (const { progress } of [first.seen, second.seen])
    expect(progress).toEqual(progress.toSorted((one, next) => one - next));
  expect(second.seen.progress.at(-1)).toBe(BYTES.length);
});
