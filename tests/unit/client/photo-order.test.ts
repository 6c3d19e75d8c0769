import { describe, expect, test } from "vitest";
import { coverOf, inserted, isInServerOrder, isShown, moved } from "@/lib/client/photo-order";
import { isOfDraft } from "@/lib/domain/draft/rules";
import type { MediaView } from "@/lib/domain/media/schema";

const photo = (id: string, given: Partial<MediaView> = {}) =>
  ({
    id,
    state: "pending",
    rejectedReason: null,
    isCover: false,
    draftId: "d",
    ...given,
  }) as MediaView;
const ids = (photos: readonly MediaView[]) => photos.map(({ id }) => id).join("");

describe("arranging photos", () => {
  const all = [photo("a"), photo("b"), photo("c")];

  test("one place earlier or later, and the same at either end", () => {
    expect(ids(moved(all, "b", -1))).toBe("bac");
    expect(ids(moved(all, "b", 1))).toBe("acb");
    expect(moved(all, "a", -1)).toBe(all);
    expect(moved(all, "c", 1)).toBe(all);
  });

  test("photos that are on a charter keep their places", () => {
    const mixed = [photo("L", { state: "linked" }), photo("a")];
    expect(moved(mixed, "a", -1)).toBe(mixed);
    expect(moved(mixed, "L", 1)).toBe(mixed);
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
