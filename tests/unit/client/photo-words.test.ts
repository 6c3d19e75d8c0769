import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  forgetAllWords,
  hasUnsaidWords,
  openWords,
  toldWords,
  wordErrors,
} from "@/lib/client/photo-words";
import type { MediaView } from "@/lib/domain/media/schema";
import { AppError } from "@/lib/errors/app-error";

beforeEach(() => {
  // A browser's storage lists its keys as properties of its own.
  const storage: Record<string, string> = {};
  vi.stubGlobal(
    "sessionStorage",
    Object.defineProperties(storage, {
      getItem: { value: (key: string) => storage[key] ?? null },
      setItem: { value: (key: string, text: string) => (storage[key] = text) },
      removeItem: { value: (key: string) => delete storage[key] },
    }),
  );
});
afterEach(() => vi.unstubAllGlobals());

const photo = { id: "a", caption: null, altText: "kept" } as MediaView;
const refusal = new AppError("invalid_payload");

test("what was said adds up, lies over the photos, and is ready to be told", () => {
  const words = openWords();
  words.note("a", { caption: "Dawn" });
  words.note("a", { shows: "boat" });
  expect(words.over([photo])).toEqual([{ ...photo, caption: "Dawn", shows: "boat" }]);
  expect(words.ready()).toEqual([["a", { caption: "Dawn", shows: "boat" }]]);
  const others = [{ ...photo, id: "b" }];
  expect(words.over(others)).toBe(others);
});

test("what was said while the rest was told remains", () => {
  const words = openWords();
  words.note("a", { caption: "Daw" });
  const [, told] = words.ready()[0] ?? ["", {}];
  words.note("a", { caption: "Dawn" });
  words.settle("a", told);
  expect(words.ready()).toEqual([["a", { caption: "Dawn" }]]);
});

test("what the server would not have is kept, and told again only once it changed or was asked for", () => {
  const words = openWords();
  words.note("a", { caption: "Dawn" });
  words.refuse("a", words.ready()[0]?.[1] ?? {}, refusal);
  expect([words.ready(), words.refusalOf("a")]).toEqual([[], refusal]);
  words.tryAgain();
  expect(words.ready()).toHaveLength(1);
  words.refuse("a", words.ready()[0]?.[1] ?? {}, refusal);
  words.note("a", { caption: "Dusk" });
  expect([words.ready().length, words.refusalOf("a")]).toEqual([1, undefined]);
});

test("a text that is too long is kept and not told", () => {
  const words = openWords();
  words.note("a", { caption: "x".repeat(301) });
  expect(words.ready()).toEqual([]);
  expect(words.has("a")).toBe(true);
  expect(Object.keys(wordErrors({ caption: "x".repeat(301), altText: " ".repeat(400) }))).toEqual([
    "caption",
  ]);
});

test("another page of this tab takes up what was not told, and nothing that makes no sense", () => {
  openWords().note("a", { caption: "Dawn" });
  sessionStorage.setItem("photo-words:b", '{"shows":"sunset"}');
  sessionStorage.setItem("photo-words:c", "no words");
  const words = openWords();
  words.adopt([photo, { ...photo, id: "b" }, { ...photo, id: "c" }]);
  expect(words.ready()).toEqual([["a", { caption: "Dawn" }]]);
});

test("nothing is left of words that were told or forgotten", () => {
  const words = openWords();
  words.note("a", { caption: "Dawn" });
  words.note("b", { caption: "Dusk" });
  expect(hasUnsaidWords()).toBe(true);
  words.settle("a", words.ready()[0]?.[1] ?? {});
  forgetAllWords();
  expect([hasUnsaidWords(), words.has("a")]).toEqual([false, false]);
});

test("a browser that forbids storage loses nothing as long as the page is open", () => {
  vi.stubGlobal("sessionStorage", undefined);
  const words = openWords();
  words.note("a", { caption: "Dawn" });
  expect([words.ready().length, hasUnsaidWords()]).toEqual([1, false]);
});

test("words are told without spaces around them, and none as null", () => {
  expect(toldWords({ caption: "  Dawn ", altText: "  ", focalX: 0.5, focalY: 0.5 })).toEqual({
    caption: "Dawn",
    altText: null,
    focalX: 0.5,
    focalY: 0.5,
  });
  expect(toldWords({ shows: null })).toEqual({ shows: null });
});
