// The Idempotency-Key of an upload: the same key and bytes lead to the same row for 24 hours.
import { beforeEach, describe, expect, test } from "vitest";
import * as photoRoute from "@/app/api/media/photo/route";
import { db } from "@/lib/db/client";
import { reapUploads } from "@/lib/domain/media/reap-uploads";
import { aCaptain, signedIn, type TestCaptain } from "../../support/accounts";
import { systemActor } from "../../support/actors";
import { query, truncateAll } from "../../support/database";
import { aDraft } from "../../support/drafts";
import { aJpeg, sendForm, upload } from "../../support/photos";
import { blob, redis } from "../../support/stack";

let captain: TestCaptain;
let bytes: Buffer;
const idempotencyKey = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";
beforeEach(async () => {
  await truncateAll();
  await blob.clear();
  redis.clear();
  captain = await aCaptain();
  bytes = await aJpeg();
});

const keep = { onDuplicate: "keep" } as const;
const send = (given: Partial<Parameters<typeof upload>[1]> = {}) =>
  upload(captain, { bytes, fields: keep, idempotencyKey, ...given });

test("the same key and bytes are answered the same, even where a copy was asked for", async () => {
  const cookie = await signedIn(captain);
  const headers = { "idempotency-key": idempotencyKey };
  const form = { cookie, bytes, headers, fields: keep };
  const [first, again] = [
    await sendForm(photoRoute.POST, form),
    await sendForm(photoRoute.POST, form),
  ];
  expect([first.status, again.status]).toEqual([201, 201]);
  expect(again.body).toEqual(first.body);
  expect([await db().charterMedia.count(), (await blob.keys()).length]).toEqual([1, 2]);
});

test("a duplicate stays a duplicate when it is answered again", async () => {
  const [one, two] = [await aDraft({ captain }), await aDraft({ captain })];
  await upload(captain, { bytes, fields: { draftId: one.id } });
  for (const draft of [one, two]) {
    const given = { idempotencyKey: draft.id, fields: { draftId: draft.id } };
    const first = await send(given);
    expect(first.duplicate).toBe(true);
    expect(await send(given)).toEqual(first);
  }
});

test("other bytes under the same key are refused with 409, and nothing is stored", async () => {
  await send();
  const cookie = await signedIn(captain);
  const headers = { "idempotency-key": idempotencyKey };
  const keys = await blob.keys();
  const { status, body } = await sendForm(photoRoute.POST, {
    cookie,
    bytes: await aJpeg(),
    headers,
  });
  expect([status, body.error]).toEqual([409, "idempotency_mismatch"]);
  expect([await db().charterMedia.count(), await blob.keys()]).toEqual([1, keys]);
});

test("five at once make one row", async () => {
  const answers = await Promise.all(Array.from({ length: 5 }, () => send()));
  expect(new Set(answers.map(({ charterMediaId }) => charterMediaId)).size).toBe(1);
  expect(await db().charterMedia.count()).toBe(1);
});

test("another captain's key is another key", async () => {
  const mine = await send();
  const theirs = await upload(await aCaptain(), { bytes, idempotencyKey });
  expect(theirs.charterMediaId).not.toBe(mine.charterMediaId);
});

test("after 24 hours by the database's clock the key means nothing", async () => {
  const first = await send();
  await query(`UPDATE "IdempotencyKey" SET "createdAt" = now() - interval '24 hours 1 second'`);
  const second = await send({ bytes: await aJpeg() });
  expect(second.charterMediaId).not.toBe(first.charterMediaId);
});

describe("an upload that failed", () => {
  test("frees its key, for the same bytes and for others", async () => {
    blob.setFault(() => ({ status: 400, body: { error: { code: "bad_request", message: "no" } } }));
    await expect(send()).rejects.toMatchObject({ code: "storage_unavailable" });
    blob.setFault();
    expect(await db().idempotencyKey.count()).toBe(0);
    expect((await send()).duplicate).toBe(false);
  });

  test("with its whole process leaves a key that the same bytes take over after half a minute", async () => {
    await send();
    await query(`UPDATE "CharterMedia" SET status = 'RESERVED'`);
    await query(`UPDATE "IdempotencyKey" SET "createdAt" = now() - interval '31 seconds'`);
    expect((await send()).duplicate).toBe(false);
    // What the first one left is finished by nobody: there is one copy, not two.
    await query(`UPDATE "CharterMedia" SET "createdAt" = now() - interval '1 hour'`);
    expect(await reapUploads(systemActor(), { limit: 10 })).toMatchObject({ removed: 1 });
    await query(`UPDATE "IdempotencyKey" SET "createdAt" = now() - interval '31 seconds'`);
    await expect(send({ bytes: await aJpeg() })).rejects.toMatchObject({
      code: "idempotency_mismatch",
    });
  });
});

test.each(["", "with spaces", "x".repeat(129), "tab\there"])("%j is not a key", async (key) => {
  const cookie = await signedIn(captain);
  const headers = { "idempotency-key": key };
  const { status, body } = await sendForm(photoRoute.POST, { cookie, bytes, headers });
  expect([status, body.error]).toEqual([400, "invalid_payload"]);
  expect(Object.keys(body.errors)).toEqual(["Idempotency-Key"]);
});
