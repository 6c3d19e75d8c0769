import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type NewsEvents, openLivePhotos } from "@/lib/client/live-photos";
import type { PhotoNews } from "@/lib/domain/media/schema";
import { AppError } from "@/lib/errors/app-error";

const page = Object.assign(new EventTarget(), { hidden: false });
const network = { onLine: true };
let stop = () => {};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("document", page);
  vi.stubGlobal("window", page);
  vi.stubGlobal("navigator", network);
  page.hidden = false;
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);
const show = (isShown: boolean) => {
  page.hidden = !isShown;
  page.dispatchEvent(new Event("visibilitychange"));
};

/** A server whose streams are opened and closed here, and a page that catches up when it may. */
function aPage() {
  const seen = {
    streams: [] as NewsEvents[],
    open: 0,
    asked: 0,
    caughtUp: 0,
    mayCatchUp: true,
    answer: { mark: "a", arriving: 0 } as PhotoNews | AppError,
  };
  const photos = openLivePhotos(
    "d",
    async () => {
      if (seen.mayCatchUp) seen.caughtUp++;
      return seen.mayCatchUp;
    },
    {
      listen: (_, events) => {
        seen.streams.push(events);
        seen.open++;
        return () => {
          seen.open--;
        };
      },
      ask: async () => {
        seen.asked++;
        if (seen.answer instanceof AppError) throw seen.answer;
        return seen.answer;
      },
    },
  );
  stop = photos.start();
  const tell = (mark: string, arriving = 0) => seen.streams.at(-1)?.onNews({ mark, arriving });
  return { seen, photos, tell };
}

test("each new mark is caught up with once; the same mark changes nothing", async () => {
  const { seen, photos, tell } = aPage();
  tell("a", 2);
  await seconds(0);
  tell("a", 1);
  await seconds(0);
  expect([seen.caughtUp, photos.get()]).toEqual([1, 1]);
  tell("b");
  await seconds(0);
  expect([seen.caughtUp, photos.get()]).toEqual([2, 0]);
});

test("what can't come in now comes in as soon as it can", async () => {
  const { seen, tell } = aPage();
  seen.mayCatchUp = false;
  tell("a");
  await seconds(3);
  seen.mayCatchUp = true;
  await seconds(1);
  expect(seen.caughtUp).toBe(1);
  await seconds(10);
  expect(seen.caughtUp).toBe(1);
});

test("a stream that says nothing is left for asking, and tried again a minute later", async () => {
  const { seen, tell } = aPage();
  await seconds(5);
  expect([seen.open, seen.asked, seen.caughtUp]).toEqual([0, 1, 1]);
  seen.answer = { mark: "b", arriving: 0 };
  await seconds(3);
  expect([seen.asked, seen.caughtUp]).toEqual([2, 2]);
  await seconds(60);
  expect([seen.open, seen.streams.length]).toEqual([1, 2]);
  tell("b");
  await seconds(0);
  expect(seen.caughtUp).toBe(2);
});

test("a stream that falls silent is left, one that beats is not", async () => {
  const { seen, tell } = aPage();
  tell("a");
  for (let beats = 0; beats < 10; beats++) {
    await seconds(10);
    seen.streams[0]?.onBeat();
  }
  expect([seen.open, seen.asked]).toEqual([1, 0]);
  await seconds(25);
  expect([seen.open, seen.asked]).toEqual([0, 1]);
});

test("nobody listens or asks while the page is out of sight", async () => {
  const { seen } = aPage();
  show(false);
  expect(seen.open).toBe(0);
  await seconds(120);
  expect(seen.asked).toBe(0);
  show(true);
  expect(seen.open).toBe(1);
  seen.streams[1]?.onEnd();
  await seconds(3);
  const { asked } = seen;
  show(false);
  await seconds(30);
  expect(seen.asked).toBe(asked);
});

test("who is signed out, or whose draft is gone, asks no more until the page is looked at again", async () => {
  const { seen } = aPage();
  seen.answer = new AppError("unauthorized");
  seen.streams[0]?.onEnd();
  await seconds(300);
  expect(seen.asked).toBe(1);
  show(false);
  show(true);
  expect(seen.open).toBe(1);
});

test("an outage is asked about less and less", async () => {
  const { seen } = aPage();
  seen.answer = new AppError("database_unavailable");
  seen.streams[0]?.onEnd();
  await seconds(55);
  expect(seen.asked).toBeGreaterThan(2);
  expect(seen.asked).toBeLessThan(8);
});
