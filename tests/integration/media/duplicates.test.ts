// The same file again: nothing is decoded or stored twice, and nothing is lost or shared with strangers.
import { beforeEach, describe, expect, test } from "vitest";
import * as photoRoute from "@/app/api/media/photo/route";
import { db } from "@/lib/db/client";
import { reapUploads } from "@/lib/domain/media/reap-uploads";
import { removeMedia } from "@/lib/domain/media/remove-media";
import type { UploadFields } from "@/lib/domain/media/schema";
import { aCaptain, signedIn, type TestCaptain } from "../../support/accounts";
import { captainActor, systemActor } from "../../support/actors";
import { query, truncateAll } from "../../support/database";
import { aCharter, aDraft } from "../../support/drafts";
import { aJpeg, sendForm, upload } from "../../support/photos";
import { blob, redis } from "../../support/stack";

let captain: TestCaptain;
let bytes: Buffer;
let storeCalls: number;
beforeEach(async () => {
  await truncateAll();
  await blob.clear();
  redis.clear();
  captain = await aCaptain();
  bytes = await aJpeg();
  storeCalls = 0;
  blob.setFault(() => {
    storeCalls++;
    return undefined;
  });
});

const again = (fields: UploadFields = {}) => upload(captain, { bytes, fields });
const remove = (id: string) => removeMedia(captainActor(captain.id), id);
const rowOf = (id: string) => db().charterMedia.findUniqueOrThrow({ where: { id } });
const aDraftId = async () => (await aDraft({ captain })).id;

/** The upload answers with a duplicate and leaves the store alone. */
async function againWithoutTheStore(fields: UploadFields = {}) {
  const [calls, keys] = [storeCalls, await blob.keys()];
  const answer = await again(fields);
  expect(answer.duplicate).toBe(true);
  expect([storeCalls, await blob.keys()]).toEqual([calls, keys]);
  return answer;
}

describe("pending", () => {
  test("in the same draft: 200 with the same id", async () => {
    const draftId = await aDraftId();
    const first = await again({ draftId });
    const cookie = await signedIn(captain);
    const { status, body } = await sendForm(photoRoute.POST, {
      cookie,
      bytes,
      fields: { draftId },
    });
    expect(status).toBe(200);
    expect(body).toEqual({ ...first, duplicate: true });
    expect(await db().charterMedia.count()).toBe(1);
  });

  test("in no draft: the same id, adopted by the draft and in its place", async () => {
    const first = await again();
    await upload(captain);
    const draftId = await aDraftId();
    const second = await againWithoutTheStore({ draftId });
    expect(second).toMatchObject({
      charterMediaId: first.charterMediaId,
      media: { draftId, sortOrder: 0, state: "pending" },
    });
    expect(second).not.toHaveProperty("restored");
  });

  test("in no draft, adopted by 5 at once: one id", async () => {
    const first = await again();
    const draftId = await aDraftId();
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => againWithoutTheStore({ draftId })));
    expect(new Set(answers.map(({ charterMediaId }) => charterMediaId))).toEqual(
      new Set([first.charterMediaId]),
    );
  });

  test("a cover that is adopted makes way for the draft's own", async () => {
    const draftId = await aDraftId();
    const [{ charterMediaId: own }, first] = [
      await upload(captain, { fields: { draftId } }),
      await again(),
    ];
    await query(`UPDATE "CharterMedia" SET "isCover" = true`);
    expect((await againWithoutTheStore({ draftId })).media).toMatchObject({
      id: first.charterMediaId,
      isCover: false,
    });
    expect((await rowOf(own)).isCover).toBe(true);
  });

  test("in another draft: a new row on the same blobs, with the same words", async () => {
    const [one, two] = [await aDraftId(), await aDraftId()];
    const first = await again({ draftId: one });
    await query(
      `UPDATE "CharterMedia" SET caption = 'At dawn', "altText" = 'A boat', "focalX" = 0.2, "focalY" = 0.8,
        "shows" = 'boat', "rejectedReason" = 'blurred', "isCover" = true`,
    );
    const second = await againWithoutTheStore({ draftId: two });
    expect(second.charterMediaId).not.toBe(first.charterMediaId);
    expect(second).toMatchObject({
      key: first.key,
      media: {
        draftId: two,
        caption: "At dawn",
        altText: "A boat",
        focalX: 0.2,
        focalY: 0.8,
        shows: "boat",
        rejectedReason: "blurred",
        isCover: false,
        sortOrder: 1,
      },
    });
    expect(second.media.renditions).toEqual(first.media.renditions);
    expect((await againWithoutTheStore({ draftId: two })).charterMediaId).toBe(
      second.charterMediaId,
    );
  });

  test("in a draft, sent for none: the row it has, left in its draft", async () => {
    const draftId = await aDraftId();
    const first = await again({ draftId });
    expect((await againWithoutTheStore()).media).toEqual(first.media);
  });

  test("sent for a charter: the row itself is linked", async () => {
    const first = await again({ draftId: await aDraftId() });
    const charter = await aCharter({ captain });
    expect(await againWithoutTheStore({ charterId: charter.id })).toMatchObject({
      charterMediaId: first.charterMediaId,
      media: { state: "linked", charterId: charter.id, draftId: null, sortOrder: 3 },
    });
  });
});

describe("linked", () => {
  const linkedPhoto = async () => {
    const charter = await aCharter({ captain });
    return { charter, first: await again({ charterId: charter.id }) };
  };

  test("sent for a draft: a new pending row on the same blobs", async () => {
    const { charter, first } = await linkedPhoto();
    const draftId = await aDraftId();
    const second = await againWithoutTheStore({ draftId });
    expect(second).toMatchObject({
      key: first.key,
      media: { state: "pending", draftId, charterId: null },
    });
    expect(second.charterMediaId).not.toBe(first.charterMediaId);
    expect((await rowOf(first.charterMediaId)).charterId).toBe(charter.id);
  });

  test("sent for the same charter: the row it has", async () => {
    const { charter, first } = await linkedPhoto();
    expect((await againWithoutTheStore({ charterId: charter.id })).media).toEqual(first.media);
  });

  test("sent for a charter that is full: refused", async () => {
    await linkedPhoto();
    const full = await aCharter({ captain, photos: 15 });
    await expect(again({ charterId: full.id })).rejects.toMatchObject({ code: "charter_full" });
  });
});

describe("in the trash", () => {
  test("is restored into the draft it is sent for", async () => {
    const first = await again();
    await remove(first.charterMediaId);
    const draftId = await aDraftId();
    expect(await againWithoutTheStore({ draftId })).toMatchObject({
      charterMediaId: first.charterMediaId,
      restored: true,
      media: { state: "pending", draftId },
    });
  });

  test("and once on a charter: it comes back as pending, the charter stays without it", async () => {
    const charter = await aCharter({ captain });
    const first = await again({ charterId: charter.id });
    await remove(first.charterMediaId);
    expect(await againWithoutTheStore()).toMatchObject({
      charterMediaId: first.charterMediaId,
      restored: true,
      media: { state: "pending", charterId: null },
    });
  });

  test("is restored once by 5 at once", async () => {
    const first = await again();
    await remove(first.charterMediaId);
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => againWithoutTheStore()));
    expect(answers.map(({ charterMediaId }) => charterMediaId)).toEqual(
      Array(5).fill(first.charterMediaId),
    );
    expect(answers.filter(({ restored }) => restored)).toHaveLength(1);
    expect(await db().charterMedia.count()).toBe(1);
  });

  test("stays there when 200 are pending", async () => {
    const first = await again();
    await remove(first.charterMediaId);
    await query(
      `INSERT INTO "CharterMedia" (id, "captainId", kind, url, "storageKey", "updatedAt")
       SELECT 'p' || n, $1, 'CHARTER_PHOTO', 'u', 'k' || n, now() FROM generate_series(1, 200) n`,
      [captain.profileId],
    );
    await expect(again()).rejects.toMatchObject({ code: "quota_exceeded" });
    expect((await rowOf(first.charterMediaId)).trashedAt).not.toBeNull();
  });
});

describe("kept on purpose", () => {
  test("is stored again, every time", async () => {
    const first = await again();
    const second = await again({ onDuplicate: "keep" });
    const third = await again({ onDuplicate: "keep" });
    expect([first, second, third].map(({ duplicate }) => duplicate)).toEqual([false, false, false]);
    expect(new Set([first, second, third].map(({ key }) => key)).size).toBe(3);
    expect((await againWithoutTheStore()).charterMediaId).toBe(first.charterMediaId);
  });
});

test("the file as picked is what counts, not the bytes it was shrunk to", async () => {
  const originalSha256 = "ab".repeat(32);
  const first = await upload(captain, { fields: { originalSha256 } });
  const second = await upload(captain, { fields: { originalSha256 } });
  expect(second).toMatchObject({ charterMediaId: first.charterMediaId, duplicate: true });
  expect((await upload(captain)).duplicate).toBe(false);
});

test("another captain's file is nobody's business: it is stored for each of them", async () => {
  const other = await aCaptain();
  const [mine, theirs] = [await again(), await upload(other, { bytes })];
  expect(theirs.duplicate).toBe(false);
  expect(theirs.key).not.toBe(mine.key);
});

test("a photo whose blob is gone is replaced: the new one is stored, the old row goes to the trash", async () => {
  const draftId = await aDraftId();
  const first = await again({ draftId });
  await query(`UPDATE "CharterMedia" SET "missingSince" = now()`);
  const second = await again({ draftId });
  expect(second).toMatchObject({ duplicate: false, media: { state: "pending", draftId } });
  expect(second.key).not.toBe(first.key);
  expect((await rowOf(first.charterMediaId)).trashedAt).not.toBeNull();
});

describe("twins at once", () => {
  test("of the same bytes make one row; one is answered 201, the others wait for it", async () => {
    const draftId = await aDraftId();
    const answers = await Promise.all(Array.from({ length: 8 }, () => again({ draftId })));
    expect(new Set(answers.map(({ charterMediaId }) => charterMediaId)).size).toBe(1);
    expect(answers.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    expect([await db().charterMedia.count(), (await blob.keys()).length]).toEqual([1, 2]);
  });

  test("when the first fails, the one that waited stores it", async () => {
    let puts = 0;
    blob.setFault((req) =>
      req.method === "PUT" && puts++ < 2
        ? { status: 400, body: { error: { code: "bad_request", message: "no" } } }
        : undefined,
    );
    const results = await Promise.allSettled([again(), again()]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await db().charterMedia.findMany()).toMatchObject([{ status: "READY" }]);
  });

  test("an upload whose process is gone does not stand in the way for long", async () => {
    await again();
    await query(
      `UPDATE "CharterMedia" SET status = 'RESERVED', "createdAt" = now() - interval '31 seconds'`,
    );
    const second = await again();
    expect(second.duplicate).toBe(false);
    expect(await db().charterMedia.count({ where: { status: "READY" } })).toBe(1);
  });

  test("an upload that its twin has overtaken never becomes READY", async () => {
    let overtaken = false;
    const twin: { upload?: ReturnType<typeof again> } = {};
    blob.setFault(async (req) => {
      if (req.method !== "GET" || overtaken) return undefined;
      overtaken = true;
      await query(`UPDATE "CharterMedia" SET "createdAt" = now() - interval '31 seconds'`);
      twin.upload = again();
      await twin.upload;
      return undefined;
    });
    await expect(again()).rejects.toMatchObject({ code: "busy" });
    const kept = await twin.upload;
    expect(kept?.duplicate).toBe(false);
    expect(await db().charterMedia.findMany({ where: { status: "READY" } })).toMatchObject([
      { id: kept?.charterMediaId },
    ]);
    await query(`UPDATE "CharterMedia" SET "createdAt" = now() - interval '1 hour'`);
    expect(await reapUploads(systemActor(), { limit: 10 })).toMatchObject({ removed: 1 });
    expect(await blob.keys()).toHaveLength(2);
  });

  test("an upload that is still under way after some seconds is busy, and harmed by nothing", async () => {
    await again();
    await query(
      `UPDATE "CharterMedia" SET status = 'RESERVED', "createdAt" = now() + interval '1 minute'`,
    );
    const before = await query(`SELECT * FROM "CharterMedia"`);
    await expect(again()).rejects.toMatchObject({ code: "busy" });
    expect(await query(`SELECT * FROM "CharterMedia"`)).toEqual(before);
  });
});
