import { describe, expect, test } from "vitest";
import { editsBetween, isSame, mergeEdits, valueAt, withValueAt } from "@/lib/client/draft-edits";
import { mergeDraft } from "@/lib/domain/draft/rules";
import type { DraftPatch } from "@/lib/domain/draft/schema";

const base: DraftPatch = {
  charterName: "Sea Wolf",
  operator: { displayName: "Ana", bio: "Twelve years on the reef." },
  amenities: ["Bait"],
  trips: [{ name: "Half day", price: 500 }],
};

describe("what changed", () => {
  const cases: [name: string, after: DraftPatch][] = [
    ["a text", { ...base, charterName: "Sea Fox" }],
    ["a text inside a group", { ...base, operator: { ...base.operator, bio: "Other words." } }],
    ["a field taken out of a group", { ...base, operator: { displayName: "Ana" } }],
    ["a whole group taken out", { ...base, operator: undefined } as DraftPatch],
    ["a new group", { ...base, boat: { name: "Kijang", features: [] } }],
    ["a list made shorter", { ...base, amenities: [] }],
    ["a price inside a list", { ...base, trips: [{ name: "Half day", price: 550 }] }],
    ["nothing", base],
  ];
  test.each(cases)("%s: the server that merges the patch has exactly what is here", (_, after) => {
    expect(isSame(mergeDraft(base, editsBetween(base, after)), after)).toBe(true);
  });

  test("only what differs is sent", () => {
    const after = { ...base, operator: { ...base.operator, bio: "Other words." } };
    expect(editsBetween(base, after)).toEqual({ operator: { bio: "Other words." } });
  });

  test("null and absent are the same, zero and false are not", () => {
    expect(isSame({ a: null }, {})).toBe(true);
    expect(isSame({ a: 0 }, {})).toBe(false);
    expect(isSame({ a: false }, {})).toBe(false);
    expect(isSame([1, 2], [2, 1])).toBe(false);
  });
});

describe("changes from two places", () => {
  test("different fields come together, and what came from elsewhere is named", () => {
    const mine = { ...base, charterName: "Sea Fox" };
    const theirs = { ...base, operator: { ...base.operator, bio: "Their words." } };
    const merged = mergeEdits(base, mine, theirs);
    expect(merged.conflicts).toEqual([]);
    expect(merged.broughtIn).toEqual(["operator.bio"]);
    expect(merged.data).toEqual({ ...theirs, charterName: "Sea Fox" });
  });

  test("the same field changed to different values is a conflict that keeps both", () => {
    const mine = { ...base, charterName: "Sea Fox" };
    const theirs = { ...base, charterName: "Sea Cow" };
    const merged = mergeEdits(base, mine, theirs);
    expect(merged.conflicts).toEqual([{ path: "charterName", mine: "Sea Fox", theirs: "Sea Cow" }]);
    expect(merged.data.charterName).toBe("Sea Fox");
  });

  test("the same change made twice is no conflict", () => {
    const both = { ...base, charterName: "Sea Fox" };
    expect(mergeEdits(base, both, both)).toEqual({ data: both, conflicts: [], broughtIn: [] });
  });

  test("cleared here and changed there is a conflict, not a silent loss", () => {
    const { charterName: _, ...mine } = base;
    const theirs = { ...base, charterName: "Sea Cow" };
    expect(mergeEdits(base, mine, theirs).conflicts).toEqual([
      { path: "charterName", mine: undefined, theirs: "Sea Cow" },
    ]);
  });

  test("two additions to one group come together", () => {
    const mine: DraftPatch = { ...base, boat: { name: "Kijang" } };
    const theirs: DraftPatch = { ...base, boat: { type: "Catamaran" } };
    const merged = mergeEdits(base, mine, theirs);
    expect(merged.conflicts).toEqual([]);
    expect(merged.data.boat).toEqual({ name: "Kijang", type: "Catamaran" });
  });

  test("a list changed on both sides is one conflict as a whole", () => {
    const mine = { ...base, trips: [{ name: "Half day", price: 600 }] };
    const theirs = { ...base, trips: [...(base.trips ?? []), { name: "Full day" }] };
    expect(mergeEdits(base, mine, theirs).conflicts.map(({ path }) => path)).toEqual(["trips"]);
  });
});

describe("a value by its path", () => {
  test("is read and replaced inside groups and lists, and nothing else changes", () => {
    const after = withValueAt(base, "trips.0.price", 700);
    expect(valueAt(after, "trips.0.price")).toBe(700);
    expect(valueAt(base, "trips.0.price")).toBe(500);
    expect(after.operator).toBe(base.operator);
  });

  test("groups on the way are made, and undefined takes the field out", () => {
    expect(withValueAt({}, "boat.name", "Kijang")).toEqual({ boat: { name: "Kijang" } });
    expect(withValueAt({ boat: { name: "Kijang" } }, "boat.name", undefined)).toEqual({ boat: {} });
  });

  test("a path that leads nowhere reads as undefined", () => {
    expect(valueAt(base, "boat.name.first")).toBeUndefined();
    expect(valueAt(base, "trips.4.price")).toBeUndefined();
  });
});
