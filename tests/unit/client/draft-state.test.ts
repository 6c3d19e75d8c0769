import { describe, expect, test } from "vitest";
import {
  afterChoice,
  afterMeeting,
  afterReading,
  afterRecovery,
  openedState,
} from "@/lib/client/draft-state";
import type { DraftPatch, DraftView } from "@/lib/domain/draft/schema";

const draftWith = (data: DraftPatch, version = 1) => ({ id: "d", version, data }) as DraftView;

describe("edits a lost tab left behind", () => {
  test("come back when the server has not seen them", () => {
    const state = openedState(draftWith({ city: "Kuah" }), { city: "Kuah" });
    const after = afterRecovery(state, {
      base: { city: "Kuah" },
      data: { city: "Kuah", charterName: "Sea Wolf" },
    });
    expect(after.data).toEqual({ city: "Kuah", charterName: "Sea Wolf" });
    expect(after.notice).toEqual({ kind: "recovered" });
  });

  test("that arrived after all change nothing and are not mentioned", () => {
    const saved = { city: "Kuah", charterName: "Sea Wolf" };
    const state = openedState(draftWith(saved), saved);
    expect(afterRecovery(state, { base: { city: "Kuah" }, data: saved })).toBe(state);
  });

  test("do not overwrite what was saved elsewhere since: the captain is asked", () => {
    const state = openedState(draftWith({ city: "Langkawi" }), { city: "Langkawi" });
    const after = afterRecovery(state, { base: { city: "Kuah" }, data: { city: "Kuah town" } });
    expect(after).toMatchObject({
      status: "conflict",
      conflicts: [{ path: "city", mine: "Kuah town", theirs: "Langkawi" }],
    });
  });
});

test("choosing neither side by name takes theirs, a cleared field included", () => {
  const state = openedState(draftWith({ city: "Kuah" }), { city: "Kuah town" });
  const met = afterMeeting(state, draftWith({}, 2));
  expect(met.conflicts).toEqual([{ path: "city", mine: "Kuah town", theirs: undefined }]);
  const chosen = afterChoice(met, new Set());
  expect(chosen.data).toEqual({});
  expect(chosen.conflicts).toEqual([]);
});

test("a draft that opens with more than the server has is not called saved", () => {
  const draft = draftWith({ city: "Kuah" });
  expect(openedState(draft, { city: "Kuah" }).status).toBe("saved");
  expect(openedState(draft, { city: "Kuah", amenities: [] }).status).toBe("unsaved");
});

test("a page that is read again takes what is newer and keeps what was typed, without a word", () => {
  const state = openedState(draftWith({ city: "Kuah" }), { city: "Kuah", charterName: "Sea Fox" });
  const theirs = { ...draftWith({ city: "Langkawi" }), version: 2, currentStep: 3 };
  expect(afterReading(state, theirs)).toMatchObject({
    data: { city: "Langkawi", charterName: "Sea Fox" },
    step: 3,
    conflicts: [],
    notice: null,
  });
});
