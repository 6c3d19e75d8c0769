import { expect, test } from "vitest";
import {
  missingParts,
  PART_BYTES,
  type PartLedger,
  partsOf,
  storedBytes,
  withPart,
} from "@/lib/client/upload-parts";

const LEDGER: PartLedger = { pathname: "videos/a.mp4", key: "k", uploadId: "u", parts: [] };

test.each([1, PART_BYTES - 1, PART_BYTES, PART_BYTES + 1, 40_000_000])(
  "the parts of %d bytes follow each other without a gap, and all but the last are full",
  (bytes) => {
    const parts = partsOf(bytes);
    expect(parts.map(({ partNumber }) => partNumber)).toEqual(parts.map((_, at) => at + 1));
    expect(parts[0]?.start).toBe(0);
    expect(parts.at(-1)?.end).toBe(bytes);
    for (const [at, part] of parts.entries()) {
      if (at > 0) expect(part.start).toBe(parts[at - 1]?.end);
      if (at < parts.length - 1) expect(part.end - part.start).toBe(PART_BYTES);
    }
  },
);

test("only what the store does not have is missing, whatever the order it came in", () => {
  const bytes = 3 * PART_BYTES + 7;
  const stored = [
    { partNumber: 4, etag: "d" },
    { partNumber: 2, etag: "b" },
  ];
  expect(missingParts(bytes, stored).map(({ partNumber }) => partNumber)).toEqual([1, 3]);
  expect(storedBytes(bytes, stored)).toBe(PART_BYTES + 7);
  expect(storedBytes(bytes, [])).toBe(0);
});

test("a part that came twice counts once, as it came last, and parts stand in order", () => {
  const parts = [
    { partNumber: 3, etag: "c" },
    { partNumber: 1, etag: "a" },
    { partNumber: 3, etag: "again" },
  ];
  expect(parts.reduce(withPart, LEDGER).parts).toEqual([
    { partNumber: 1, etag: "a" },
    { partNumber: 3, etag: "again" },
  ]);
});
