import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { api } from "@/lib/client/api";
import { openDraftVideos } from "@/lib/client/draft-videos";
import type { VideoView } from "@/lib/domain/video/schema";
import { AppError } from "@/lib/errors/app-error";

let stop = () => {};

beforeEach(() => {
  vi.useFakeTimers();
  const page = Object.assign(new EventTarget(), { visibilityState: "visible" });
  vi.stubGlobal("document", page);
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Watches a list that answers so; how often it was asked after so many seconds. */
async function asked(answer: () => AppError | null, seconds: number) {
  const list = vi.spyOn(api, "listVideos").mockImplementation(async () => {
    const refusal = answer();
    if (refusal) throw refusal;
    return { videos: [], canProcessOnServer: true };
  });
  stop = openDraftVideos("draft").watch();
  await vi.advanceTimersByTimeAsync(seconds * 1000);
  return list.mock.calls.length;
}

test("what another device adds is seen, also while nothing is under way here", async () => {
  expect(await asked(() => null, 65)).toBe(4);
});

test.each(["unauthorized", "not_found"] as const)("after %s it asks no more", async (code) => {
  expect(await asked(() => new AppError(code), 300)).toBe(1);
});

test("it leaves the server alone for as long as that wants", async () => {
  const refusal = new AppError("rate_limited", {}, { retryAfterSec: 60 });
  expect(await asked(() => refusal, 59)).toBe(1);
});

test("a clip that arrives before the list was read is never taken for all there is", async () => {
  const earlier = { id: "earlier" } as VideoView;
  const arrived = { id: "arrived" } as VideoView;
  const answers = [[earlier], [earlier, arrived]];
  vi.spyOn(api, "listVideos").mockImplementation(async () => ({
    videos: answers.shift() ?? [],
    canProcessOnServer: true,
  }));
  const list = openDraftVideos("draft");
  const first = list.load();
  list.take(arrived);
  expect(list.get().videos).toBeNull();
  await first;
  await vi.advanceTimersByTimeAsync(0);
  expect(list.get().videos).toEqual([earlier, arrived]);
});
