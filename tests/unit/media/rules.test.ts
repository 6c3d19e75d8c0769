// What state media is in, how it is shown, and what a file that comes again means.
import { describe, expect, test } from "vitest";
import {
  type MediaRow,
  mediaState,
  renditionsOf,
  type Twin,
  toMediaView,
  whatDuplicateMeans,
} from "@/lib/domain/media/rules";

const at = new Date("2026-03-01T04:05:06.789Z");
const PENDING = {
  status: "READY",
  captainId: "captain",
  charterId: null,
  trashedAt: null,
  missingSince: null,
} as const;

describe("the one state of a row", () => {
  test.each([
    ["pending", {}],
    ["linked", { charterId: "charter" }],
    ["orphan", { captainId: null }],
    ["missing", { missingSince: at }],
    ["missing", { missingSince: at, charterId: "charter" }],
    ["missing", { missingSince: at, captainId: null }],
    ["reserved", { status: "RESERVED" }],
    ["reserved", { status: "DELETING" }],
    ["trash", { trashedAt: at, charterId: "charter", missingSince: at }],
    ["trash", { trashedAt: at, status: "DELETING" }],
  ] as const)("%s: %j", (state, facts) => {
    expect(mediaState({ ...PENDING, ...facts })).toBe(state);
  });
});

describe("how a row is shown", () => {
  const row: MediaRow = {
    ...PENDING,
    id: "m1",
    kind: "CHARTER_PHOTO",
    draftId: "d1",
    url: "https://blobs.example/p/960.webp",
    thumbnailUrl: null,
    renditions: [
      { key: "p/320.webp", url: "https://x/320", width: 320, height: 240, bytes: 9, sha256: "a" },
      { key: "p/960.webp", url: "https://x/960", width: 960, height: 720, bytes: 99, sha256: "b" },
    ],
    placeholder: "AAAA",
    width: 960,
    height: 720,
    mimeType: "image/webp",
    sizeBytes: 99n,
    sortOrder: 4,
    isCover: true,
    caption: "At dawn",
    altText: null,
    focalX: null,
    focalY: null,
    shows: null,
    rejectedReason: null,
    createdAt: at,
  };

  test("as the API promises, without a key or a hash", () => {
    expect(toMediaView(row)).toEqual({
      id: "m1",
      kind: "CHARTER_PHOTO",
      state: "pending",
      rejectedReason: null,
      url: "https://blobs.example/p/960.webp",
      thumbnailUrl: "https://x/320",
      renditions: [
        { width: 320, height: 240, url: "https://x/320" },
        { width: 960, height: 720, url: "https://x/960" },
      ],
      placeholder: "AAAA",
      width: 960,
      height: 720,
      mimeType: "image/webp",
      sizeBytes: 99,
      sortOrder: 4,
      isCover: true,
      caption: "At dawn",
      altText: null,
      focalX: null,
      focalY: null,
      shows: null,
      draftId: "d1",
      charterId: null,
      createdAt: "2026-03-01T04:05:06.789Z",
    });
  });

  test("a photo of the old system is its own thumbnail; a video without one has none", () => {
    const old = { ...row, renditions: [], sizeBytes: null };
    expect(toMediaView(old)).toMatchObject({
      thumbnailUrl: row.url,
      renditions: [],
      sizeBytes: null,
    });
    expect(toMediaView({ ...old, kind: "CHARTER_VIDEO" }).thumbnailUrl).toBeNull();
    const withFrame = { ...old, kind: "CHARTER_VIDEO", thumbnailUrl: "https://x/t" } as const;
    expect(toMediaView(withFrame).thumbnailUrl).toBe("https://x/t");
  });

  test.each([null, "x", {}, [{ url: 1 }]])(
    "renditions nobody wrote count as none: %j",
    (renditions) => {
      expect(renditionsOf({ renditions })).toEqual([]);
    },
  );
});

describe("a file that comes again", () => {
  const twin = (id: string, facts: Partial<Twin> = {}): Twin => ({
    ...PENDING,
    id,
    draftId: null,
    ...facts,
  });
  const toDraft = { draftId: "d1", charterId: null };
  const toNone = { draftId: null, charterId: null };
  const toCharter = { draftId: null, charterId: "c1" };
  const here = twin("here", { draftId: "d1" });
  const free = twin("free");
  const elsewhere = twin("elsewhere", { draftId: "d2" });
  const linked = twin("linked", { charterId: "c1" });
  const linkedElsewhere = twin("linkedElsewhere", { charterId: "c2" });
  const trashed = twin("trashed", { trashedAt: at, draftId: "d2" });
  const missing = twin("missing", { missingSince: at });
  const underWay = twin("underWay", { status: "RESERVED" });
  const rejected = { ...here, rejectedReason: "blurred" };

  test.each([
    ["pending in the draft it is for", [here], toDraft, "answer here"],
    ["rejected there: the verdict stands", [rejected], toDraft, "answer here"],
    ["pending in no draft", [free], toDraft, "move free"],
    ["pending in no draft, for no draft", [free], toNone, "answer free"],
    ["pending in a draft, for no draft", [elsewhere], toNone, "answer elsewhere"],
    ["pending in another draft", [elsewhere], toDraft, "copy elsewhere"],
    ["pending both here and in no draft", [free, here], toDraft, "answer here"],
    ["linked", [linked], toDraft, "copy linked"],
    ["linked, for no draft", [linked], toNone, "copy linked"],
    ["linked to the charter it is for", [linked], toCharter, "answer linked"],
    ["linked to another charter", [linkedElsewhere], toCharter, "copy linkedElsewhere"],
    ["pending in a draft, for a charter", [elsewhere], toCharter, "move elsewhere"],
    ["in the trash", [trashed], toDraft, "restore trashed"],
    ["in the trash and linked", [linked, trashed], toDraft, "restore trashed"],
    ["in the trash and pending here", [trashed, here], toDraft, "answer here"],
    ["on its way", [underWay], toDraft, "wait underWay"],
    ["on its way, linked before", [linked, underWay], toDraft, "wait underWay"],
    ["missing", [missing], toDraft, null],
    ["missing and in the trash", [{ ...missing, trashedAt: at }], toDraft, null],
    ["missing, and linked with its bytes", [missing, linked], toDraft, "copy linked"],
    ["unknown", [], toDraft, null],
  ])("%s", (_, twins, target, expected) => {
    const verdict = whatDuplicateMeans(twins, target);
    expect(verdict && `${verdict.does} ${verdict.id}`).toBe(expected);
  });
});
