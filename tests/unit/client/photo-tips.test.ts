import { describe, expect, test } from "vitest";
import type { PhotoFault } from "@/lib/client/judge-photo";
import type { SeenPhotos } from "@/lib/client/photo-looks";
import { tipsOn } from "@/lib/client/photo-tips";

/** Three photos, added in this order; each with faults, and a picture that two may share. */
function seen(
  given: Record<string, { faults?: PhotoFault[]; shows?: string; isFine?: boolean }>,
): SeenPhotos {
  return new Map(
    Object.entries(given).map(([id, { faults = [], shows = id, isFine = false }]) => [
      id,
      {
        isFine,
        look: { faults, fingerprint: PICTURES[shows] ?? "", width: 640, height: 480 },
      },
    ]),
  );
}
const PICTURES: Record<string, string> = {
  a: "ffffffff00000000",
  b: "00000000ffffffff",
  c: "0f0f0f0f0f0f0f0f",
};
const ALL = [
  { id: "a", name: "Photo 1" },
  { id: "b", name: "Photo 2" },
  { id: "c", name: "IMG_3.JPG" },
];
const said = (looks: SeenPhotos) => tipsOn(ALL, looks).map(({ name, says }) => `${name} ${says}`);

describe("tips on photos", () => {
  test("good photos that differ get none, and neither does one nobody has looked at", () => {
    expect(tipsOn(ALL, seen({ a: {}, b: {} }))).toEqual([]);
  });

  test("each fault is named with what to do about it", () => {
    const tips = tipsOn(
      ALL,
      seen({ a: { faults: ["blurred"] }, b: { faults: ["dark"] }, c: { faults: ["small"] } }),
    );
    expect(tips.map(({ name, says, remedy }) => `${name} ${says} ${remedy}`)).toEqual([
      "Photo 1 looks blurred. Hold still and try again, or keep it.",
      "Photo 2 looks dark. Try again with more light, or keep it.",
      "IMG_3.JPG is small: 640 × 480 pixels. Add the one from your camera instead of a copy from a chat, or keep it.",
    ]);
  });

  test("a photo with several faults gets one tip, the one that helps most", () => {
    expect(said(seen({ a: { faults: ["small", "blurred"] } }))).toEqual(["Photo 1 looks blurred."]);
  });

  test("of two that show the same, the later one is pointed to the earlier", () => {
    expect(said(seen({ a: {}, b: { shows: "a" }, c: {} }))).toEqual([
      "Photo 2 looks much like Photo 1.",
    ]);
  });

  test("a photo the captain called fine is left alone", () => {
    expect(said(seen({ a: { faults: ["dark"], isFine: true }, b: {} }))).toEqual([]);
  });

  test("two alike that are both wanted stay so in any order, and a third is pointed to the other", () => {
    const pair = seen({ a: {}, b: { shows: "a", isFine: true } });
    expect(tipsOn(ALL, pair)).toEqual([]);
    expect(tipsOn(ALL.toReversed(), pair)).toEqual([]);
    expect(said(seen({ a: {}, b: { shows: "a", isFine: true }, c: { shows: "a" } }))).toEqual([
      "IMG_3.JPG looks much like Photo 1.",
    ]);
  });
});
