import { beforeEach, describe, expect, test, vi } from "vitest";
import type { PhotoLook } from "@/lib/client/judge-photo";

const LOOK: PhotoLook = {
  faults: ["dark"],
  fingerprint: "0123456789abcdef",
  width: 4000,
  height: 3000,
};

/** A device's storage, and pages that are loaded on it one after the other. */
const kept = new Map<string, string>();
beforeEach(() => {
  kept.clear();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
});
async function aPage() {
  vi.resetModules();
  const page = await import("@/lib/client/photo-looks");
  page.photoLooks.subscribe(() => {});
  return page;
}

describe("what the coach saw on this device", () => {
  test("is there after a reload, with what the captain called fine", async () => {
    const before = await aPage();
    before.keepLook("a", LOOK);
    before.keepLook("b", LOOK);
    before.callFine("b");
    const { photoLooks } = await aPage();
    expect([...photoLooks.get()]).toEqual([
      ["a", { look: LOOK, isFine: false }],
      ["b", { look: LOOK, isFine: true }],
    ]);
  });

  test("goes along when a file on its way becomes a photo", async () => {
    const page = await aPage();
    page.keepLook("upload", LOOK);
    page.callFine("upload");
    page.moveLook("upload", "photo");
    expect([...page.photoLooks.get()]).toEqual([["photo", { look: LOOK, isFine: true }]]);
    page.keepLook("photo", LOOK);
    expect(page.photoLooks.get().get("photo")?.isFine).toBe(true);
  });

  test("is forgotten for a stopped file, and altogether at a sign-out", async () => {
    const page = await aPage();
    page.keepLook("a", LOOK);
    page.keepLook("b", LOOK);
    page.dropLook("a");
    expect([...page.photoLooks.get().keys()]).toEqual(["b"]);
    page.forgetLooks();
    expect((await aPage()).photoLooks.get().size).toBe(0);
  });

  test("holds the newest 300", async () => {
    const page = await aPage();
    for (let at = 0; at < 305; at++) page.keepLook(`photo ${at}`, LOOK);
    const ids = [...(await aPage()).photoLooks.get().keys()];
    expect([ids.length, ids[0], ids.at(-1)]).toEqual([300, "photo 5", "photo 304"]);
  });

  test.each(["not JSON", "{}", '[["a"]]', '[["a",{"look":null}]]'])(
    "is nothing when the device kept %j",
    async (text) => {
      kept.set("photo-looks", text);
      expect((await aPage()).photoLooks.get().size).toBe(0);
    },
  );

  test("lasts as long as the page where the device keeps nothing", async () => {
    vi.stubGlobal("localStorage", undefined);
    const page = await aPage();
    page.keepLook("a", LOOK);
    expect(page.photoLooks.get().has("a")).toBe(true);
  });
});
