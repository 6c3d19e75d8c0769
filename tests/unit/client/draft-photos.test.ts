import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openDraftPhotos, type PhotoServer } from "@/lib/client/draft-photos";
import type { MediaView } from "@/lib/domain/media/schema";
import { AppError } from "@/lib/errors/app-error";

const page = new EventTarget();
const network = { onLine: true };
let stop = () => {};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("window", page);
  vi.stubGlobal("navigator", network);
  network.onLine = true;
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);
const photo = (id: string) =>
  ({
    id,
    kind: "CHARTER_PHOTO",
    state: "pending",
    rejectedReason: null,
    isCover: false,
    draftId: "d",
    sortOrder: 0,
    createdAt: "",
  }) as MediaView;

const listed = (ids: string) => [...ids].map((id, sortOrder) => ({ ...photo(id), sortOrder }));

/** A server with photos of its own; what is in `refusals` is thrown once each. */
function anArrangement(ids: string, ...refusals: AppError[]) {
  const server = { ids, cover: "", said: [] as string[], refusals };
  const say = async (what: string) => {
    server.said.push(what);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const refusal = server.refusals.shift();
    if (refusal) throw refusal;
  };
  const isPermutation = (wanted: readonly string[]) =>
    wanted.toSorted().join("") === [...server.ids].toSorted().join("");
  const api: PhotoServer = {
    changeMedia: async (id, { isCover, caption }) => {
      await say(isCover ? `cover ${id}` : `word ${id} ${caption}`);
      if (isCover) server.cover = id;
      return { media: { ...photo(id), ...(caption !== undefined && { caption }) } };
    },
    removeMedia: async (id) => {
      await say(`remove ${id}`);
      server.ids = server.ids.replace(id, "");
      return { ok: true };
    },
    restoreMedia: async (id) => ({ media: photo(id) }),
    orderMedia: async (_, wanted) => {
      await say(`order ${wanted.join("")}`);
      if (!isPermutation(wanted)) throw new AppError("invalid_payload");
      server.ids = wanted.join("");
      return { photos: wanted.map((id, sortOrder) => ({ ...photo(id), sortOrder })) };
    },
    listPendingPhotos: async () => listed(server.ids),
    listLinkedPhotos: async () => [],
  };
  const photos = openDraftPhotos("d", listed(ids), api);
  stop = photos.start();
  const shown = () =>
    photos
      .get()
      .map(({ id }) => id)
      .join("");
  return { server, photos, shown };
}

test("an order and a cover that could not be told are told once the server is well again", async () => {
  const asked = () => new AppError("busy", {}, { retryAfterSec: 5 });
  const { server, photos, shown } = anArrangement("abc", asked(), asked());
  void photos.makeCover("b");
  photos.place("a", 1);
  await seconds(4);
  expect(server.said).toEqual(["cover b"]);
  expect(shown()).toBe("bac");
  await seconds(60);
  expect(server).toMatchObject({ ids: "bac", cover: "b" });
});

test("settling throws what could not be told, so that no old order is published, and works later", async () => {
  const { server, photos } = anArrangement("abc", new AppError("offline"));
  photos.place("a", 1);
  const asked = [photos.settle(), photos.settle()].map((settled) =>
    expect(settled).rejects.toMatchObject({ code: "offline" }),
  );
  await seconds(0.1);
  await Promise.all(asked);
  const settled = photos.settle();
  await seconds(0.1);
  await settled;
  expect(server.ids).toBe("bac");
});

test("an order that misses a photo added in another tab is told again with it", async () => {
  const { server, photos, shown } = anArrangement("abc");
  server.ids = "abcx";
  photos.place("a", 1);
  await seconds(2);
  expect(server.ids).toBe("bacx");
  expect(shown()).toBe("bacx");
});

test("a photo removed while its order is under way stays removed", async () => {
  const { server, photos, shown } = anArrangement("abc");
  server.ids = "abcx";
  photos.place("a", 1);
  await seconds(0.62);
  void photos.remove(["c"]);
  await seconds(2);
  expect(server.ids).toBe("bax");
  expect(shown()).toBe("bax");
});

test("a removal that was refused puts the photo back where it was", async () => {
  const { photos, shown } = anArrangement("abc", new AppError("offline"));
  void photos.remove(["b"]);
  expect(shown()).toBe("ac");
  await seconds(1);
  expect(shown()).toBe("abc");
});

test("nothing is tried again once the page is left", async () => {
  const offline = Array.from({ length: 9 }, () => new AppError("offline"));
  const { server, photos } = anArrangement("abc", ...offline);
  photos.place("a", 1);
  await seconds(1);
  stop();
  await seconds(600);
  expect(server.said).toHaveLength(2);
});

test("a cover chosen after one that could not be told is the one that stands", async () => {
  const { server, photos } = anArrangement("abc", new AppError("offline"));
  void photos.makeCover("a");
  void photos.makeCover("b");
  await seconds(60);
  expect(server.cover).toBe("b");
  expect(server.said).toEqual(["cover a", "cover b"]);
});

test("without a network nothing is tried, and all is told the moment it is back", async () => {
  const { server, photos } = anArrangement("abc");
  network.onLine = false;
  photos.place("a", 1);
  await seconds(600);
  expect(server.said).toEqual([]);
  network.onLine = true;
  page.dispatchEvent(new Event("online"));
  await seconds(1);
  expect(server.ids).toBe("bac");
});

test("what is said of several photos is told of each, and what is being written only once it is left", async () => {
  const { server, photos } = anArrangement("abc");
  photos.attend("a");
  photos.word(["a"], { caption: "D" });
  photos.word(["b", "c"], { caption: "Reef" });
  await seconds(2);
  expect(server.said).toEqual(["word b Reef", "word c Reef"]);
  photos.word(["a"], { caption: "Dawn" });
  photos.attend(null);
  await seconds(2);
  expect(server.said.at(-1)).toBe("word a Dawn");
  expect(photos.get().map(({ caption }) => caption)).toEqual(["Dawn", "Reef", "Reef"]);
  expect(photos.untold("a")).toBeNull();
});

test("words that could not be told are told later; those that were refused stay and are not told again", async () => {
  const busy = new AppError("busy", {}, { retryAfterSec: 5 });
  const refused = new AppError("invalid_payload", { errors: { caption: "No." } });
  const { server, photos } = anArrangement("a", busy, refused);
  photos.word(["a"], { caption: "Dawn" });
  await seconds(60);
  expect(server.said).toEqual(["word a Dawn", "word a Dawn"]);
  expect(photos.untold("a")).toEqual({ refusal: refused });
  expect(photos.get()).toMatchObject([{ caption: "Dawn" }]);
  // Before a submit they are told once more.
  const settled = photos.settle();
  await seconds(1);
  await settled;
  expect(server.said).toHaveLength(3);
  expect(photos.untold("a")).toBeNull();
});

test("an order that was refused for good goes back to the server's", async () => {
  const { server, photos, shown } = anArrangement("abc", new AppError("internal"));
  photos.place("c", 0);
  expect(shown()).toBe("cab");
  await seconds(2);
  expect([server.said, shown()]).toEqual([["order cab"], "abc"]);
});

test("of photos removed together those that were refused come back to their places", async () => {
  const { server, photos, shown } = anArrangement("abcd", new AppError("internal"));
  void photos.remove(["b", "d"]);
  expect(shown()).toBe("ac");
  await seconds(2);
  expect([shown(), server.ids]).toEqual(["abc", "abc"]);
});

test("a photo stands where it was picked, also when news of it came first or another page took it", () => {
  const { photos, shown } = anArrangement("ab");
  const sent = (id: string) => ({ media: photo(id), duplicate: false });
  photos.remember("b", 2);
  photos.take(sent("c"), 3);
  photos.take(sent("d"), 1);
  expect(shown()).toBe("adbc");
  photos.take(sent("a"), 4);
  expect(shown()).toBe("dbca");
});

describe("while photos are on their way", () => {
  test("a new order is told at once, of the photos that are here", async () => {
    const { server, photos } = anArrangement("abc");
    photos.hold(true);
    photos.place("c", 0);
    await seconds(1);
    expect(server.said).toEqual(["order cab"]);
  });

  test("one the server has and this page does not know yet stays last, and the order is told again", async () => {
    const { server, photos, shown } = anArrangement("abc");
    photos.hold(true);
    server.ids = "abcn";
    photos.place("c", 0);
    await seconds(1);
    expect(server.said).toEqual(["order cab", "order cabn"]);
    expect(shown()).toBe("cabn");
  });

  test("what is moved while the order is told again is not undone", async () => {
    const { server, photos, shown } = anArrangement("abc");
    photos.hold(true);
    server.ids = "abcn";
    photos.place("c", 0);
    await vi.advanceTimersByTimeAsync(640);
    photos.place("b", 0);
    await seconds(2);
    expect(shown()).toBe("bcan");
    expect(server.ids).toBe("bcan");
  });

  test("the order in which they were picked is told once, when all are here", async () => {
    const { server, photos, shown } = anArrangement("");
    photos.hold(true);
    const arrive = (id: string, rank: number) => {
      server.ids += id;
      const media = { ...photo(id), sortOrder: server.ids.length };
      photos.take({ media, duplicate: false }, rank);
    };
    arrive("c", 3);
    arrive("a", 1);
    await seconds(2);
    arrive("b", 2);
    await seconds(2);
    expect(server.said).toEqual([]);
    photos.hold(false);
    await seconds(1);
    expect([server.said, shown()]).toEqual([["order abc"], "abc"]);
  });
});

test("photos that arrived while nobody looked stand where they were picked, once the page has them", async () => {
  const { server, photos, shown } = anArrangement("xd");
  server.ids = "xdbca";
  photos.remember("d", 4);
  for (const [at, id] of ["a", "b", "c"].entries()) photos.takeLate(id, at + 1);
  await seconds(1);
  expect([shown(), server.said]).toEqual(["xd", []]);
  const caughtUp = photos.catchUp();
  await seconds(2);
  expect(await caughtUp).toBe(true);
  expect(shown()).toBe("xabcd");
  expect(server.ids).toBe("xabcd");
});

test("an order told by a page that lacks photos leaves those where the server has them", async () => {
  const { server, photos, shown } = anArrangement("bc");
  server.ids = "abcd";
  photos.place("c", 0);
  await seconds(1);
  expect([shown(), server.ids]).toEqual(["acbd", "acbd"]);
});
