import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type KeptUpload, openKeptUploads } from "@/lib/client/kept-uploads";

const DAY_MS = 24 * 60 * 60 * 1000;

beforeEach(() => {
  vi.stubGlobal("document", new EventTarget());
  // Without locks no other tab lives.
  vi.stubGlobal("navigator", {});
});
afterEach(async () => {
  vi.useRealTimers();
  const { forgetUploadsOf } = await aTab();
  for (const owner of ["ana", "ben"]) await forgetUploadsOf(owner);
  vi.unstubAllGlobals();
});

/** The module as a tab of its own has it. */
async function aTab(): Promise<typeof import("@/lib/client/kept-uploads")> {
  vi.resetModules();
  return import("@/lib/client/kept-uploads");
}

const upload = (id: string, change: Partial<KeptUpload> = {}): KeptUpload => ({
  id,
  name: `${id}.jpg`,
  rank: 1,
  key: `key of ${id}`,
  sha256: null,
  pickedBytes: 3,
  blob: new Blob([id]),
  isShrunk: false,
  thumbnail: null,
  isCopyWanted: false,
  mayHaveArrived: false,
  isStopped: false,
  arrivedAs: null,
  ...change,
});

/** What a new tab takes over of a draft. */
async function adopted(owner: string, draft: string): Promise<KeptUpload[]> {
  const tab = await aTab();
  const found: KeptUpload[] = [];
  const stop = tab.openKeptUploads(owner, draft).adopt((uploads) => found.push(...uploads));
  // Answers come after all that was asked before.
  for (let n = 0; n < 3; n++) await tab.hasKeptUploads(owner);
  stop();
  return found;
}

test("what a tab that is gone kept comes to the next, of this captain and draft only, in the order picked", async () => {
  const tab = await aTab();
  const kept = tab.openKeptUploads("ana", "d1");
  for (const [id, rank] of [
    ["late", 2],
    ["early", 1],
  ] as const)
    expect(await kept.keep(id, () => upload(id, { rank }))).toBe(true);
  await tab.openKeptUploads("ana", "d2").keep("other", () => upload("other"));
  await tab.openKeptUploads("ben", "d1").keep("his", () => upload("his"));
  const found = await adopted("ana", "d1");
  expect(found.map(({ id }) => id)).toEqual(["early", "late"]);
  expect(await found[0]?.blob.text()).toBe("early");
});

test("of a tab that is gone the photos' queue takes photos, and leaves videos to theirs", async () => {
  const tab = await aTab();
  await tab.openKeptUploads("ana", "d1").keep("photo", () => upload("photo"));
  const videos = tab.openKeptFiles<KeptUpload>("ana", "d1", "video");
  await videos.keep("clip", () => upload("clip"));
  expect((await adopted("ana", "d1")).map(({ id }) => id)).toEqual(["photo"]);
  const next = await aTab();
  const clips: KeptUpload[] = [];
  const stop = next
    .openKeptFiles<KeptUpload>("ana", "d1", "video")
    .adopt((found) => clips.push(...found));
  for (let n = 0; n < 3; n++) await next.hasKeptUploads("ana");
  stop();
  expect(clips.map(({ id }) => id)).toEqual(["clip"]);
});

test("what changed is kept, what was dropped is not", async () => {
  const kept = (await aTab()).openKeptUploads("ana", "d1");
  await kept.keep("a", () => upload("a"));
  await kept.keep("b", () => upload("b"));
  await kept.change("a", { mayHaveArrived: true, blob: new Blob(["shrunk"]) });
  await kept.drop("b");
  await kept.change("b", { isStopped: true });
  const [only, ...more] = await adopted("ana", "d1");
  expect(only).toMatchObject({ id: "a", mayHaveArrived: true, key: "key of a" });
  expect(await only?.blob.text()).toBe("shrunk");
  expect(more).toEqual([]);
});

test("more than a browser should hold is not kept, and said", async () => {
  const kept = (await aTab()).openKeptUploads("ana", "d1");
  const huge = new Blob(["x"]);
  Object.defineProperty(huge, "size", { value: 600_000_000 });
  expect(await kept.keep("huge", () => upload("huge", { blob: huge }))).toBe(false);
  const answers = await Promise.all(
    Array.from({ length: 121 }, (_, at) => kept.keep(`p${at}`, () => upload(`p${at}`))),
  );
  expect(answers.filter(Boolean)).toHaveLength(120);
});

test("signing out deletes all of one person's, and nothing of another's", async () => {
  const tab = await aTab();
  await tab.openKeptUploads("ana", "d1").keep("a", () => upload("a"));
  await tab.openKeptUploads("ben", "d1").keep("b", () => upload("b"));
  await tab.forgetUploadsOf("ana");
  expect(await tab.hasKeptUploads("ana")).toBe(false);
  expect(await tab.hasKeptUploads("ben")).toBe(true);
  expect(await adopted("ana", "d1")).toEqual([]);
});

test("what waits is counted by draft, photos and videos apart, of this person only", async () => {
  const tab = await aTab();
  const photos = tab.openKeptUploads("ana", "d1");
  await photos.keep("a", () => upload("a"));
  await photos.keep("b", () => upload("b"));
  await photos.keep("c", () => upload("c", { isStopped: true }));
  await tab.openKeptFiles("ana", "d1", "video").keep("v", () => upload("v"));
  await tab.openKeptUploads("ana", "d2").keep("e", () => upload("e", { arrivedAs: "m1" }));
  await tab.openKeptUploads("ben", "d1").keep("f", () => upload("f"));
  expect([...(await (await aTab()).countKeptUploads("ana"))]).toEqual([
    ["d1", { photos: 2, videos: 1 }],
  ]);
});

test("what only waits to be forgotten does not count as unsent", async () => {
  const tab = await aTab();
  const kept = tab.openKeptUploads("ana", "d1");
  await kept.keep("a", () => upload("a", { isStopped: true }));
  await kept.keep("b", () => upload("b", { arrivedAs: "m1" }));
  expect(await tab.hasKeptUploads("ana")).toBe(false);
});

test("after seven days nothing is left of a file, whoever's it is", async () => {
  const tab = await aTab();
  await tab.openKeptUploads("ana", "d1").keep("a", () => upload("a"));
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(Date.now() + 6 * DAY_MS);
  expect(await (await aTab()).hasKeptUploads("ana")).toBe(true);
  vi.setSystemTime(Date.now() + 2 * DAY_MS);
  expect(await (await aTab()).hasKeptUploads("ana")).toBe(false);
});

test("a browser without storage keeps nothing, and no upload fails over it", async () => {
  vi.stubGlobal("indexedDB", undefined);
  const kept = openKeptUploads("ana", "d1");
  expect(await kept.keep("a", () => upload("a"))).toBe(false);
  await kept.change("a", { isStopped: true });
  await kept.drop("a");
});
