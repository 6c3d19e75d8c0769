import { describe, expect, test } from "vitest";
import { fieldErrorsOf, readRefusal, requestIdOf } from "@/lib/client/read-refusal";

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  readRefusal({ status, body, header: (name) => headers[name] ?? null });

describe("an answer that is no success", () => {
  test("keeps the code, the request id, the fields and the wait of our own refusals", () => {
    const refusal = answer(
      429,
      {
        error: "rate_limited",
        message: "…",
        requestId: "r-12345678",
        errors: { city: "Why not." },
      },
      { "retry-after": "7" },
    );
    expect(refusal.code).toBe("rate_limited");
    expect(requestIdOf(refusal)).toBe("r-12345678");
    expect(refusal.options.retryAfterSec).toBe(7);
    expect(fieldErrorsOf(refusal)).toEqual({ city: "Why not." });
    expect(refusal.details).not.toHaveProperty("message");
  });

  test.each([
    [413, "file_too_large"],
    [401, "unauthorized"],
    [502, "offline"],
    [503, "busy"],
    [500, "internal"],
    [418, "internal"],
  ] as const)("%i from a proxy that speaks its own words reads as %s", (status, code) => {
    expect(answer(status, "<html>").code).toBe(code);
    expect(answer(status, { error: "toString" }).code).toBe(code);
  });

  test("a wait that is no number is no wait", () => {
    const date = "Wed, 21 Oct 2026 07:28:00 GMT";
    expect(answer(503, {}, { "retry-after": date }).options.retryAfterSec).toBeUndefined();
    expect(answer(503, {}).options.retryAfterSec).toBeUndefined();
  });
});
