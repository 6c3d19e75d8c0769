import { expect, test } from "vitest";
import { MIDDLE, nudged, pointInWords, pointUnder } from "@/lib/client/focal-point";

const frame = { left: 100, top: 50, width: 400, height: 200 };

test("the point under a place on the screen, and its edge beyond the photo", () => {
  expect(pointUnder(frame, { clientX: 200, clientY: 200 })).toEqual({ x: 0.25, y: 0.75 });
  expect(pointUnder(frame, { clientX: 0, clientY: 999 })).toEqual({ x: 0, y: 1 });
  expect(pointUnder({ ...frame, width: 0 }, { clientX: 1, clientY: 1 })).toEqual(MIDDLE);
});

test("arrow keys take it a little way, with Shift further, never off the photo", () => {
  expect(nudged(MIDDLE, "ArrowLeft", false)).toEqual({ x: 0.48, y: 0.5 });
  expect(nudged(MIDDLE, "ArrowDown", true)).toEqual({ x: 0.5, y: 0.6 });
  expect(nudged({ x: 0.99, y: 0.01 }, "ArrowRight", true)).toEqual({ x: 1, y: 0.01 });
  expect(nudged({ x: 0.99, y: 0.01 }, "ArrowUp", true)).toEqual({ x: 0.99, y: 0 });
  expect(nudged(MIDDLE, "Enter", false)).toBeNull();
});

test("there and back is the same point", () => {
  let point = { x: 0.3, y: 0.7 };
  for (const key of ["ArrowLeft", "ArrowLeft", "ArrowRight", "ArrowRight"])
    point = nudged(point, key, false) ?? point;
  expect(point).toEqual({ x: 0.3, y: 0.7 });
});

test("is said as shares of the photo", () => {
  expect(pointInWords({ x: 0.304, y: 1 })).toBe("30 % from the left, 100 % from the top");
});
