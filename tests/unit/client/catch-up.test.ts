// What another tab or device did to a draft's photos comes in, and what is being done here comes first.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openDraftPhotos, type PhotoServer } from "@/lib/client/draft-photos";
import type { MediaView } from "@/lib/domain/media/schema";

let stop = () => {};
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("window", new EventTarget());
  vi.stubGlobal("navigator", { onLine: true });
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const photo = (id: string, given: Partial<MediaView> = {}) =>
  ({
    id,
    kind: "CHARTER_PHOTO",
    state: "pending",
    rejectedReason: null,
    isCover: false,
    caption: null,
    draftId: "d",
    sortOrder: 0,
    createdAt: "",
    ...given,
  }) as MediaView;

/** A draft of photos a, b and c, on a server whose photos a test may change. */
function aDraft() {
  const server = { photos: [photo("a"), photo("b"), photo("c")], delay: 0 };
  const nothing = async () => {
    throw new Error("not asked for here");
  };
  const api: PhotoServer = {
    changeMedia: nothing,
    removeMedia: async (id) => {
      server.photos = server.photos.filter((one) => one.id !== id);
      return { ok: true };
    },
    restoreMedia: nothing,
    orderMedia: async () => ({ photos: server.photos }),
    listPendingPhotos: async () => {
      const now = server.photos;
      await new Promise((resolve) => setTimeout(resolve, server.delay));
      return now;
    },
    listLinkedPhotos: async () => [],
  };
  const photos = openDraftPhotos("d", server.photos, api);
  stop = photos.start();
  const shown = () =>
    photos
      .get()
      .map(({ id }) => id)
      .join("");
  const catchUp = async () => {
    const caughtUp = photos.catchUp();
    await vi.advanceTimersByTimeAsync(server.delay + 1);
    return caughtUp;
  };
  return { server, photos, shown, catchUp };
}

test("photos that came, went or were changed elsewhere; the others stay the same objects", async () => {
  const { server, photos, shown, catchUp } = aDraft();
  const [a] = photos.get();
  server.photos = [photo("x"), photo("a"), photo("c", { caption: "At dawn" })];
  expect(await catchUp()).toBe(true);
  expect(shown()).toBe("xac");
  expect(photos.get()[1]).toBe(a);
  expect(photos.get()[2]?.caption).toBe("At dawn");
});

test("nothing new draws nothing anew", async () => {
  const { server, photos, catchUp } = aDraft();
  const before = photos.get();
  server.photos = server.photos.map((one) => ({ ...one }));
  expect(await catchUp()).toBe(true);
  expect(photos.get()).toBe(before);
});

test("not over an order that is about to be told", async () => {
  const { server, photos, shown, catchUp } = aDraft();
  server.photos = [photo("x")];
  photos.place("a", 1);
  expect([await catchUp(), shown()]).toEqual([false, "bac"]);
});

test("also while uploads run, and then the order that is not told yet stays", async () => {
  const { server, photos, shown, catchUp } = aDraft();
  photos.hold(true);
  server.photos = [photo("a"), photo("c"), photo("x", { sortOrder: 9 })];
  expect([await catchUp(), shown()]).toEqual([true, "acx"]);
  // Picked before all of them, arrived after: it stands first, and the server is told at the end.
  photos.remember("a", 2);
  photos.take({ media: photo("n", { sortOrder: 10 }), duplicate: false }, 1);
  server.photos = [photo("a"), photo("x"), photo("n"), photo("y", { caption: "At dawn" })];
  expect([await catchUp(), shown()]).toEqual([true, "naxy"]);
  expect(photos.get()[3]?.caption).toBe("At dawn");
});

test("what the draft took from the library shows at once, where the server put it, and once", async () => {
  const { server, photos, shown, catchUp } = aDraft();
  photos.hold(true);
  server.photos = [photo("a"), photo("x"), photo("b"), photo("c"), photo("y")];
  photos.bring(server.photos);
  expect(shown()).toBe("axbcy");
  photos.bring(server.photos);
  expect([await catchUp(), shown()]).toEqual([true, "axbcy"]);
});

test("what is done here while it reads is not undone by what it read", async () => {
  const { server, photos, shown } = aDraft();
  server.delay = 100;
  const caughtUp = photos.catchUp();
  await vi.advanceTimersByTimeAsync(50);
  const removed = photos.remove(["b"]);
  await vi.advanceTimersByTimeAsync(200);
  await removed;
  expect([await caughtUp, shown()]).toEqual([false, "ac"]);
});
