import { afterEach, describe, expect, test, vi } from "vitest";
import { joinSignOut, leaveToo, saveBeforeSignOut, signOut } from "@/lib/client/sign-out";
import { hearSignOut } from "@/lib/client/sign-out-news";
import { hasUnsavedEdits, openTabEdits } from "@/lib/client/unsaved-edits";
import { fakeLocalStorage } from "../../support/fake-local-storage";

const answers = (status: number) =>
  vi.stubGlobal("fetch", async () => Response.json({ error: "busy" }, { status }));
const keepEdits = () => {
  fakeLocalStorage();
  vi.stubGlobal("navigator", {});
  openTabEdits("ana", "draft").keep({ base: {}, data: { city: "Kuah" } });
};
let leave = () => {};
afterEach(() => {
  leave();
  vi.unstubAllGlobals();
});

test("what is open is saved first, and what can't be saved is known before anybody is signed out", async () => {
  let isSaved = true;
  const discard = vi.fn();
  leave = joinSignOut({ save: async () => isSaved, discard });
  expect(await saveBeforeSignOut("ana")).toBe(true);
  isSaved = false;
  expect(await saveBeforeSignOut("ana")).toBe(false);
  expect(discard).not.toHaveBeenCalled();
});

test("nothing is discarded unless the sign-out worked", async () => {
  const discard = vi.fn();
  leave = joinSignOut({ save: async () => false, discard });
  answers(503);
  await expect(signOut("ana")).rejects.toMatchObject({ code: "busy" });
  expect(discard).not.toHaveBeenCalled();
  answers(200);
  await signOut("ana");
  expect(discard).toHaveBeenCalledTimes(1);
});

describe("other tabs", () => {
  const channel = () => new BroadcastChannel("sign-out");

  test("are told, and only once it worked", async () => {
    const told: unknown[] = [];
    const other = channel();
    other.addEventListener("message", ({ data }) => told.push(data.userId));
    answers(503);
    await signOut("ana").catch(() => {});
    answers(200);
    await signOut("ben");
    await vi.waitFor(() => expect(told).toEqual(["ben"]));
    other.close();
  });

  test("hear of the person they show, and of nobody else; the tab that left does not hear itself", async () => {
    const onSignOut = vi.fn();
    const stop = hearSignOut("ana", onSignOut);
    answers(200);
    await signOut("ana");
    const other = channel();
    other.postMessage({ userId: "ben", from: "another page" });
    other.postMessage({ userId: "ana", from: "another page" });
    await vi.waitFor(() => expect(onSignOut).toHaveBeenCalledTimes(1));
    stop();
    other.postMessage({ userId: "ana", from: "another page" });
    other.close();
    expect(onSignOut).toHaveBeenCalledTimes(1);
  });

  test("discard what is open there and what was kept, without saving it first", async () => {
    keepEdits();
    vi.stubGlobal("fetch", async () => Response.json(null));
    const { save, discard } = { save: vi.fn(), discard: vi.fn() };
    leave = joinSignOut({ save, discard });
    await leaveToo("ana");
    expect(discard).toHaveBeenCalledTimes(1);
    expect(save).not.toHaveBeenCalled();
    expect(hasUnsavedEdits("ana")).toBe(false);
  });

  test("that hear of it only when the same person is back keep what was kept since", async () => {
    keepEdits();
    const discard = vi.fn();
    leave = joinSignOut({ save: async () => false, discard });
    vi.stubGlobal("fetch", async () => Response.json({ user: { id: "ana" } }));
    await leaveToo("ana");
    expect(discard).toHaveBeenCalledTimes(1);
    expect(hasUnsavedEdits("ana")).toBe(true);
    // Nor when they can't be asked about.
    answers(503);
    await leaveToo("ana");
    expect(hasUnsavedEdits("ana")).toBe(true);
  });
});
