// What takes a staff action back, and what staff see of a draft.
import { describe, expect, test } from "vitest";
import { MEDIA_ACTION_NAMES, MEDIA_ACTIONS } from "@/lib/domain/staff/kinds";
import { staffDraftView, undoOf, viewView } from "@/lib/domain/staff/rules";
import { mediaActionInput } from "@/lib/domain/staff/schema";

const ali = { id: "ali", displayName: "Ali", email: "ali@example.com" };
const item = (id: string, given: object = {}) => ({
  id,
  captain: ali,
  draftId: null,
  reviewedAt: null,
  rejectedReason: null,
  ...given,
});

describe("undo", () => {
  test("removing is taken back by restoring, and restoring by removing", () => {
    expect(undoOf({ action: "trash" }, [item("a"), item("b")])).toEqual([
      { action: "restore", mediaIds: ["a", "b"] },
    ]);
    expect(undoOf({ action: "restore" }, [item("a")])).toMatchObject([
      { action: "trash", mediaIds: ["a"] },
    ]);
  });

  test("each item goes back to the verdict it had", () => {
    const items = [
      item("new"),
      item("reviewed", { reviewedAt: "2026-01-01T00:00:00.000Z" }),
      item("other"),
    ];
    expect(undoOf({ action: "reject" }, items)).toEqual([
      { action: "unreview", mediaIds: ["new", "other"] },
      { action: "review", mediaIds: ["reviewed"] },
    ]);
    const rejected = { reviewedAt: "2026-01-01T00:00:00.000Z", rejectedReason: "Too dark" };
    for (const action of ["review", "unreview"] as const)
      expect(undoOf({ action }, [item("a", rejected)])).toEqual([
        { action: "reject", reason: "Too dark", mediaIds: ["a"] },
      ]);
  });

  test("what had a captain goes back to them, what had none is nobody's again, what is gone stays gone", () => {
    const items = [item("a"), item("orphan", { captain: null })];
    expect(undoOf({ action: "assignCaptain", captainId: "siti" }, items)).toMatchObject([
      { action: "assignCaptain", captainId: "ali", mediaIds: ["a"] },
      { action: "unassign", captainId: "siti", mediaIds: ["orphan"] },
    ]);
    expect(undoOf({ action: "purge" }, [item("a")])).toEqual([]);
  });

  test("what was linked is taken off that charter alone, and waits again in the draft it came from", () => {
    const items = [item("a"), item("b", { draftId: "d" })];
    expect(undoOf({ action: "linkCharter", charterId: "c" }, items)).toMatchObject([
      { action: "unlinkCharter", charterId: "c", mediaIds: ["a"] },
      { action: "unlinkCharter", charterId: "c", draftId: "d", mediaIds: ["b"] },
    ]);
  });

  test("every undo is an action that the API takes, with its reason where it asks for one", () => {
    for (const action of MEDIA_ACTION_NAMES)
      for (const call of undoOf({ action }, [item("a"), item("b", { rejectedReason: "Too dark" })]))
        expect(mediaActionInput.safeParse(call).error, action).toBeUndefined();
  });
});

test("a kept view loses what an address no longer takes, and nothing else", () => {
  const fields = { state: "linked", q: "Ali", video: "melted", sort: "largest", look: "table" };
  expect(viewView({ id: "v", name: "Big", fields }).view).toEqual({
    state: "linked",
    q: "Ali",
    sort: "largest",
    look: "table",
  });
  for (const broken of [null, "linked", []])
    expect(viewView({ id: "v", name: "Big", fields: broken }).view.state).toBe("pending");
});

test("nothing that can't be taken back is offered for all that match, and it asks for a fresh sign-in", () => {
  const { purge } = MEDIA_ACTIONS;
  expect([purge.all, purge.fresh]).toEqual([false, true]);
  for (const name of MEDIA_ACTION_NAMES)
    if (MEDIA_ACTIONS[name].all) expect(MEDIA_ACTIONS[name].admin, name).toBe(false);
});

test("what destroys or is read by the captain always asks for a reason", () => {
  const always = MEDIA_ACTION_NAMES.filter((name) => MEDIA_ACTIONS[name].reason === "always");
  expect(always).toEqual(["trash", "unassign", "unlinkCharter", "reject", "purge"]);
  expect(MEDIA_ACTION_NAMES.filter((name) => MEDIA_ACTIONS[name].admin)).toEqual(["purge"]);
});

test("a draft is stale after 24 hours, while it is open", () => {
  const at = new Date(0);
  const stored = {
    id: "d",
    status: "DRAFT" as const,
    version: 1,
    currentStep: 0,
    data: {},
    charterId: null,
    editsCharterId: null,
    photos: 3,
    videos: 0,
    createdAt: at,
    updatedAt: at,
    lastTouchedAt: at,
  };
  const of = { userId: "u", captainId: null, ownerName: "Ali", ownerEmail: "a@example.com" };
  const isStale = (status: "DRAFT" | "ABANDONED", ageSeconds: number) =>
    staffDraftView({ ...stored, status }, { ...of, ageSeconds }).stale;
  expect([
    isStale("DRAFT", 86_399),
    isStale("DRAFT", 86_400),
    isStale("ABANDONED", 86_400),
  ]).toEqual([false, true, false]);
  expect(staffDraftView(stored, { ...of, ageSeconds: 0 }).progress).toEqual({
    done: ["media"],
    of: 5,
  });
});
