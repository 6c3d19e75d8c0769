import { describe, expect, test } from "vitest";
import {
  firstRange,
  furthest,
  isWhole,
  momentWithin,
  movedRange,
  pictureTimes,
} from "@/lib/client/trim-range";

const MINUTE = 60;

test("a clip begins with its first 30 seconds, or all of a shorter one", () => {
  expect(firstRange(MINUTE)).toEqual({ startSec: 0, endSec: 30 });
  expect(firstRange(12.34)).toEqual({ startSec: 0, endSec: 12.34 });
});

describe("a handle", () => {
  const range = { startSec: 10, endSec: 20 };

  test.each([
    ["start", 12.34, { startSec: 12.3, endSec: 20 }],
    ["start", -5, { startSec: 0, endSec: 20 }],
    ["start", 45, { startSec: 19, endSec: 20 }],
    ["end", 15.06, { startSec: 10, endSec: 15.1 }],
    ["end", 3, { startSec: 10, endSec: 11 }],
    ["end", 99, { startSec: 30, endSec: 60 }],
  ] as const)(
    "%s moved to %d leaves a part of 1 to 30 seconds within the clip",
    (handle, to, then) => {
      expect(movedRange(range, handle, to, MINUTE)).toEqual(then);
    },
  );

  test("that would make the part too long takes the other one along", () => {
    expect(movedRange({ startSec: 30, endSec: 60 }, "start", 10, MINUTE)).toEqual({
      startSec: 10,
      endSec: 40,
    });
    expect(movedRange({ startSec: 0, endSec: 30 }, "end", 42, MINUTE)).toEqual({
      startSec: 12,
      endSec: 42,
    });
  });

  test("reaches the very end of a clip that does not last whole tenths", () => {
    expect(movedRange({ startSec: 0, endSec: 5 }, "end", 12.34, 12.34).endSec).toBe(12.34);
    expect(movedRange({ startSec: 0, endSec: 5 }, "end", 12.3, 12.34).endSec).toBe(12.34);
  });

  test("goes as far as it can with Home and End, without the other", () => {
    const to = (handle: "start" | "end", key: "Home" | "End") =>
      furthest(range, handle, key, MINUTE);
    expect([to("start", "Home"), to("start", "End")]).toEqual([0, 19]);
    expect([to("end", "Home"), to("end", "End")]).toEqual([11, 60]);
  });

  test("keeps a part of 1 to 30 seconds within the clip wherever it is moved", () => {
    for (const durationSec of [1, 1.05, 7.77, 30, 30.04, 61.3]) {
      let now = firstRange(durationSec);
      for (let turn = 0; turn < 500; turn++) {
        const handle = turn % 3 === 0 ? "start" : "end";
        now = movedRange(now, handle, ((turn * 7919) % 900) / 10 - 15, durationSec);
        const { startSec, endSec } = now;
        expect(startSec).toBeGreaterThanOrEqual(0);
        expect(endSec).toBeLessThanOrEqual(durationSec);
        expect(endSec - startSec).toBeGreaterThanOrEqual(0.999);
        expect(endSec - startSec).toBeLessThanOrEqual(30.001);
      }
    }
  });
});

test("the whole of a clip is what misses less than anybody sees", () => {
  expect(isWhole({ startSec: 0, endSec: 11.96 }, 12)).toBe(true);
  expect(isWhole({ startSec: 0.1, endSec: 12 }, 12)).toBe(false);
  expect(isWhole({ startSec: 0, endSec: 11.9 }, 12)).toBe(false);
});

test("the picture that stands for a clip is of the part that is shown", () => {
  const range = { startSec: 10, endSec: 20 };
  expect([3, 15, 44].map((sec) => momentWithin(range, sec))).toEqual([10, 15, 19.9]);
});

test("pictures of a clip are spread evenly over it", () => {
  expect(pictureTimes(20, 4)).toEqual([2.5, 7.5, 12.5, 17.5]);
});
