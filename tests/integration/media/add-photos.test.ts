// Photos a captain has already join a draft without a second upload: moved, copied, restored or left alone.
import { beforeEach, describe, expect, test } from "vitest";
import * as addRoute from "@/app/api/charter-drafts/[id]/photos/route";
import { db } from "@/lib/db/client";
import { finalizeDraft } from "@/lib/domain/draft/finalize-draft";
import { reviewDraft } from "@/lib/domain/draft/review-draft";
import { addPhotos } from "@/lib/domain/media/add-photos";
import { listCaptainPhotos } from "@/lib/domain/media/list-captain-photos";
import { removeMedia } from "@/lib/domain/media/remove-media";
import { aCaptain, signedIn, type TestCaptain } from "../../support/accounts";
import { captainActor } from "../../support/actors";
import { countStatements, truncateAll } from "../../support/database";
import { aCharter, aDraft, photoRows } from "../../support/drafts";
import { call } from "../../support/http";
import { expectRefusal, expectShape } from "../http/shapes";

process.env.RATE_LIMIT_MULTIPLIER = "1000";

let captain: TestCaptain;
let draftId: string;
beforeEach(async () => {
  await truncateAll();
  captain = await aCaptain();
  draftId = (await aDraft({ captain })).id;
});

const add = (...mediaIds: string[]) => addPhotos(captainActor(captain.id), draftId, mediaIds);
const rowOf = (id: string) => db().charterMedia.findUniqueOrThrow({ where: { id } });
const onePhoto = async (given: Parameters<typeof photoRows>[2] = {}) => {
  const [row] = await photoRows(captain, 1, given);
  if (!row) throw new Error("no photo was made");
  return row;
};

describe("what joins the draft", () => {
  test("waiting in no draft: the same row, in its place", async () => {
    const [first, second] = await photoRows(captain, 2);
    const photos = await add(second?.id ?? "");
    expect(photos.map(({ id, draftId: of }) => [id, of])).toEqual([
      [first?.id, null],
      [second?.id, draftId],
    ]);
  });

  test("in another draft: a new row on the same blobs with the same words; the other keeps its own", async () => {
    const other = await aDraft({ captain });
    const words = {
      caption: "At dawn",
      altText: "A boat",
      focalX: 0.2,
      focalY: 0.8,
      shows: "boat",
    };
    const source = await onePhoto({ draftId: other.id, isCover: true, ...words });
    const [photo, ...rest] = await add(source.id);
    expect(rest).toEqual([]);
    expect(photo).toMatchObject({ draftId, state: "pending", isCover: false, ...words });
    expect(photo?.id).not.toBe(source.id);
    expect((await rowOf(photo?.id ?? "")).storageKey).toBe(source.storageKey);
    expect(await rowOf(source.id)).toEqual(source);
  });

  test("on a charter: a new pending row; the charter keeps its own", async () => {
    const { id: charterId, media } = await aCharter({ captain });
    const photos = await add(...media.map(({ id }) => id));
    expect(photos.map(({ url }) => url)).toEqual(media.map(({ url }) => url));
    expect(await db().charterMedia.count({ where: { charterId } })).toBe(3);
  });

  test("in the trash: back, in this draft, whatever it was taken from", async () => {
    const other = await aDraft({ captain });
    const { media } = await aCharter({ captain, photos: 4 });
    const loose = await onePhoto({ draftId: other.id, isCover: true });
    const ids = [media[1]?.id ?? "", loose.id];
    for (const id of ids) await removeMedia(captainActor(captain.id), id);
    const photos = await add(...ids);
    expect(
      photos.map(({ id, draftId: of, charterId, isCover }) => [id, of, charterId, isCover]),
    ).toEqual(ids.map((id) => [id, draftId, null, false]));
  });

  test("what the draft has, or the charter it edits, stays one photo; so does one asked for twice", async () => {
    const { id: charterId, media } = await aCharter({ captain });
    const [linked] = media;
    const before = await add(linked?.id ?? "", linked?.id ?? "");
    expect(before).toHaveLength(1);
    expect(await add(linked?.id ?? "", before[0]?.id ?? "")).toEqual(before);

    const edit = await aDraft({
      captain,
      draft: { editsCharterId: charterId, editsCharterVersion: 1 },
    });
    const shown = await addPhotos(captainActor(captain.id), edit.id, [linked?.id ?? ""]);
    expect(shown.map(({ id }) => id)).toEqual(media.map(({ id }) => id));
  });

  test("one file behind two rows is one photo", async () => {
    const other = await aDraft({ captain });
    const { media } = await aCharter({ captain });
    const [linked] = media;
    const [twin] = await addPhotos(captainActor(captain.id), other.id, [linked?.id ?? ""]);
    expect(await add(linked?.id ?? "", twin?.id ?? "")).toHaveLength(1);
  });

  test("ten at once add it once", async () => {
    const { media } = await aCharter({ captain });
    const ids = media.map(({ id }) => id);
    const answers = await Promise.all(Array.from({ length: 10 }, () => add(...ids)));
    for (const photos of answers) expect(photos).toEqual(answers[0]);
    expect(answers[0]).toHaveLength(3);
  });

  test("beside an upload of the same file that is under way, or broke off", async () => {
    const source = await onePhoto({ draftId: (await aDraft({ captain })).id });
    await photoRows(captain, 1, {
      draftId,
      status: "RESERVED",
      dedupeKey: source.dedupeKey,
      contentHash: "f".repeat(64),
    });
    expect(await add(source.id)).toHaveLength(1);
  });

  test("as many statements for 100 photos as for one", async () => {
    const other = await aDraft({ captain });
    const rows = await photoRows(captain, 40, { draftId: other.id });
    const loose = await photoRows(captain, 30);
    const trashed = await photoRows(captain, 30, { trashedAt: new Date() });
    const few = [rows[0], loose[0], trashed[0]].map((row) => row?.id ?? "");
    const all = [...rows, ...loose, ...trashed].map(({ id }) => id);
    const one = await countStatements(() => add(...few));
    const hundred = await countStatements(() => add(...all));
    expect(hundred.value).toHaveLength(100);
    expect(hundred.total).toBe(one.total);
  });
});

describe("what is refused changes nothing", () => {
  const refused = async (ids: string[], code: string, more: object = {}) => {
    const before = await db().charterMedia.findMany({ orderBy: { id: "asc" } });
    await expect(add(...ids)).rejects.toMatchObject({ code, ...more });
    expect(await db().charterMedia.findMany({ orderBy: { id: "asc" } })).toEqual(before);
  };

  test("a stranger's photo or draft like an absent one", async () => {
    const stranger = await aCaptain();
    const [theirs] = await photoRows(stranger, 1);
    const mine = await onePhoto();
    for (const id of [theirs?.id ?? "", "absent"]) await refused([mine.id, id], "not_found");
    draftId = (await aDraft({ captain: stranger })).id;
    await refused([mine.id], "not_found");
    draftId = "absent";
    await refused([mine.id], "not_found");
  });

  test("a photo that is on its way or going", async () => {
    for (const status of ["RESERVED", "DELETING"] as const)
      await refused([(await onePhoto({ status })).id], "not_found");
  });

  test("not accepted, lost or no charter photo: said of each", async () => {
    const mine = await onePhoto();
    const bad = [
      await onePhoto({ rejectedReason: "too dark" }),
      await onePhoto({ missingSince: new Date() }),
      await onePhoto({ kind: "CAPTAIN_AVATAR" }),
    ];
    await refused([mine.id, ...bad.map(({ id }) => id)], "invalid_payload", {
      details: {
        errors: {
          "mediaIds.1": "This photo was not accepted: too dark",
          "mediaIds.2": "This photo's file was lost. Please upload it again.",
          "mediaIds.3": "Only charter photos can be added.",
        },
      },
    });
  });

  test("a draft that is closed", async () => {
    const mine = await onePhoto();
    const abandoned = await aDraft({ captain, draft: { status: "ABANDONED" } });
    const { draftId: submitted } = await aCharter({ captain });
    for (draftId of [abandoned.id, submitted]) await refused([mine.id], "invalid_status");
    draftId = (await aDraft({ captain, draft: { status: "DELETED" } })).id;
    await refused([mine.id], "not_found");
  });

  test("the 201st waiting photo; moving what waits takes no room", async () => {
    const { media } = await aCharter({ captain });
    const waiting = await photoRows(captain, 200);
    await refused([waiting[0]?.id ?? "", media[0]?.id ?? ""], "quota_exceeded");
    expect(await add(...waiting.slice(0, 100).map(({ id }) => id))).toHaveLength(200);
  });

  test("over HTTP: the draft's photos, or which of the list is wrong", async () => {
    const cookie = await signedIn(captain);
    const mine = await onePhoto();
    const post = (mediaIds: unknown) =>
      call(addRoute.POST, { cookie, params: { id: draftId }, body: { mediaIds } });
    expectShape(await post([mine.id]), 200, "photos");
    expectShape(await post([]), 200, "photos");
    const lost = await onePhoto({ missingSince: new Date() });
    expectRefusal(await post([mine.id, lost.id]), 400, "invalid_payload", {
      errors: { "mediaIds.1": expect.any(String) },
    });
    expectRefusal(await post(Array(101).fill(mine.id)), 400, "invalid_payload", {
      errors: { mediaIds: expect.any(String) },
    });
  });
});

describe("two drafts", () => {
  test("each shows exactly what its finalize links, and neither takes the other's", async () => {
    const actor = captainActor(captain.id);
    const other = await aDraft({ captain, photos: 3 });
    const own = await photoRows(captain, 3, { draftId });
    const shared = await photoRows(captain, 2);
    await photoRows(captain, 1, { draftId, rejectedReason: "too dark" });
    await photoRows(captain, 1, { kind: "TRIP_MEDIA" });
    const shownIn = async (id: string) =>
      (await listCaptainPhotos(actor, { draftId: id })).photos.map((photo) => photo.id);
    const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);

    // What waits in no draft stands in both until one of them is submitted.
    expect(await shownIn(draftId)).toEqual(ids([...own, ...shared]));
    expect(await shownIn(other.id)).toEqual(expect.arrayContaining(ids(shared)));
    expect(new Set(ids((await reviewDraft(actor, draftId)).photos))).toEqual(
      new Set(await shownIn(draftId)),
    );

    // Once it is taken into one, the other does not show it any more.
    const [kept, free] = shared;
    await addPhotos(actor, other.id, [kept?.id ?? ""]);
    const expected = await shownIn(draftId);
    expect(expected).toEqual(ids([...own, ...(free ? [free] : [])]));
    const { charterId } = await finalizeDraft(actor, draftId);
    const linked = await db().charterMedia.findMany({ where: { charterId } });
    expect(new Set(ids(linked))).toEqual(new Set(expected));
    expect(await shownIn(other.id)).toHaveLength(4);
    expect(await shownIn(other.id)).toContain(kept?.id);
  });
});
