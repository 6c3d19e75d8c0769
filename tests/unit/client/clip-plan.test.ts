import { describe, expect, test } from "vitest";
import {
  type ClipFacts,
  estimateBytes,
  isWithinRules,
  planClip,
  whyNotServed,
  whyNotUsed,
} from "@/lib/client/clip-plan";

const PHONE: ClipFacts = {
  type: "video/quicktime",
  sizeBytes: 120_000_000,
  durationSec: 60,
  width: 1080,
  height: 1920,
  videoCodec: "hevc",
  codecString: "hvc1.1.6.L123.B0",
  audioCodec: "aac",
  canMake: true,
};
const SMALL: ClipFacts = {
  ...PHONE,
  sizeBytes: 4_000_000,
  durationSec: 12,
  width: 720,
  height: 1280,
  videoCodec: "avc",
  codecString: "avc1.64001f",
};
const part = { startSec: 2, endSec: 10 };
const whole = { startSec: 0, endSec: 12 };

describe("who makes what of a clip", () => {
  test.each([
    ["a phone's clip that the browser can cut", PHONE, part, "make"],
    ["one that it can't", { ...PHONE, canMake: false }, part, "server"],
    ["all of a clip that is fine as it is", SMALL, whole, "rewrap"],
    ["the same in a browser that can't cut", { ...SMALL, canMake: false }, whole, "rewrap"],
    ["a part of it", SMALL, part, "make"],
    ["one that is too large", { ...SMALL, width: 1080, height: 1920 }, whole, "make"],
    ["one that is too wide, though short enough", { ...SMALL, width: 900 }, whole, "make"],
    ["ten bits deep", { ...SMALL, codecString: "avc1.6e0028" }, whole, "make"],
    ["with another sound", { ...SMALL, audioCodec: "opus" }, whole, "make"],
    ["without sound", { ...SMALL, audioCodec: null }, whole, "rewrap"],
  ] as const)("%s", (_, facts, range, plan) => {
    expect(planClip(facts, range)).toBe(plan);
  });
});

test("a clip of 30 seconds and a frame is within the rules, one of 31 is not", () => {
  expect(isWithinRules({ ...SMALL, durationSec: 30.04 })).toBe(true);
  expect(isWithinRules({ ...SMALL, durationSec: 31 })).toBe(false);
});

test("a clip is refused for a codec nobody can open, or when it lasts less than a second", () => {
  expect(whyNotUsed(PHONE)).toBeNull();
  expect(whyNotUsed({ ...PHONE, videoCodec: "prores" })).toBe("unsupported_video");
  expect(whyNotUsed({ ...PHONE, durationSec: 0.9 })).toBe("video_too_short");
});

test("a clip is left to the server only when that works and takes it", () => {
  expect(whyNotServed({ sizeBytes: 200_000_000 }, true)).toBeNull();
  expect(whyNotServed({ sizeBytes: 200_000_001 }, true)).toBe("video_too_large");
  expect(whyNotServed({ sizeBytes: 1 }, false)).toBe("video_needs_worker");
});

test("what will travel is estimated from the part and the size it gets, or is the file itself", () => {
  expect(estimateBytes(PHONE, part)).toBe((8 * 3_128_000) / 8);
  expect(estimateBytes({ ...PHONE, audioCodec: null }, part)).toBe((8 * 3_000_000) / 8);
  expect(estimateBytes({ ...PHONE, sizeBytes: 6_000_000 }, part)).toBe(
    (8 * (1.5 * 800_000 + 128_000)) / 8,
  );
  expect(estimateBytes(SMALL, whole)).toBe(SMALL.sizeBytes);
  expect(estimateBytes({ ...PHONE, canMake: false }, part)).toBe(PHONE.sizeBytes);
});
