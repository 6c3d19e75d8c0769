import { expect, test } from "vitest";
import { ageInWords, countInWords, sizeInWords } from "@/components/words/quantities";

test("an age is said in the largest unit that fits", () => {
  const seconds = [0, 59, 60, 3_599, 3_600, 86_400, 6 * 86_400, 31 * 86_400, 800 * 86_400];
  expect(seconds.map(ageInWords)).toEqual([
    "just now",
    "just now",
    "1 minute ago",
    "59 minutes ago",
    "1 hour ago",
    "1 day ago",
    "6 days ago",
    "1 month ago",
    "2 years ago",
  ]);
});

test("a size is said in kilobytes, megabytes or gigabytes, and never as nothing", () => {
  expect([0, 999, 412_400, 3_440_000, 1_240_000_000, 2_000_000_000].map(sizeInWords)).toEqual([
    "1 kB",
    "1 kB",
    "412 kB",
    "3.4 MB",
    "1.2 GB",
    "2 GB",
  ]);
});

test("a count that stopped says so", () => {
  expect(countInWords({ value: 1000, capped: true })).toBe("1,000+");
  expect(countInWords({ value: 1000, capped: false })).toBe("1,000");
});
