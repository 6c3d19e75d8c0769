import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keepTrying } from "@/lib/client/keep-trying";

const page = new EventTarget();
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("window", page);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a part that does not load is tried again, ever more rarely, until it does", async () => {
  const load = vi.fn<() => Promise<string>>().mockRejectedValue(new Error("no line"));
  const loaded = keepTrying(load);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(load.mock.calls.length).toBeLessThan(10);
  load.mockResolvedValue("grid");
  await vi.advanceTimersByTimeAsync(15_000);
  await expect(loaded).resolves.toBe("grid");
});

test("it is tried at once when the browser is online again", async () => {
  const load = vi.fn<() => Promise<string>>().mockRejectedValueOnce(new Error("no line"));
  load.mockResolvedValue("grid");
  const loaded = keepTrying(load);
  await vi.advanceTimersByTimeAsync(0);
  page.dispatchEvent(new Event("online"));
  await expect(loaded).resolves.toBe("grid");
});
