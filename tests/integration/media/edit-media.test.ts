// A captain edits, removes, restores and arranges their own photos.
import { beforeEach, describe, expect, test } from "vitest";
import * as orderRoute from "@/app/api/charter-drafts/[id]/media-order/route";
import * as restoreRoute from "@/app/api/media/[mediaId]/restore/route";
import * as mediaRoute from "@/app/api/media/[mediaId]/route";
import { db } from "@/lib/db/client";
import { editCharter } from "@/lib/domain/draft/edit-charter";
import { aCaptain, signedIn, type TestCaptain } from "../../support/accounts";
import { captainActor } from "../../support/actors";
import { countStatements, query, truncateAll } from "../../support/database";
import { aCharter, aDraft, photoRows } from "../../support/drafts";
import { dumpTables } from "../../support/dump";
import { call } from "../../support/http";
import { redis } from "../../support/stack";

let captain: TestCaptain;
let cookie: string;
beforeEach(async () => {
  await truncateAll();
  redis.clear();
  captain = await aCaptain();
  cookie = await signedIn(captain);
});

const onMedia = (mediaId: string) => ({ cookie, params: { mediaId } });
const edit = (mediaId: string, body: object) =>
  call(mediaRoute.PATCH, { ...onMedia(mediaId), method: "PATCH", body });
const remove = (mediaId: string) =>
  call(mediaRoute.DELETE, { ...onMedia(mediaId), method: "DELETE" });
const restore = (mediaId: string) =>
  call(restoreRoute.POST, { ...onMedia(mediaId), method: "POST" });
const order = (id: string, mediaIds: unknown) =>
  call(orderRoute.PUT, { cookie, method: "PUT", params: { id }, body: { mediaIds } });
const rowOf = (id: string) => db().charterMedia.findUniqueOrThrow({ where: { id } });
const coversOf = async (where: object) =>
  (await db().charterMedia.findMany({ where: { isCover: true, ...where } })).map(({ id }) => id);
const versionOf = async (id: string) =>
  (await db().charter.findUniqueOrThrow({ where: { id } })).version;
async function aPhoto(given: Parameters<typeof photoRows>[2] = {}): Promise<string> {
  const [row] = await photoRows(captain, 1, given);
  return row?.id ?? "";
}

describe("every change of one's own media", () => {
  const changes = { edit: (id: string) => edit(id, { caption: "x" }), remove, restore };

  test.each(Object.entries(changes))(
    "%s: a stranger's looks exactly like a missing one",
    async (_, change) => {
      const stranger = await aCaptain();
      const [pending] = await photoRows(stranger, 1, { trashedAt: new Date() });
      const charter = await aCharter({ captain: stranger, photos: 4 });
      const before = await dumpTables();
      const missing = await change("nothing-here");
      expect([missing.status, missing.body.error]).toEqual([404, "not_found"]);
      for (const id of [pending?.id ?? "", charter.media[0]?.id ?? ""]) {
        const { status, body } = await change(id);
        expect({ status, body: { ...body, requestId: "" } }).toEqual({
          status: 404,
          body: { ...missing.body, requestId: "" },
        });
      }
      expect(await dumpTables()).toEqual(before);
    },
  );

  test.each(Object.entries(changes))(
    "%s: what is on its way in or out is missing too",
    async (_, change) => {
      for (const status of ["RESERVED", "DELETING"] as const)
        expect((await change(await aPhoto({ status }))).status).toBe(404);
    },
  );

  test.each(Object.entries(changes))("%s: eight at once are as good as one", async (_, change) => {
    const id = await aPhoto();
    const answers = await Promise.all(Array.from({ length: 8 }, () => change(id)));
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect(answers[0]?.status).toBe(200);
  });
});

describe("words and cover", () => {
  test("are set one by one, cleared with null, and answered", async () => {
    const id = await aPhoto();
    const { body } = await edit(id, { caption: "  At dawn ", altText: "A boat" });
    expect(body.media).toMatchObject({ id, caption: "At dawn", altText: "A boat", isCover: false });
    expect((await edit(id, { caption: null })).body.media).toMatchObject({
      caption: null,
      altText: "A boat",
    });
  });

  test("a focal point and what a photo shows are set, kept by other edits, and cleared with null", async () => {
    const id = await aPhoto();
    const said = { focalX: 0, focalY: 0.75, shows: "catch" };
    expect((await edit(id, said)).body.media).toMatchObject(said);
    expect((await edit(id, { caption: "x" })).body.media).toMatchObject(said);
    const cleared = { focalX: null, focalY: null, shows: null };
    expect((await edit(id, cleared)).body.media).toMatchObject({ ...cleared, caption: "x" });
  });

  test("words, focal point and cover of a photo online are one change of its charter", async () => {
    const charter = await aCharter({ captain });
    const version = await versionOf(charter.id);
    const all = { caption: "Dawn", altText: "A boat", shows: "boat", focalX: 1, focalY: 0.5 };
    const { body } = await edit(charter.media[1]?.id ?? "", { ...all, isCover: true });
    expect(body.media).toMatchObject({ ...all, isCover: true, state: "linked" });
    expect(await versionOf(charter.id)).toBe(version + 1);
  });

  test.each([
    [{}, "body"],
    [{ caption: "x".repeat(301) }, "caption"],
    [{ altText: "x".repeat(301) }, "altText"],
    [{ isCover: "yes" }, "isCover"],
    [{ focalX: 0.5 }, "focalX"],
    [{ focalX: null, focalY: 0.5 }, "focalX"],
    [{ focalX: 0.5, focalY: null }, "focalX"],
    [{ focalX: 1.01, focalY: 0.5 }, "focalX"],
    [{ focalX: 0.5, focalY: -0.01 }, "focalY"],
    [{ focalX: "0.5", focalY: 0.5 }, "focalX"],
    [{ shows: "sunset" }, "shows"],
    [{ shows: "Boat" }, "shows"],
  ])("refuses %j beside its field, and changes nothing", async (body, field) => {
    const id = await aPhoto({ caption: "kept" });
    const refused = await edit(id, field === "body" ? body : { caption: "new", ...body });
    expect([refused.status, refused.body.error]).toEqual([400, "invalid_payload"]);
    expect(Object.keys(refused.body.errors)).toContain(field);
    expect(await rowOf(id)).toMatchObject({ caption: "kept", altText: null, shows: null });
  });

  test("change nothing that the caller may not choose", async () => {
    const id = await aPhoto();
    const { body } = await edit(id, {
      caption: "x",
      captainId: "other",
      status: "DELETING",
      charterId: "c",
      url: "u",
    });
    expect(body.media).toMatchObject({ state: "pending", charterId: null });
    expect(await rowOf(id)).toMatchObject({ captainId: captain.profileId, status: "READY" });
  });

  test("of what is in the trash stay as they are", async () => {
    expect((await edit(await aPhoto({ trashedAt: new Date() }), { caption: "x" })).status).toBe(
      404,
    );
  });

  test("a charter has one cover: a new one takes over, and the charter's version goes up", async () => {
    const charter = await aCharter({ captain });
    const version = await versionOf(charter.id);
    const chosen = charter.media[2]?.id ?? "";
    expect((await edit(chosen, { isCover: true })).body.media.isCover).toBe(true);
    expect(await coversOf({ charterId: charter.id })).toEqual([chosen]);
    expect(await versionOf(charter.id)).toBe(version + 1);
  });

  test("of all photos of a charter made the cover at once one is", async () => {
    const charter = await aCharter({ captain, photos: 8 });
    const answers = await Promise.all(charter.media.map(({ id }) => edit(id, { isCover: true })));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(await coversOf({ charterId: charter.id })).toHaveLength(1);
  });

  test("a draft has one cover, counting the photos in no draft that it would take", async () => {
    const [draft, other] = [
      await aDraft({ captain, photos: 2 }),
      await aDraft({ captain, photos: 1 }),
    ];
    const [mine] = await db().charterMedia.findMany({ where: { draftId: draft.id } });
    const [theirs] = await db().charterMedia.findMany({ where: { draftId: other.id } });
    const free = await aPhoto();
    await edit(theirs?.id ?? "", { isCover: true });
    await edit(mine?.id ?? "", { isCover: true });
    expect(await coversOf({})).toHaveLength(2);
    await edit(free, { isCover: true });
    expect(await coversOf({})).toEqual([free]);
    await edit(mine?.id ?? "", { isCover: true });
    expect(await coversOf({})).toEqual([mine?.id]);
  });

  test("a video is no cover", async () => {
    const { body } = await edit(await aPhoto({ kind: "CHARTER_VIDEO" }), { isCover: true });
    expect(body.errors).toHaveProperty("isCover");
  });
});

describe("a profile picture is no charter's photo", () => {
  test("it becomes no cover and goes to no draft, and the covers stay as they are", async () => {
    const draft = await aDraft({ captain });
    const cover = await aPhoto({ draftId: draft.id, isCover: true });
    const avatar = await aPhoto({ kind: "CAPTAIN_AVATAR" });
    for (const body of [{ isCover: true }, { draftId: draft.id }])
      expect((await edit(avatar, body)).body.error).toBe("not_found");
    expect(await rowOf(avatar)).toMatchObject({ isCover: false, draftId: null });
    expect(await coversOf({})).toEqual([cover]);
  });

  test("one that says it is the cover takes nobody's place", async () => {
    const draft = await aDraft({ captain });
    const avatar = await aPhoto({ kind: "CAPTAIN_AVATAR", isCover: true });
    const id = await aPhoto({ isCover: true });
    expect((await edit(id, { draftId: draft.id })).body.media.isCover).toBe(true);
    expect((await edit(id, { isCover: true })).body.media.isCover).toBe(true);
    expect(await rowOf(avatar)).toMatchObject({ isCover: true });
  });
});

describe("moving to a draft", () => {
  test("and back to none, with its place kept", async () => {
    const draft = await aDraft({ captain });
    const id = await aPhoto({ sortOrder: 3 });
    expect((await edit(id, { draftId: draft.id })).body.media).toMatchObject({
      draftId: draft.id,
      sortOrder: 3,
    });
    expect((await edit(id, { draftId: null })).body.media.draftId).toBeNull();
  });

  test("somebody else's draft, and one that is closed, look like a missing one", async () => {
    const id = await aPhoto();
    const [theirs, closed] = [
      await aDraft({ captain: await aCaptain() }),
      await aDraft({ captain, draft: { status: "ABANDONED" } }),
    ];
    for (const draftId of [theirs.id, closed.id, "nothing-here", "../x"])
      expect((await edit(id, { draftId })).body.error).toBe("not_found");
    expect((await rowOf(id)).draftId).toBeNull();
  });

  test("linked media does not move", async () => {
    const charter = await aCharter({ captain });
    const draft = await aDraft({ captain });
    const { body } = await edit(charter.media[0]?.id ?? "", { draftId: draft.id });
    expect([body.error, Object.keys(body.errors)]).toEqual(["invalid_payload", ["draftId"]]);
  });

  test("a file that the draft has already keeps both, and the cover there stays", async () => {
    const draft = await aDraft({ captain });
    const there = await aPhoto({ draftId: draft.id, dedupeKey: "same", isCover: true });
    const id = await aPhoto({ dedupeKey: "same", isCover: true });
    expect((await edit(id, { draftId: draft.id })).body.media).toMatchObject({
      draftId: draft.id,
      isCover: false,
    });
    expect(await rowOf(there)).toMatchObject({ isCover: true, dedupeKey: "same" });
  });
});

describe("removing", () => {
  test("moves to the trash, and again answers the same time", async () => {
    const id = await aPhoto();
    const [first, again] = [await remove(id), await remove(id)];
    expect(first.body).toEqual({ ok: true, trashedAt: expect.stringMatching(/Z$/) });
    expect(again.body).toEqual(first.body);
    expect((await rowOf(id)).trashedAt?.toISOString()).toBe(first.body.trashedAt);
  });

  test("from a charter, while 3 photos remain: its version goes up, and the fourth from last is refused", async () => {
    const charter = await aCharter({ captain, photos: 4 });
    const version = await versionOf(charter.id);
    const [one, two] = charter.media;
    expect((await remove(one?.id ?? "")).status).toBe(200);
    expect(await versionOf(charter.id)).toBe(version + 1);
    const before = await dumpTables();
    const refused = await remove(two?.id ?? "");
    expect([refused.status, refused.body.error]).toEqual([409, "charter_needs_photos"]);
    expect(await dumpTables()).toEqual(before);
  });

  test("all photos of a charter at once leaves 3", async () => {
    const charter = await aCharter({ captain, photos: 10 });
    const answers = await Promise.all(charter.media.map(({ id }) => remove(id)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(7);
    expect(answers.filter(({ body }) => body.error === "charter_needs_photos")).toHaveLength(3);
  });

  test("what people don't see anyway can go: rejected, missing; and videos are not counted", async () => {
    const charter = await aCharter({ captain, photos: 4, videos: 2 });
    const [one, two] = charter.media.filter(({ kind }) => kind === "CHARTER_PHOTO");
    await query(`UPDATE "CharterMedia" SET "rejectedReason" = 'x' WHERE id = $1`, [one?.id]);
    expect((await remove(two?.id ?? "")).body.error).toBe("charter_needs_photos");
    expect((await remove(one?.id ?? "")).status).toBe(200);
  });

  test("does not make the captain's own edit of the charter out of date, but another's change does", async () => {
    const charter = await aCharter({ captain, photos: 5 });
    const version = await versionOf(charter.id);
    const editing = await aDraft({
      captain,
      draft: { editsCharterId: charter.id, editsCharterVersion: version },
    });
    const old = await aDraft({
      captain,
      draft: { editsCharterId: charter.id, editsCharterVersion: version - 1 },
    });
    await remove(charter.media[0]?.id ?? "");
    const versions = await db().charterDraft.findMany({
      where: { id: { in: [editing.id, old.id] } },
      orderBy: { editsCharterVersion: "desc" },
    });
    expect(versions.map(({ editsCharterVersion }) => editsCharterVersion)).toEqual([
      version + 1,
      version - 1,
    ]);
  });
});

describe("restoring", () => {
  test("goes back to the charter it was removed from, as the cover only if there is no other", async () => {
    const charter = await aCharter({ captain, photos: 5 });
    const cover = charter.media[0]?.id ?? "";
    await remove(cover);
    expect((await restore(cover)).body.media).toMatchObject({
      state: "linked",
      charterId: charter.id,
      isCover: true,
      sortOrder: 0,
    });
    await remove(cover);
    await edit(charter.media[1]?.id ?? "", { isCover: true });
    expect((await restore(cover)).body.media).toMatchObject({ state: "linked", isCover: false });
  });

  test("is refused where the charter is full by now", async () => {
    const charter = await aCharter({ captain, photos: 15 });
    const id = charter.media[3]?.id ?? "";
    await remove(id);
    await photoRows(captain, 1, { charterId: charter.id, sortOrder: 15 });
    expect((await restore(id)).body.error).toBe("charter_full");
  });

  test("goes back to its draft while that is open, else to no draft", async () => {
    const [open, closed] = [
      await aDraft({ captain }),
      await aDraft({ captain, draft: { status: "ABANDONED" } }),
    ];
    const trashedAt = new Date();
    const [one, two] = [
      await aPhoto({ draftId: open.id, trashedAt }),
      await aPhoto({ draftId: closed.id, trashedAt }),
    ];
    expect((await restore(one)).body.media).toMatchObject({ state: "pending", draftId: open.id });
    expect((await restore(two)).body.media).toMatchObject({ state: "pending", draftId: null });
  });

  test("beside the same file sent again meanwhile keeps both", async () => {
    const id = await aPhoto({ dedupeKey: "same", trashedAt: new Date() });
    await aPhoto({ dedupeKey: "same" });
    expect((await restore(id)).body.media.state).toBe("pending");
  });

  test("is refused when 200 are pending", async () => {
    const id = await aPhoto({ trashedAt: new Date() });
    await photoRows(captain, 200);
    expect((await restore(id)).body.error).toBe("quota_exceeded");
  });
});

describe("the order of a draft's photos", () => {
  const aDraftOf = async (photos: number) => {
    const draft = await aDraft({ captain, photos });
    const rows = await db().charterMedia.findMany({
      where: { draftId: draft.id },
      orderBy: { createdAt: "asc" },
    });
    return { draft, ids: rows.map(({ id }) => id) };
  };

  test("is the list's, and the answer shows it", async () => {
    const { draft, ids } = await aDraftOf(5);
    const wanted = ids.toReversed();
    const { status, body } = await order(draft.id, wanted);
    expect(status).toBe(200);
    expect(body.photos.map(({ id, sortOrder }: never) => [id, sortOrder])).toEqual(
      wanted.map((id, place) => [id, place]),
    );
    expect((await order(draft.id, wanted)).body).toEqual(body);
  });

  test("takes photos in no draft too, and may name what is rejected", async () => {
    const { draft, ids } = await aDraftOf(2);
    const free = await aPhoto();
    const rejected = await aPhoto({ draftId: draft.id, rejectedReason: "blurred" });
    const { body } = await order(draft.id, [rejected, free, ...ids]);
    expect(body.photos.map(({ id }: { id: string }) => id)).toEqual([free, ...ids]);
  });

  test("must be a permutation: nothing missing, nothing twice, nothing else", async () => {
    const { draft, ids } = await aDraftOf(3);
    const [stranger] = await photoRows(await aCaptain(), 1);
    const linked = (await aCharter({ captain })).media[0]?.id;
    await photoRows(captain, 0);
    const trashed = await aPhoto({ draftId: draft.id, trashedAt: new Date() });
    const before = await dumpTables();
    const wrong = [
      ids.slice(1),
      [...ids, ids[0]],
      [...ids.slice(1), ids[1]],
      [...ids, stranger?.id],
      [...ids, linked],
      [...ids, trashed],
      [...ids.slice(1), "nothing-here"],
      [],
      "x",
    ];
    for (const mediaIds of wrong) {
      const { status, body } = await order(draft.id, mediaIds);
      expect([status, body.error]).toEqual([400, "invalid_payload"]);
    }
    expect(await dumpTables()).toEqual(before);
  });

  test("of somebody else's draft is as missing as one that never was; of a closed one it is closed", async () => {
    const theirs = await aDraft({ captain: await aCaptain(), photos: 3 });
    const ids = (await db().charterMedia.findMany()).map(({ id }) => id);
    expect((await order(theirs.id, ids)).status).toBe(404);
    expect((await order("nothing-here", ids)).status).toBe(404);
    const closed = await aDraft({ captain, draft: { status: "ABANDONED" } });
    expect((await order(closed.id, ids)).body.error).toBe("invalid_status");
  });

  test("of a draft that edits a charter may name the charter's photos, all or none: they move at once", async () => {
    const charter = await aCharter({ captain, photos: 4 });
    const draft = await editCharter(captainActor(captain.id), charter.id);
    const [fresh] = await photoRows(captain, 1, { draftId: draft.id, sortOrder: 9 });
    const online = charter.media.map(({ id }) => id);
    const [version, wanted] = [await versionOf(charter.id), [...online.toReversed(), fresh?.id]];
    const { status, body } = await order(draft.id, wanted);
    expect([status, body.photos.map(({ id }: { id: string }) => id)]).toEqual([200, wanted]);
    expect(await versionOf(charter.id)).toBe(version + 1);
    // Again, and with the new one alone: nothing on the page changes.
    await order(draft.id, wanted);
    expect((await order(draft.id, [fresh?.id])).status).toBe(200);
    expect(await versionOf(charter.id)).toBe(version + 1);
    for (const wrong of [wanted.slice(1), [...online, fresh?.id, "absent"]])
      expect((await order(draft.id, wrong)).body.error).toBe("invalid_payload");
    const other = await aCharter({ captain });
    expect((await order(draft.id, [...wanted, other.media[0]?.id])).body.error).toBe(
      "invalid_payload",
    );
    const rows = await db().charterMedia.findMany({
      where: { charterId: charter.id },
      orderBy: { sortOrder: "asc" },
    });
    expect(rows.map(({ id }) => id)).toEqual(online.toReversed());
  });

  test("sent twice at once in two ways is one of the two", async () => {
    const { draft, ids } = await aDraftOf(8);
    const [one, two] = [ids.toReversed(), ids.toSorted()];
    await Promise.all([order(draft.id, one), order(draft.id, two)]);
    const rows = await db().charterMedia.findMany({ orderBy: { sortOrder: "asc" } });
    expect([one, two]).toContainEqual(rows.map(({ id }) => id));
  });

  test("takes as many statements for 15 photos as for 3", async () => {
    const [few, many] = [await aDraftOf(3), await aDraftOf(15)];
    const count = async ({ draft, ids }: typeof few) =>
      (await countStatements(() => order(draft.id, ids))).total;
    expect(await count(many)).toBe(await count(few));
  });
});
