import { describe, expect, test } from "vitest";
import { isTransient, waitMs } from "@/lib/client/retry";
import { AppError } from "@/lib/errors/app-error";
import { ERRORS, type ErrorCode } from "@/lib/errors/catalogue";

describe("trying again", () => {
  test.each(Object.keys(ERRORS) as ErrorCode[])(
    "%s: only outages and limits pass by themselves",
    (code) => {
      expect(isTransient(new AppError(code))).toBe([429, 503].includes(ERRORS[code].status));
    },
  );

  test("waits exactly as long as the server asked", () => {
    expect(waitMs(new AppError("busy", {}, { retryAfterSec: 3 }), 5)).toBe(3000);
  });

  test("else doubles from one second and never waits much over thirty", () => {
    const waits = [1, 2, 3, 4, 5, 6, 20].map((tries) => waitMs(new AppError("offline"), tries));
    [1, 2, 4, 8, 16, 30, 30].forEach((seconds, at) => {
      expect(waits[at]).toBeGreaterThanOrEqual(seconds * 1000);
      expect(waits[at]).toBeLessThanOrEqual(seconds * 1250);
    });
  });
});
