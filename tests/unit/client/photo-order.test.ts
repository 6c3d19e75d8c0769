import { describe, expect, test } from "vitest";
import {
  coverOf,
  inserted,
  isInServerOrder,
  isShown,
  placedAt,
  putBack,
} from "@/lib/client/photo-order";
import { isOfDraft } from "@/lib/domain/draft/rules";
import type { MediaView } from "@/lib/domain/media/schema";

const photo = (id: string, given: Partial<MediaView> = {}) =>
  ({
    id,
    kind: "CHARTER_PHOTO",
    state: "pending",
    rejectedReason: null,
    isCover: false,
    draftId: "d",
    ...given,
  }) as MediaView;
const ids = (photos: readonly MediaView[]) => photos.map(({ id }) => id).join("");

describe("arranging photos", () => {
  const all = [photo("a"), photo("b"), photo("c")];

  test("a photo goes to its new place, and the others close up", () => {
    expect(ids(placedAt(all, "b", 0))).toBe("bac");
    expect(ids(placedAt(all, "a", 2))).toBe("bca");
    expect(ids(placedAt(all, "a", 99))).toBe("bca");
    expect(ids(placedAt(all, "c", -1))).toBe("cab");
    expect(placedAt(all, "a", 0)).toBe(all);
    expect(placedAt(all, "gone", 1)).toBe(all);
  });

  test("photos that are on a charter stay before those that are not", () => {
    const mixed = [photo("L", { state: "linked" }), photo("M", { state: "linked" }), ...all];
    expect(ids(placedAt(mixed, "c", 0))).toBe("LMcab");
    expect(ids(placedAt(mixed, "L", 4))).toBe("MLabc");
    expect(placedAt(mixed, "a", 1)).toBe(mixed);
  });

  test("a photo that comes back stands after the nearest of those that stood before it", () => {
    const gone = photo("b");
    expect(ids(putBack([photo("a"), photo("c")], gone, all))).toBe("abc");
    expect(ids(putBack([photo("c"), photo("a")], gone, all))).toBe("cab");
    expect(ids(putBack([photo("x"), photo("c")], gone, all))).toBe("bxc");
    expect(ids(putBack([photo("a"), photo("b"), photo("c")], gone, all))).toBe("abc");
  });

  test("the cover is the chosen photo, else the first that people may see", () => {
    expect(coverOf([photo("a"), photo("b", { isCover: true })])?.id).toBe("b");
    expect(coverOf([photo("a", { rejectedReason: "Blurred." }), photo("b")])?.id).toBe("b");
    expect(coverOf([])).toBeUndefined();
  });

  test("a photo that was turned down or lost is not counted", () => {
    expect(isShown(photo("a", { rejectedReason: "Blurred." }))).toBe(false);
    expect(isShown(photo("a", { state: "missing" }))).toBe(false);
    expect(isShown(photo("a"))).toBe(true);
  });

  test("a draft takes its own photos and those of no draft, never another draft's", () => {
    expect(isOfDraft(photo("a", { draftId: null }), "d")).toBe(true);
    expect(isOfDraft(photo("a"), "d")).toBe(true);
    expect(isOfDraft(photo("a", { draftId: "e" }), "d")).toBe(false);
    expect(isOfDraft(photo("a", { kind: "TRIP_MEDIA" }), "d")).toBe(false);
  });

  test("photos stand as they were picked, whichever arrives first", () => {
    const ranks = new Map([
      ["a", 1],
      ["b", 2],
      ["c", 3],
    ]);
    const before = photo("L");
    let here: readonly MediaView[] = [before];
    for (const id of ["c", "a", "b"]) here = inserted(here, photo(id), ranks);
    expect(ids(here)).toBe("Labc");
  });

  test("the server is told of an order only when it would list the photos differently", () => {
    const at = (id: string, sortOrder: number, second: number) =>
      photo(id, { sortOrder, createdAt: new Date(second * 1000).toISOString() });
    expect(isInServerOrder([at("a", 0, 1), at("b", 0, 2), at("c", 1, 0)])).toBe(true);
    expect(isInServerOrder([at("a", 0, 2), at("b", 0, 1)])).toBe(false);
    expect(isInServerOrder([at("a", 1, 1), at("b", 0, 2)])).toBe(false);
  });
});
