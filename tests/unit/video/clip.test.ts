// How large a clip is shown, and which part of its original.
import { describe, expect, test } from "vitest";
import { VIDEO_LIMITS } from "@/lib/domain/video/kinds";
import { clipSize, partToShow } from "@/lib/domain/video/rules";

describe("the size of a clip", () => {
  test.each([
    ["a phone's, upright", [1080, 1920], [720, 1280]],
    ["a phone's 4K, lying", [3840, 2160], [1280, 720]],
    ["exactly right", [1280, 720], [1280, 720]],
    ["small: never enlarged", [320, 180], [320, 180]],
    ["odd: a pixel less, never more", [161, 91], [160, 90]],
    ["square", [1080, 1080], [720, 720]],
    ["old television's", [1440, 1080], [960, 720]],
    ["a ribbon", [4000, 10], [1280, 4]],
    ["a thread", [1, 5000], [2, 1280]],
  ] as const)("%s", (_, [width, height], [shownWidth, shownHeight]) => {
    expect(clipSize({ width, height })).toEqual({ width: shownWidth, height: shownHeight });
  });

  test("it is even, within the box and of the same shape, whatever the original", () => {
    const { long, short } = VIDEO_LIMITS.box;
    for (let width = 16; width < 4000; width += 371)
      for (let height = 16; height < 4000; height += 411) {
        const shown = clipSize({ width, height });
        expect([shown.width % 2, shown.height % 2]).toEqual([0, 0]);
        expect(Math.max(shown.width, shown.height)).toBeLessThanOrEqual(
          Math.min(long, Math.max(width, height)),
        );
        expect(Math.min(shown.width, shown.height)).toBeLessThanOrEqual(
          Math.min(short, Math.min(width, height)),
        );
        // To the nearest even pixel of the shorter side.
        expect(Math.abs(shown.width * height - shown.height * width)).toBeLessThanOrEqual(
          2 * Math.max(width, height),
        );
      }
  });
});

describe("the part that is shown", () => {
  const whole = { trimStartSec: 0, trimEndSec: null, appliedTrimStartSec: null };
  test.each([
    ["chosen", { ...whole, trimStartSec: 4, trimEndSec: 16 }, { fromSec: 4, seconds: 12 }],
    ["without an end: 30 seconds", { ...whole, trimStartSec: 4 }, { fromSec: 4, seconds: 30 }],
    ["too long: 30 seconds of it", { ...whole, trimEndSec: 90 }, { fromSec: 0, seconds: 30 }],
    [
      "cut before it came: all of it",
      { trimStartSec: 4, trimEndSec: 16, appliedTrimStartSec: 4 },
      { fromSec: 0, seconds: 30 },
    ],
  ])("%s", (_, video, part) => expect(partToShow(video)).toEqual(part));
});
