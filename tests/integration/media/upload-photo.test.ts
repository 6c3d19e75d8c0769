// A photo on its way in: what is stored, what is answered, who is refused.
import { beforeEach, describe, expect, test } from "vitest";
import * as photoRoute from "@/app/api/media/photo/route";
import { db } from "@/lib/db/client";
import { aCaptain, aUser, signedIn, type TestCaptain } from "../../support/accounts";
import { query, truncateAll } from "../../support/database";
import { aCharter, aDraft } from "../../support/drafts";
import { dumpTables } from "../../support/dump";
import { aJpeg, sendForm, sha256, upload } from "../../support/photos";
import { blob, redis } from "../../support/stack";

let captain: TestCaptain;
let cookie: string;
beforeEach(async () => {
  await truncateAll();
  await blob.clear();
  redis.clear();
  captain = await aCaptain();
  cookie = await signedIn(captain);
});

const send = (
  bytes: Uint8Array | null,
  given: Omit<Parameters<typeof sendForm>[1], "bytes"> = {},
) => sendForm(photoRoute.POST, { cookie, ...given, bytes });

describe("a photo that is new", () => {
  test("is answered 201 with its row, and stored in three sizes that browsers can load", async () => {
    const bytes = await aJpeg({ width: 2400, height: 1600 });
    const draft = await aDraft({ captain });
    const { status, body } = await send(bytes, { fields: { draftId: draft.id } });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      ok: true,
      duplicate: false,
      url: body.media.url,
      charterMediaId: body.media.id,
      media: {
        kind: "CHARTER_PHOTO",
        state: "pending",
        rejectedReason: null,
        width: 1920,
        height: 1280,
        mimeType: "image/webp",
        sortOrder: 0,
        isCover: false,
        caption: null,
        altText: null,
        draftId: draft.id,
        charterId: null,
        placeholder: expect.stringMatching(/^[A-Za-z0-9+/]{20,}=*$/),
        thumbnailUrl: body.media.renditions[0].url,
      },
    });
    expect(body).not.toHaveProperty("restored");
    expect(body.media.renditions.map(({ width, height }: never) => [width, height])).toEqual([
      [320, 213],
      [960, 640],
      [1920, 1280],
    ]);
    expect(body.key).toMatch(/^photos\/[0-9a-f]{32}\/1920\.webp$/);
    for (const { url } of body.media.renditions) {
      const served = await fetch(url);
      expect([served.status, served.headers.get("content-type")]).toEqual([200, "image/webp"]);
    }
    const row = await db().charterMedia.findUniqueOrThrow({ where: { id: body.media.id } });
    expect(row).toMatchObject({
      status: "READY",
      captainId: captain.profileId,
      contentHash: sha256(bytes),
      dedupeKey: sha256(bytes),
      sizeBytes: BigInt(body.media.sizeBytes),
    });
    const stored = row.renditions as { key: string; url: string; bytes: number; sha256: string }[];
    expect(await blob.keys()).toEqual(stored.map(({ key }) => key).sort());
    for (const { url, ...kept } of stored) {
      const served = Buffer.from(await (await fetch(url)).arrayBuffer());
      expect([served.length, sha256(served)]).toEqual([kept.bytes, kept.sha256]);
    }
  });

  test("is never enlarged: a small one has fewer sizes, its own the largest", async () => {
    const sizesOf = async (width: number, height: number) =>
      (await upload(captain, { bytes: await aJpeg({ width, height }) })).media.renditions.map(
        (rendition) => [rendition.width, rendition.height],
      );
    expect(await sizesOf(200, 100)).toEqual([[200, 100]]);
    expect(await sizesOf(320, 240)).toEqual([[320, 240]]);
    expect(await sizesOf(500, 1000)).toEqual([
      [320, 640],
      [500, 1000],
    ]);
    expect(await sizesOf(961, 100)).toEqual([
      [320, 33],
      [960, 100],
      [961, 100],
    ]);
  });

  test("makes the captain's profile when there is none", async () => {
    const user = await aUser({ name: "Nora Reef" });
    const { media } = await upload(user);
    const profile = await db().captainProfile.findUniqueOrThrow({ where: { userId: user.id } });
    expect(profile.displayName).toBe("Nora Reef");
    const row = await db().charterMedia.findUniqueOrThrow({ where: { id: media.id } });
    expect(row.captainId).toBe(profile.id);
  });

  test("keeps its place in the order of upload, at the end of what is there", async () => {
    const first = await upload(captain);
    const second = await upload(captain);
    await aCharter({ captain: await aCaptain() });
    const third = await upload(captain);
    expect([first, second, third].map(({ media }) => media.sortOrder)).toEqual([0, 1, 2]);
  });

  test("counts as the file that was picked when the client says which that was", async () => {
    const picked = sha256(Buffer.from("before it was shrunk"));
    const { media } = await upload(captain, { fields: { originalSha256: picked } });
    expect(await db().charterMedia.findUnique({ where: { id: media.id } })).toMatchObject({
      dedupeKey: picked,
    });
  });

  test("twice at once by a user without a profile makes one profile and one row", async () => {
    const user = await aUser();
    const bytes = await aJpeg();
    const answers = await Promise.all([1, 2, 3].map(() => upload(user, { bytes })));
    expect(new Set(answers.map(({ charterMediaId }) => charterMediaId)).size).toBe(1);
    expect(answers.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    expect(await db().charterMedia.count()).toBe(1);
    expect(await blob.keys()).toHaveLength(2);
  });
});

describe("a photo for a charter", () => {
  test("is linked to it, at its end, and the charter's version goes up", async () => {
    const charter = await aCharter({ captain });
    const before = await db().charter.findUniqueOrThrow({ where: { id: charter.id } });
    const { media } = await upload(captain, { fields: { charterId: charter.id } });
    expect(media).toMatchObject({
      state: "linked",
      charterId: charter.id,
      draftId: null,
      sortOrder: 3,
      isCover: false,
    });
    const after = await db().charter.findUniqueOrThrow({ where: { id: charter.id } });
    expect(after.version).toBe(before.version + 1);
  });

  test("is refused when the charter has 15, and nothing is stored", async () => {
    const charter = await aCharter({ captain, photos: 15 });
    await expect(upload(captain, { fields: { charterId: charter.id } })).rejects.toMatchObject({
      code: "charter_full",
    });
    expect([await db().charterMedia.count(), await blob.keys()]).toEqual([15, []]);
  });

  test("of 5 at once only as many are taken as there is room for", async () => {
    const charter = await aCharter({ captain, photos: 13 });
    const fields = { charterId: charter.id };
    const results = await Promise.allSettled(
      [1, 2, 3, 4, 5].map(() => upload(captain, { fields })),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
    for (const result of results)
      if (result.status === "rejected")
        expect(result.reason).toMatchObject({ code: "charter_full" });
    const rows = await db().charterMedia.findMany({ where: { status: "READY" } });
    expect(rows.filter(({ charterId }) => charterId === charter.id)).toHaveLength(15);
    expect(rows).toHaveLength(15);
    expect(await blob.keys()).toHaveLength(4);
  });
});

describe("another captain's draft or charter looks exactly like a missing one", () => {
  test.each(["draftId", "charterId"] as const)("as %s: no row, no blob", async (field) => {
    const stranger = await aCaptain();
    const theirs = {
      draftId: (await aDraft({ captain: stranger })).id,
      charterId: (await aCharter({ captain: stranger })).id,
    }[field];
    const before = await dumpTables();
    const bytes = await aJpeg();
    const headers = { "x-request-id": "same-for-both" };
    const [foreign, missing] = [
      await send(bytes, { fields: { [field]: theirs }, headers }),
      await send(bytes, { fields: { [field]: "nothing-here" }, headers }),
    ];
    expect(foreign.status).toBe(404);
    expect(foreign).toEqual(missing);
    expect(await dumpTables()).toEqual(before);
    expect(await blob.keys()).toEqual([]);
  });

  test("also beside a charter of one's own", async () => {
    const mine = await aCharter({ captain });
    const theirs = await aDraft({ captain: await aCaptain() });
    const fields = { charterId: mine.id, draftId: theirs.id };
    expect((await send(await aJpeg(), { fields })).body.error).toBe("not_found");
  });
});

test.each(["SUBMITTED", "ABANDONED"] as const)("a %s draft takes no photo", async (status) => {
  const charter = status === "SUBMITTED" ? await aCharter({ captain }) : null;
  const draftId = charter?.draftId ?? (await aDraft({ captain, draft: { status } })).id;
  const rows = await db().charterMedia.count();
  await expect(upload(captain, { fields: { draftId } })).rejects.toMatchObject({
    code: "invalid_status",
  });
  expect([await db().charterMedia.count(), await blob.keys()]).toEqual([rows, []]);
});

test("a photo whose draft is closed while it is stored waits with the captain, in no draft", async () => {
  const draft = await aDraft({ captain });
  let closed = false;
  blob.setFault(async (req) => {
    if (req.method !== "PUT" || closed) return undefined;
    closed = true;
    await query(`UPDATE "CharterDraft" SET status = 'ABANDONED' WHERE id = $1`, [draft.id]);
    return undefined;
  });
  const { media } = await upload(captain, { fields: { draftId: draft.id } });
  blob.setFault();
  expect(media).toMatchObject({ state: "pending", draftId: null });
});

describe("the quota of 200 pending photos", () => {
  test("of 20 at once at 199 exactly one is taken; the others are refused and leave nothing", async () => {
    await query(
      `INSERT INTO "CharterMedia" (id, "captainId", kind, url, "storageKey", "updatedAt")
       SELECT 'p' || n, $1, 'CHARTER_PHOTO', 'u', 'k' || n, now() FROM generate_series(1, 199) n`,
      [captain.profileId],
    );
    const photos = await Promise.all(
      Array.from({ length: 20 }, () => aJpeg({ width: 64, height: 48 })),
    );
    const results = await Promise.allSettled(photos.map((bytes) => upload(captain, { bytes })));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const result of results)
      if (result.status === "rejected")
        expect(result.reason).toMatchObject({ code: "quota_exceeded" });
    expect(await db().charterMedia.count()).toBe(200);
    expect(await blob.keys()).toHaveLength(1);
  });

  test("refuses no photo that goes to a charter at once", async () => {
    const charter = await aCharter({ captain, photos: 4 });
    await query(
      `INSERT INTO "CharterMedia" (id, "captainId", kind, url, "storageKey", "updatedAt")
       SELECT 'p' || n, $1, 'CHARTER_PHOTO', 'u', 'k' || n, now() FROM generate_series(1, 200) n`,
      [captain.profileId],
    );
    const { media } = await upload(captain, { fields: { charterId: charter.id } });
    expect(media).toMatchObject({ state: "linked", charterId: charter.id });
    await expect(upload(captain)).rejects.toMatchObject({ code: "quota_exceeded" });
  });

  test("counts neither what is linked nor what is in the trash, nor profile pictures", async () => {
    await query(
      `INSERT INTO "CharterMedia" (id, "captainId", kind, url, "storageKey", "updatedAt", "trashedAt")
       SELECT 'p' || n, $1, (CASE WHEN n % 2 = 0 THEN 'CAPTAIN_AVATAR' ELSE 'CHARTER_PHOTO' END)::"MediaKind",
         'u', 'k' || n, now(), CASE WHEN n % 2 = 1 THEN now() END FROM generate_series(1, 400) n`,
      [captain.profileId],
    );
    await aCharter({ captain, photos: 15 });
    expect((await upload(captain)).duplicate).toBe(false);
  });
});
