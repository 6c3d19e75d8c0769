// A captain stops an upload: whenever that is, nothing of it stays, and nothing of it comes later.
import { beforeEach, expect, test, vi } from "vitest";
import * as photoRoute from "@/app/api/media/photo/route";
import { db } from "@/lib/db/client";
import { editMedia } from "@/lib/domain/media/edit-media";
import { orderPhotos } from "@/lib/domain/media/order-photos";
import { reapUploads } from "@/lib/domain/media/reap-uploads";
import { restoreMedia } from "@/lib/domain/media/restore-media";
import { takeBackUpload } from "@/lib/domain/media/take-back-upload";
import { aCaptain, signedIn, type TestCaptain } from "../../support/accounts";
import { captainActor, systemActor } from "../../support/actors";
import { query, truncateAll } from "../../support/database";
import { aCharter, aDraft } from "../../support/drafts";
import { call } from "../../support/http";
import { aJpeg, upload } from "../../support/photos";
import { blob } from "../../support/stack";

const idempotencyKey = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";
let captain: TestCaptain;
let bytes: Buffer;
beforeEach(async () => {
  await truncateAll();
  await blob.clear();
  captain = await aCaptain();
  bytes = await aJpeg();
});

const send = (fields = {}) => upload(captain, { bytes, idempotencyKey, fields });
const takeBack = ({ who = captain, draftId = undefined as string | undefined } = {}) =>
  takeBackUpload(captainActor(who.id), idempotencyKey, draftId);
const left = async () => [await db().charterMedia.count(), (await blob.keys()).length];

test("what has arrived goes for good, rows and files; again does no more", async () => {
  await send();
  expect(await takeBack()).toEqual({ ok: true });
  expect(await takeBack()).toEqual({ ok: true });
  expect(await left()).toEqual([0, 0]);
});

test("what comes afterwards under the key is refused, for a day", async () => {
  await takeBack();
  await expect(send()).rejects.toMatchObject({ code: "idempotency_mismatch" });
  expect(await left()).toEqual([0, 0]);
  await query(`UPDATE "IdempotencyKey" SET "createdAt" = now() - interval '24 hours 1 second'`);
  expect((await send()).duplicate).toBe(false);
});

test("what is under way never becomes a photo, and the reaper finds nothing to finish", async () => {
  let goOn = () => {};
  const held = new Promise<undefined>((resolve) => {
    goOn = () => resolve(undefined);
  });
  let isPutting = false;
  blob.setFault((req) => {
    if (req.method !== "PUT") return undefined;
    isPutting = true;
    return held;
  });
  const sending = send().catch((error: unknown) => error);
  await vi.waitUntil(() => isPutting, { timeout: 5000 });
  await takeBack();
  goOn();
  expect(await sending).toMatchObject({ code: "busy" });
  await query(`UPDATE "CharterMedia" SET "createdAt" = now() - interval '1 hour'`);
  await reapUploads(systemActor(), { limit: 10 });
  expect(await left()).toEqual([0, 0]);
  await expect(send()).rejects.toMatchObject({ code: "idempotency_mismatch" });
});

test("at the very moment it arrives, it is gone in the end or was refused", async () => {
  await upload(captain);
  for (let round = 0; round < 8; round++) {
    const key = `round-${round}`;
    bytes = await aJpeg();
    const sending = upload(captain, { bytes, idempotencyKey: key }).catch(() => null);
    const taking = takeBackUpload(captainActor(captain.id), key, undefined);
    await Promise.all([sending, taking]);
    expect(await db().charterMedia.count({ where: { status: "READY" } })).toBe(1);
  }
});

test("a photo that was there before the upload stays", async () => {
  const first = await upload(captain, { bytes });
  expect((await send()).charterMediaId).toBe(first.charterMediaId);
  await takeBack();
  expect(await db().charterMedia.count({ where: { status: "READY" } })).toBe(1);
});

test("a copy that the upload made on an older photo's files goes, and the files stay", async () => {
  const [one, two] = [await aDraft({ captain }), await aDraft({ captain })];
  await upload(captain, { bytes, fields: { draftId: one.id } });
  const files = await blob.keys();
  await upload(captain, { bytes, idempotencyKey, fields: { draftId: two.id } });
  expect(await db().charterMedia.count()).toBe(2);
  await takeBack({ draftId: two.id });
  expect(await db().charterMedia.count()).toBe(1);
  expect(await blob.keys()).toEqual(files);
});

test("a photo that is on a charter by now stays", async () => {
  const { charterMediaId: id } = await send();
  const charter = await aCharter({ captain });
  await db().charterMedia.update({ where: { id }, data: { charterId: charter.id } });
  await takeBack();
  expect(await db().charterMedia.count({ where: { id, status: "READY" } })).toBe(1);
});

test("one that was moved to another draft meanwhile goes to the trash, and can come back there", async () => {
  const [one, two] = [await aDraft({ captain }), await aDraft({ captain })];
  const { charterMediaId: id } = await send({ draftId: one.id });
  await editMedia(captainActor(captain.id), id, { draftId: two.id });
  await takeBack({ draftId: one.id });
  expect(await db().charterMedia.findUnique({ where: { id } })).toMatchObject({
    status: "READY",
    trashedAt: expect.any(Date),
  });
  expect((await restoreMedia(captainActor(captain.id), id)).draftId).toBe(two.id);
});

test.each([
  ["worded", { caption: "The deck" }],
  ["made the cover", { isCover: true }],
  ["given a subject", { shows: "deck" as const }],
])("one that was %s meanwhile goes to the trash, with its files", async (_, words) => {
  const { id: draftId } = await aDraft({ captain });
  const { charterMediaId: id } = await send({ draftId });
  const files = await blob.keys();
  await editMedia(captainActor(captain.id), id, words);
  await takeBack({ draftId });
  expect(await db().charterMedia.count({ where: { id, NOT: { trashedAt: null } } })).toBe(1);
  expect(await blob.keys()).toEqual(files);
});

test("one that staff have looked at meanwhile goes to the trash, with its files", async () => {
  const { charterMediaId: id } = await send();
  const files = await blob.keys();
  await query(`UPDATE "CharterMedia" SET "reviewedAt" = now() WHERE "id" = $1`, [id]);
  await takeBack();
  expect(await db().charterMedia.count({ where: { id, NOT: { trashedAt: null } } })).toBe(1);
  expect(await blob.keys()).toEqual(files);
});

test("one that only found its place in its draft meanwhile goes for good", async () => {
  const { id: draftId } = await aDraft({ captain });
  const other = await upload(captain, { fields: { draftId } });
  const { charterMediaId: id } = await send({ draftId });
  await orderPhotos(captainActor(captain.id), draftId, [id, other.charterMediaId]);
  await takeBack({ draftId });
  expect(await db().charterMedia.count({ where: { id } })).toBe(0);
});

test("nobody takes back another captain's upload", async () => {
  await send();
  await takeBack({ who: await aCaptain() });
  expect(await db().charterMedia.count({ where: { status: "READY" } })).toBe(1);
});

test("files that the store does not let go of now go with the cleanup", async () => {
  await send();
  blob.setFault(() => ({ status: 503, body: "down" }));
  expect(await takeBack()).toEqual({ ok: true });
  blob.setFault();
  expect(await db().charterMedia.findMany({ select: { status: true } })).toEqual([
    { status: "DELETING" },
  ]);
});

test("without a key there is nothing to take back", async () => {
  const { status, body } = await call(photoRoute.DELETE, {
    method: "DELETE",
    cookie: await signedIn(captain),
  });
  expect([status, body.error]).toEqual([400, "invalid_payload"]);
});
