import { describe, expect, test } from "vitest";
import { isDecided, isTransient, waitMs } from "@/lib/client/retry";
import { AppError } from "@/lib/errors/app-error";
import { ERRORS, type ErrorCode } from "@/lib/errors/catalogue";

describe("trying again", () => {
  test.each(Object.keys(ERRORS) as ErrorCode[])(
    "%s: only outages, limits and what broke off pass by themselves",
    (code) => {
      const passes = [429, 503].includes(ERRORS[code].status) || code === "upload_cut";
      expect(isTransient(new AppError(code))).toBe(passes);
    },
  );

  test("only what the server decided says that a page may be out of date", () => {
    for (const code of ["media_changed", "not_found", "own_account", "unauthorized"] as const)
      expect(isDecided(new AppError(code)), code).toBe(true);
    for (const code of ["database_unavailable", "offline", "internal", "rate_limited"] as const)
      expect(isDecided(new AppError(code)), code).toBe(false);
    expect(isDecided(new TypeError("a bug"))).toBe(false);
  });

  test("never comes back sooner than the server asked, and later the longer it goes on", () => {
    const asked = new AppError("busy", {}, { retryAfterSec: 3 });
    for (const [failures, seconds] of [
      [1, 3],
      [2, 3],
      [4, 8],
    ] as const) {
      const wait = waitMs(asked, failures);
      expect(wait).toBeGreaterThanOrEqual(seconds * 1000);
      expect(wait).toBeLessThanOrEqual(seconds * 1250);
    }
  });

  test("unasked, doubles from one second and never waits much over thirty", () => {
    const waits = [1, 2, 3, 4, 5, 6, 20].map((failures) =>
      waitMs(new AppError("offline"), failures),
    );
    [1, 2, 4, 8, 16, 30, 30].forEach((seconds, at) => {
      expect(waits[at]).toBeGreaterThanOrEqual(seconds * 1000);
      expect(waits[at]).toBeLessThanOrEqual(seconds * 1250);
    });
  });
});
