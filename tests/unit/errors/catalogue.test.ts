import { readFileSync } from "node:fs";
import { describe, expect, test, vi } from "vitest";
import { AppError, fail } from "@/lib/errors/app-error";
import { ERRORS, isErrorCode } from "@/lib/errors/catalogue";
import { renderErrorDocs } from "@/scripts/write-error-docs";

const rows = Object.entries(ERRORS).map(([code, spec]) => ({ code, ...spec }));

describe("the catalogue of refusals", () => {
  test("docs/errors.md is what the catalogue says (npm run docs:errors)", () => {
    const file = new URL("../../../docs/errors.md", import.meta.url);
    expect(readFileSync(file, "utf8")).toBe(renderErrorDocs());
  });

  test.each(rows)("$code: the toast is plain words for a captain", ({ toast }) => {
    expect(toast).toMatch(/^[A-Z].*[.]$/);
    expect(toast).not.toMatch(
      /\b(null|undefined|error|invalid|HTTP|server|database|payload)\b|\d{3,}/i,
    );
    expect(toast.length).toBeLessThanOrEqual(100);
  });

  // The others reach only programs: our pages send JSON, known methods, and from here.
  const forPrograms = ["invalid_json", "method_not_allowed", "bad_origin"];
  test.each(rows.filter(({ code }) => !forPrograms.includes(code)))(
    "$code: the toast says what to do next",
    ({ toast }) => expect(toast).toMatch(/\b(please|add|remove|check|try again)\b/i),
  );

  test.each(rows)("$code: cause and remedy are said", ({ cause, remedy }) => {
    expect(cause).toMatch(/\.$/);
    expect(remedy).toMatch(/\.$/);
  });

  test("a code that is not in the catalogue is recognised as such", () => {
    expect(isErrorCode("not_found")).toBe(true);
    expect(isErrorCode("toString")).toBe(false);
    expect(isErrorCode(404)).toBe(false);
  });

  test("a refusal from another copy of its module, as a build makes them, is a refusal", async () => {
    vi.resetModules();
    const other = await import("@/lib/errors/app-error");
    expect(other.AppError).not.toBe(AppError);
    expect(new other.AppError("busy")).toBeInstanceOf(AppError);
    expect(new Error("busy")).not.toBeInstanceOf(AppError);
  });

  test("fail throws the refusal with its details and keeps the cause out of them", () => {
    const cause = new Error("driver text");
    try {
      fail("missing_media", { found: 2, required: 3 }, { cause });
    } catch (error) {
      expect(error).toBeInstanceOf(AppError);
      expect(error).toMatchObject({
        code: "missing_media",
        details: { found: 2, required: 3 },
        cause,
      });
    }
    expect.assertions(2);
  });
});
