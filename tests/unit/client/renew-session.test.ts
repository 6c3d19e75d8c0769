import { afterEach, expect, test, vi } from "vitest";
import { renewSession } from "@/lib/client/renew-session";

const HOUR_MS = 3_600_000;

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("the session is asked for once a day, and again soon after a failure", async () => {
  vi.useFakeTimers();
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  const fetch = vi.fn().mockRejectedValueOnce(new TypeError("offline"));
  fetch.mockImplementation(async () => Response.json({ session: {} }));
  vi.stubGlobal("fetch", fetch);

  await renewSession();
  await renewSession();
  await renewSession();
  expect(fetch).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(25 * HOUR_MS);
  await renewSession();
  expect(fetch).toHaveBeenCalledTimes(3);
});

test("a browser without storage asks nothing and breaks nothing", async () => {
  vi.stubGlobal("localStorage", {
    getItem: () => {
      throw new Error("forbidden");
    },
  });
  await expect(renewSession()).resolves.toBeUndefined();
});
