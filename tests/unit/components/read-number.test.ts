import { describe, expect, test } from "vitest";
import { readNumber } from "@/components/ui/read-number";

describe("a typed number", () => {
  test.each([
    ["99,50", 99.5],
    ["3,5", 3.5],
    [",5", 0.5],
    ["1,200", 1200],
    ["1,200,000", 1_200_000],
    ["1,200.50", 1200.5],
    ["1,200,5", 1200.5],
    ["1 200", 1200],
    ["-3,14", -3.14],
    ["2.", 2],
  ])("%s reads as %d", (text, number) => expect(readNumber(text)).toBe(number));

  test.each(["", "-", "abc", "1.2.3", "1,2,3", "12a"])("%j is none", (text) =>
    expect(readNumber(text)).toBeNull(),
  );
});
