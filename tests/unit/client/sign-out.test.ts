import { afterEach, expect, test, vi } from "vitest";
import { joinSignOut, saveBeforeSignOut, signOut } from "@/lib/client/sign-out";

const answers = (status: number) =>
  vi.stubGlobal("fetch", async () => Response.json({ error: "busy" }, { status }));
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
