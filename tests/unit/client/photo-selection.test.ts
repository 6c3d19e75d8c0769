import { expect, test } from "vitest";
import {
  everything,
  extended,
  NOTHING_SELECTED,
  selectedOf,
  toggled,
} from "@/lib/client/photo-selection";
import type { MediaView } from "@/lib/domain/media/schema";

const all = [..."abcde"].map((id) => ({ id }) as MediaView);
const chosen = (selection: Parameters<typeof selectedOf>[1]) =>
  selectedOf(all, selection)
    .map(({ id }) => id)
    .join("");

test("a photo goes in and out of the selection, and the others stay as they are", () => {
  const two = toggled(toggled(NOTHING_SELECTED, "d"), "b");
  expect(chosen(two)).toBe("bd");
  expect(chosen(toggled(two, "d"))).toBe("b");
  expect(chosen(NOTHING_SELECTED)).toBe("");
});

test("a range goes from the one touched last, either way, and adds to what is chosen", () => {
  const begun = toggled(toggled(NOTHING_SELECTED, "e"), "c");
  expect(chosen(extended(begun, all, "a"))).toBe("abce");
  expect(chosen(extended(extended(begun, all, "a"), all, "b"))).toBe("abce");
  expect(chosen(extended(NOTHING_SELECTED, all, "b"))).toBe("b");
});

test("all are chosen at once, and one that is gone is not among them", () => {
  expect(chosen(everything(all))).toBe("abcde");
  expect(selectedOf(all.slice(1), everything(all))).toHaveLength(4);
  const without = toggled({ ...NOTHING_SELECTED, anchor: "gone" }, "b");
  expect(chosen(extended({ ...without, anchor: "gone" }, all, "d"))).toBe("bd");
});
