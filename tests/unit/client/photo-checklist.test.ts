import { expect, test } from "vitest";
import { checklistOf } from "@/lib/client/photo-checklist";
import type { MediaView } from "@/lib/domain/media/schema";

const photo = (given: Partial<MediaView>) =>
  ({ state: "pending", rejectedReason: null, isCover: false, shows: null, ...given }) as MediaView;
const there = (...photos: MediaView[]) =>
  checklistOf(photos)
    .filter(({ isThere }) => isThere)
    .map(({ key }) => key);

test("asks for cover, boat, deck, crew and catch, in this order", () => {
  expect(checklistOf([]).map(({ key }) => key)).toEqual(["cover", "boat", "deck", "crew", "catch"]);
  expect(there()).toEqual([]);
});

test("has what its captain said of a photo that guests see; a photo of which nothing was said is a cover at most", () => {
  expect(there(photo({}))).toEqual(["cover"]);
  expect(there(photo({ shows: "catch" }), photo({ shows: "boat" }))).toEqual([
    "cover",
    "boat",
    "catch",
  ]);
  expect(there(photo({ shows: "place" }))).toEqual(["cover"]);
});

test("does not count a photo that was not accepted or is lost", () => {
  expect(there(photo({ shows: "boat", rejectedReason: "Blurred." }))).toEqual([]);
  expect(there(photo({ shows: "boat", state: "missing" }))).toEqual([]);
});
