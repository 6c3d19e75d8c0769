// A captain's library over HTTP: one picture with all its uses, narrowed, searched and paged; and what it weighs.
import { beforeEach, describe, expect, test } from "vitest";
import * as avatarRoute from "@/app/api/captain/avatar/route";
import * as libraryRoute from "@/app/api/captain/library/route";
import { db } from "@/lib/db/client";
import type { LibraryPage, LibraryPicture } from "@/lib/domain/library/schema";
import { addPhotos } from "@/lib/domain/media/add-photos";
import { MAX_STORED_BYTES } from "@/lib/domain/media/kinds";
import { removeMedia } from "@/lib/domain/media/remove-media";
import { aCaptain, signedIn, type TestCaptain } from "../../support/accounts";
import { captainActor } from "../../support/actors";
import { countStatements, query, truncateAll } from "../../support/database";
import { aCharter, aDraft, completeDraftData, photoRows } from "../../support/drafts";
import { call } from "../../support/http";
import { aJpeg, aPendingPhoto, sendForm, upload } from "../../support/photos";
import { expectRefusal, expectShape } from "../http/shapes";

process.env.RATE_LIMIT_MULTIPLIER = "1000";

let captain: TestCaptain;
let cookie: string;
beforeEach(async () => {
  await truncateAll();
  captain = await aCaptain();
  cookie = await signedIn(captain);
});

const actor = () => captainActor(captain.id);
async function library(search = ""): Promise<LibraryPage> {
  const answer = await call(libraryRoute.GET, { cookie, path: `/api/captain/library${search}` });
  expectShape(answer, 200, "library");
  return answer.body;
}
const ids = ({ pictures }: LibraryPage) => pictures.map(({ media }) => media.id);
const usesOf = ({ copies }: LibraryPicture) => copies.map(({ usedIn }) => usedIn?.name ?? null);

describe("pictures", () => {
  test("one picture in three places is one, with each of its uses", async () => {
    const { media } = await aCharter({
      captain,
      data: completeDraftData({ charterName: "Kraken" }),
    });
    const draft = await aDraft({ captain, data: completeDraftData({ charterName: "Sea Wolf" }) });
    const unnamed = await aDraft({ captain, data: {} });
    const [first] = media;
    for (const { id } of [draft, unnamed]) await addPhotos(actor(), id, [first?.id ?? ""]);

    const page = await library();
    expect(page.counts).toEqual({ all: 3, pending: 1, linked: 3, trash: 0 });
    const picture = page.pictures.find((one) => one.media.id === first?.id);
    expect(picture && usesOf(picture)).toEqual(["Kraken", "Sea Wolf", ""]);
    expect(picture).toMatchObject({ media: { state: "linked" }, daysLeft: null });
    expect(new Set(picture?.copies.map(({ mediaId }) => mediaId)).size).toBe(3);
    expect(page.places.map(({ type, name }) => [type, name])).toEqual([
      ["draft", ""],
      ["draft", "Sea Wolf"],
      ["charter", "Kraken"],
    ]);
  });

  test("what is removed from one place stays in the others, and each removal is in the trash", async () => {
    const { media } = await aCharter({ captain, photos: 4 });
    const draft = await aDraft({ captain });
    const [first] = media;
    const [copy] = await addPhotos(actor(), draft.id, [first?.id ?? ""]);
    await removeMedia(actor(), copy?.id ?? "");
    expect(ids(await library())).toContain(first?.id);
    await removeMedia(actor(), first?.id ?? "");
    const kept = await library();
    expect(ids(kept)).not.toContain(first?.id);
    expect(kept.counts).toEqual({ all: 3, pending: 0, linked: 3, trash: 2 });
    const trash = await library("?state=trash");
    expect(new Set(ids(trash))).toEqual(new Set([first?.id, copy?.id]));
    for (const { daysLeft, copies } of trash.pictures)
      expect([daysLeft, copies.length]).toEqual([30, 1]);
  });

  test("what is on its way, going or somebody else's is not in it", async () => {
    await photoRows(captain, 1, { status: "RESERVED" });
    await photoRows(captain, 1, { status: "DELETING" });
    const stranger = await aCaptain();
    await photoRows(stranger, 2);
    await aCharter({ captain: stranger });
    const page = await library();
    expect(page).toMatchObject({ pictures: [], places: [], storage: { usedBytes: 0 } });
    const theirs = await db().charter.findFirstOrThrow();
    expect(ids(await library(`?usedIn=${theirs.id}`))).toEqual([]);
  });

  test("a copy that people may see stands for a picture before one that was turned down or lost", async () => {
    const [bad] = await photoRows(captain, 1, { rejectedReason: "too dark" });
    const draft = await aDraft({ captain });
    const [good] = await photoRows(captain, 1, {
      draftId: draft.id,
      storageKey: bad?.storageKey ?? "",
    });
    expect(ids(await library())).toEqual([good?.id]);
  });
});

describe("narrowed", () => {
  test("by state, kind and place", async () => {
    const charter = await aCharter({
      captain,
      data: completeDraftData({ charterName: "Kraken" }),
      videos: 1,
    });
    const draft = await aDraft({ captain });
    const [inDraft] = await photoRows(captain, 1, { draftId: draft.id });
    const [loose] = await photoRows(captain, 1);
    const [gone] = await photoRows(captain, 1, { draftId: draft.id, trashedAt: new Date() });
    await photoRows(captain, 1, { kind: "CAPTAIN_AVATAR" });
    const linked = charter.media.map(({ id }) => id);

    expect((await library()).counts).toEqual({ all: 7, pending: 2, linked: 4, trash: 1 });
    expect(new Set(ids(await library("?state=linked")))).toEqual(new Set(linked));
    expect(ids(await library("?state=pending&sort=oldest"))).toEqual([inDraft?.id, loose?.id]);
    expect(ids(await library("?state=trash"))).toEqual([gone?.id]);
    expect(ids(await library("?kind=CHARTER_VIDEO"))).toHaveLength(1);
    expect(ids(await library(`?usedIn=${draft.id}`))).toEqual([inDraft?.id]);
    expect(ids(await library(`?usedIn=${draft.id}&state=trash`))).toEqual([gone?.id]);
    expect(new Set(ids(await library(`?usedIn=${charter.id}`)))).toEqual(new Set(linked));
  });

  test("by a part of a caption, of what it shows, or of a charter's or draft's name", async () => {
    const draft = await aDraft({ captain, data: completeDraftData({ charterName: "50% Tuna" }) });
    const [worded] = await photoRows(captain, 1, { caption: "Ana at the Jetty" });
    const [shown] = await photoRows(captain, 1, { altText: "A marlin jumps" });
    const [named] = await photoRows(captain, 1, { draftId: draft.id });
    const found = async (q: string) => ids(await library(`?q=${encodeURIComponent(q)}`));
    expect(await found("jetty")).toEqual([worded?.id]);
    expect(await found("MARLIN")).toEqual([shown?.id]);
    expect(await found("50% t")).toEqual([named?.id]);
    for (const nothing of ["_marlin", "%%", "\\"]) expect(await found(nothing)).toEqual([]);
  });

  test("what does not fit is refused, field by field", async () => {
    for (const [search, field] of [
      ["state=missing", "state"],
      ["kind=CAT", "kind"],
      ["cursor=1", "cursor"],
      ["sort=oldest&cursor=newest.next.1.x", "cursor"],
      ["limit=0", "limit"],
    ]) {
      const answer = await call(libraryRoute.GET, {
        cookie,
        path: `/api/captain/library?${search}`,
      });
      expectRefusal(answer, 400, "invalid_payload", {
        errors: { [field ?? ""]: expect.any(String) },
      });
    }
  });
});

describe("paged", () => {
  test.each(["newest", "oldest"])("%s first: every picture once, there and back", async (sort) => {
    const at = new Date();
    const rows = [
      ...(await photoRows(captain, 3)),
      ...(await photoRows(captain, 4, { createdAt: at })),
    ];
    const draft = await aDraft({ captain });
    await photoRows(captain, 1, { draftId: draft.id, storageKey: rows[0]?.storageKey ?? "" });
    const whole = ids(await library(`?sort=${sort}`));
    expect(new Set(whole)).toEqual(new Set(rows.map(({ id }) => id)));

    const walked: string[] = [];
    let page = await library(`?sort=${sort}&limit=2`);
    expect(page.previousCursor).toBeNull();
    for (;;) {
      walked.push(...ids(page));
      if (!page.nextCursor) break;
      page = await library(`?sort=${sort}&limit=2&cursor=${encodeURIComponent(page.nextCursor)}`);
    }
    expect(walked).toEqual(whole);
    const back = await library(
      `?sort=${sort}&limit=2&cursor=${encodeURIComponent(page.previousCursor ?? "")}`,
    );
    expect(ids(back)).toEqual(whole.slice(4, 6));
  });

  test("as many statements for many pictures as for one", async () => {
    await photoRows(captain, 1);
    const one = await countStatements(() => library());
    await photoRows(captain, 150);
    await aCharter({ captain, photos: 15 });
    const many = await countStatements(() => library("?q=a&limit=100"));
    expect(many.total).toBe(one.total);
  });
});

describe("what is stored", () => {
  test("each file once with all its sizes, profile pictures and the trash included", async () => {
    const stored = async () => {
      const { used } = (
        await query<{ used: string }>(
          `SELECT sum((r ->> 'bytes')::bigint) AS used FROM (SELECT DISTINCT ON ("storageKey") renditions
           FROM "CharterMedia") AS media, jsonb_array_elements(media.renditions) AS r`,
        )
      )[0] ?? { used: "0" };
      return Number(used);
    };
    const draft = await aDraft({ captain });
    const photo = await aPendingPhoto({ captain });
    await addPhotos(actor(), draft.id, [photo.id]);
    const bytes = await aJpeg();
    await sendForm(avatarRoute.POST, { cookie, bytes });
    const all = await stored();
    expect(all).toBeGreaterThan(0);
    expect((await library()).storage).toEqual({
      usedBytes: all,
      maxBytes: MAX_STORED_BYTES,
      trashPhotos: 0,
      trashBytes: 0,
    });
    const other = await aDraft({ captain });
    const [copy] = await addPhotos(actor(), other.id, [photo.id]);
    await removeMedia(actor(), copy?.id ?? "");
    expect((await library()).storage.trashBytes).toBe(0);
    await removeMedia(actor(), photo.id);
    const { trashBytes, usedBytes } = (await library()).storage;
    expect(usedBytes).toBe(all);
    expect(trashBytes).toBeGreaterThan(0);
    expect(trashBytes).toBeLessThan(all);
  });

  test("at the limit nothing more is stored, whatever kind; what is there can be used on", async () => {
    const draft = await aDraft({ captain });
    const other = await aDraft({ captain });
    const first = await aPendingPhoto({ captain, draftId: draft.id });
    const room = (await library()).storage.usedBytes;
    // Two rows on one file, in the old system's shape: counted once.
    const [heavy] = await photoRows(captain, 1, { sizeBytes: MAX_STORED_BYTES - room - 1 });
    await photoRows(captain, 1, {
      storageKey: heavy?.storageKey ?? "",
      sizeBytes: MAX_STORED_BYTES - room - 1,
      trashedAt: new Date(),
    });
    // One byte is left: this photo takes the last of it.
    await upload(captain);
    await expect(upload(captain)).rejects.toMatchObject({ code: "quota_exceeded" });
    const avatar = await sendForm(avatarRoute.POST, { cookie, bytes: await aJpeg() });
    expectRefusal(avatar, 409, "quota_exceeded");
    expect(await addPhotos(actor(), other.id, [first.id])).toHaveLength(3);
    expect(await db().charterMedia.count({ where: { status: "RESERVED" } })).toBe(0);
  });
});
