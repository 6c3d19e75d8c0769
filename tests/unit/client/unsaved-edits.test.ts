import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  forgetEdits,
  forgetEditsOf,
  hasUnsavedEdits,
  openTabEdits,
  type UnsavedEdits,
} from "@/lib/client/unsaved-edits";
import { fakeLocalStorage } from "../../support/fake-local-storage";

const DAY_MS = 24 * 60 * 60 * 1000;
const edits: UnsavedEdits = { base: {}, data: { city: "Kuah" } };

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("navigator", {});
  fakeLocalStorage();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function adoptedBy(ownerId: string, draftId: string): Promise<UnsavedEdits[]> {
  const found: UnsavedEdits[] = [];
  await openTabEdits(ownerId, draftId).adopt(({ base, data }) => {
    found.push({ base, data });
    return true;
  });
  return found;
}

test("what a lost tab kept is handed over once, to its owner and for its draft only", async () => {
  openTabEdits("ana", "d1").keep(edits);
  expect(await adoptedBy("ben", "d1")).toEqual([]);
  expect(await adoptedBy("ana", "d2")).toEqual([]);
  expect(await adoptedBy("ana", "d1")).toEqual([edits]);
  expect(await adoptedBy("ana", "d1")).toEqual([]);
});

test("what is older than thirty days is deleted, whoever's it is", async () => {
  openTabEdits("ana", "d1").keep(edits);
  vi.setSystemTime(Date.now() + 29 * DAY_MS);
  openTabEdits("ben", "d2");
  expect(hasUnsavedEdits("ana")).toBe(true);
  vi.setSystemTime(Date.now() + 2 * DAY_MS);
  openTabEdits("ben", "d2");
  expect(hasUnsavedEdits("ana")).toBe(false);
});

test("signing out deletes one's own and leaves another's", () => {
  openTabEdits("ana", "d1").keep(edits);
  openTabEdits("ben", "d2").keep(edits);
  forgetEditsOf("ana");
  expect(hasUnsavedEdits("ana")).toBe(false);
  expect(hasUnsavedEdits("ben")).toBe(true);
});

test("a draft that is gone is forgotten, and no other", () => {
  openTabEdits("ana", "d1").keep(edits);
  forgetEdits("d2");
  expect(hasUnsavedEdits("ana")).toBe(true);
  forgetEdits("d1");
  expect(hasUnsavedEdits("ana")).toBe(false);
});
