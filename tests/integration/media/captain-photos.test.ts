// A captain's own photos: listed, known by their hash, never anybody else's.
import { beforeEach, describe, expect, test } from "vitest";
import * as photosRoute from "@/app/api/captain/photos/route";
import * as knownRoute from "@/app/api/media/known/route";
import { removeMedia } from "@/lib/domain/media/remove-media";
import { aCaptain, aUser, signedIn, type TestCaptain } from "../../support/accounts";
import { captainActor } from "../../support/actors";
import { countStatements, query, truncateAll } from "../../support/database";
import { aCharter, aDraft, photoRows } from "../../support/drafts";
import { call } from "../../support/http";
import { aJpeg, sha256, upload } from "../../support/photos";
import { redis } from "../../support/stack";

let captain: TestCaptain;
let cookie: string;
beforeEach(async () => {
  await truncateAll();
  redis.clear();
  captain = await aCaptain();
  cookie = await signedIn(captain);
});

const list = (search = "") =>
  call(photosRoute.GET, { cookie, path: `/api/captain/photos${search}` });
const idsOf = async (search = "") =>
  (await list(search)).body.photos.map(({ id }: { id: string }) => id);

describe("the list", () => {
  test("is the session's captain's, whatever the query says, in sortOrder then createdAt", async () => {
    const stranger = await aCaptain();
    await photoRows(stranger, 3);
    const [late, early] = await photoRows(captain, 2, { sortOrder: 1 });
    const [first] = await photoRows(captain, 1, { sortOrder: 0 });
    const expected = [first?.id, late?.id, early?.id];
    expect(await idsOf()).toEqual(expected);
    expect(await idsOf(`?userId=${stranger.id}&captainId=${stranger.profileId}`)).toEqual(expected);
    expect((await list()).body.nextCursor).toBeNull();
  });

  test("by state: pending with what staff rejected, linked, trash; without one all that is not in the trash", async () => {
    const charter = await aCharter({ captain });
    const [pending, rejected] = await photoRows(captain, 2, { sortOrder: 20 });
    const [missing] = await photoRows(captain, 1, { sortOrder: 21, missingSince: new Date() });
    const [trashed] = await photoRows(captain, 1, { trashedAt: new Date() });
    await photoRows(captain, 1, { kind: "CAPTAIN_AVATAR" });
    await photoRows(captain, 1, { status: "RESERVED" });
    await photoRows(captain, 1, { status: "DELETING" });
    await query(`UPDATE "CharterMedia" SET "rejectedReason" = 'blurred' WHERE id = $1`, [
      rejected?.id,
    ]);
    const linked = charter.media.map(({ id }) => id);
    expect(await idsOf("?state=pending")).toEqual([pending?.id, rejected?.id]);
    expect(await idsOf("?state=linked")).toEqual(linked);
    expect(await idsOf("?state=trash")).toEqual([trashed?.id]);
    expect(await idsOf()).toEqual([...linked, pending?.id, rejected?.id, missing?.id]);
    expect((await list()).body.photos.at(-1).state).toBe("missing");
    expect((await list("?state=pending")).body.photos[1].rejectedReason).toBe("blurred");
  });

  test("of an open draft is what its finalize would take: its own photos and those in no draft", async () => {
    const [draft, other] = [
      await aDraft({ captain, photos: 2 }),
      await aDraft({ captain, photos: 2 }),
    ];
    const [free] = await photoRows(captain, 1, { sortOrder: 5 });
    await photoRows(captain, 1, { draftId: draft.id, rejectedReason: "blurred" });
    await photoRows(captain, 1, { draftId: draft.id, missingSince: new Date() });
    const ids = await idsOf(`?draftId=${draft.id}`);
    expect(ids).toHaveLength(3);
    expect(ids.at(-1)).toBe(free?.id);
    expect(await idsOf(`?draftId=${other.id}`)).toHaveLength(3);
    expect(await idsOf(`?draftId=${draft.id}&state=trash`)).toEqual([]);
  });

  test("of a submitted draft is what it put on its charter", async () => {
    const charter = await aCharter({ captain, photos: 4 });
    await photoRows(captain, 1);
    expect(await idsOf(`?draftId=${charter.draftId}`)).toEqual(charter.media.map(({ id }) => id));
  });

  test("of somebody else's draft is as missing as one that never was", async () => {
    const theirs = await aDraft({ captain: await aCaptain(), photos: 3 });
    const headers = { "x-request-id": "same-for-both" };
    const ask = (id: string) =>
      call(photosRoute.GET, { cookie, headers, path: `/api/captain/photos?draftId=${id}` });
    const foreign = await ask(theirs.id);
    expect(foreign.status).toBe(404);
    expect(foreign).toEqual(await ask("nothing-here"));
    expect(foreign).toEqual(await ask("../x"));
  });

  test("goes on by cursor without a gap or a repeat, ties included", async () => {
    const rows = await photoRows(captain, 450, { sortOrder: 7, createdAt: new Date() });
    const seen: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const { body } = await list(cursor ? `?cursor=${cursor}` : "");
      seen.push(...body.photos.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor;
    }
    expect(seen).toHaveLength(450);
    expect(new Set(seen)).toEqual(new Set(rows.map(({ id }) => id)));
  });

  test.each(["?state=orphan", "?cursor=what", "?cursor=1.2"])("refuses %s", async (search) => {
    expect((await list(search)).body.error).toBe("invalid_payload");
  });

  test("is empty for a user without a profile, and refused without a session", async () => {
    const fresh = await signedIn(await aUser());
    expect((await call(photosRoute.GET, { cookie: fresh })).body).toEqual({
      photos: [],
      nextCursor: null,
    });
    expect((await call(photosRoute.GET)).status).toBe(401);
  });

  test("takes as many statements for 200 photos as for 1", async () => {
    const draft = await aDraft({ captain, photos: 1 });
    const count = async () => (await countStatements(() => list(`?draftId=${draft.id}`))).total;
    const few = await count();
    await photoRows(captain, 199);
    expect(await count()).toBe(few);
  });
});

describe("known files", () => {
  const ask = (hashes: unknown) => call(knownRoute.POST, { cookie, body: { sha256: hashes } });

  test("are the captain's own, once each, with where they are in use", async () => {
    const bytes = await aJpeg();
    const charter = await aCharter({ captain });
    const draft = await aDraft({ captain });
    const linked = await upload(captain, { bytes, fields: { charterId: charter.id } });
    const pending = await upload(captain, { bytes, fields: { draftId: draft.id } });
    const trashed = await upload(captain);
    await removeMedia(captainActor(captain.id), trashed.charterMediaId);
    const theirs = await aJpeg();
    await upload(await aCaptain(), { bytes: theirs });

    const mine = sha256(bytes);
    const [{ dedupeKey: inTrash } = { dedupeKey: "" }] = await query<{ dedupeKey: string }>(
      `SELECT "dedupeKey" FROM "CharterMedia" WHERE "trashedAt" IS NOT NULL`,
    );
    const { status, body } = await ask([
      inTrash,
      mine.toUpperCase(),
      mine,
      sha256(theirs),
      "00".repeat(32),
    ]);
    expect(status).toBe(200);
    expect(body.known).toEqual([
      { sha256: inTrash, media: expect.objectContaining({ state: "trash" }), usedIn: [] },
      {
        sha256: mine,
        media: pending.media,
        usedIn: [
          { type: "draft", id: draft.id, name: "Sea Wolf" },
          { type: "charter", id: charter.id, name: "Sea Wolf" },
        ],
      },
    ]);
    expect(linked.media.state).toBe("linked");
  });

  test.each([
    ["what is no hash", ["xyz"]],
    ["more than 100", Array(101).fill("00".repeat(32))],
    ["no list", "00".repeat(32)],
  ])("refuses %s", async (_, hashes) => {
    expect((await ask(hashes)).body.error).toBe("invalid_payload");
  });
});
