// The picture of a captain's profile: the same door as every photo, one picture at a time.
import { beforeEach, expect, test } from "vitest";
import * as avatarRoute from "@/app/api/captain/avatar/route";
import { db } from "@/lib/db/client";
import { getProfile } from "@/lib/domain/account/get-profile";
import { finalizeDraft } from "@/lib/domain/draft/finalize-draft";
import { removeMedia } from "@/lib/domain/media/remove-media";
import { restoreMedia } from "@/lib/domain/media/restore-media";
import { aCaptain, aUser, signedIn, type TestCaptain } from "../../support/accounts";
import { captainActor } from "../../support/actors";
import { truncateAll } from "../../support/database";
import { aDraft } from "../../support/drafts";
import { call } from "../../support/http";
import { aJpeg, sendForm } from "../../support/photos";
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

const set = async (bytes?: Uint8Array) =>
  sendForm(avatarRoute.POST, { cookie, bytes: bytes ?? (await aJpeg()) });
const remove = () => call(avatarRoute.DELETE, { cookie, method: "DELETE" });
const worn = async () => (await getProfile(captainActor(captain.id))).avatar?.mediaId;
const trashed = async () =>
  (await db().charterMedia.findMany({ where: { trashedAt: { not: null } } })).map(({ id }) => id);

test("is stored like any photo, and worn from then on", async () => {
  const { status, body } = await set();
  expect(status).toBe(201);
  expect(body).toMatchObject({
    ok: true,
    media: { kind: "CAPTAIN_AVATAR", mimeType: "image/webp" },
  });
  expect(await worn()).toBe(body.media.id);
  expect((await fetch(body.media.url)).status).toBe(200);
});

test("makes the profile of a user who has none", async () => {
  const user = await aUser();
  const answer = await sendForm(avatarRoute.POST, {
    cookie: await signedIn(user),
    bytes: await aJpeg(),
  });
  expect(answer.status).toBe(201);
  expect((await getProfile(captainActor(user.id))).avatar?.mediaId).toBe(answer.body.media.id);
});

test("a new one takes over and the old one goes to the trash, the same picture included", async () => {
  const bytes = await aJpeg();
  const [first, second] = [await set(bytes), await set(bytes)];
  expect(await worn()).toBe(second.body.media.id);
  expect(await trashed()).toEqual([first.body.media.id]);
});

test("of several at once exactly one is worn and the others are in the trash", async () => {
  const answers = await Promise.all([set(), set(), set(), set()]);
  const ids = answers.map(({ body }) => body.media.id);
  expect(ids).toContain(await worn());
  expect(new Set([await worn(), ...(await trashed())])).toEqual(new Set(ids));
});

test("is taken off, again without harm, and comes back when restored", async () => {
  const { body } = await set();
  expect([(await remove()).body, (await remove()).body]).toEqual([{ ok: true }, { ok: true }]);
  expect([await worn(), await trashed()]).toEqual([undefined, [body.media.id]]);
  await restoreMedia(captainActor(captain.id), body.media.id);
  expect(await worn()).toBe(body.media.id);
});

test("restoring an older one takes off the one that is worn", async () => {
  const [first, second] = [await set(), await set()];
  await restoreMedia(captainActor(captain.id), first.body.media.id);
  expect([await worn(), await trashed()]).toEqual([first.body.media.id, [second.body.media.id]]);
});

test("removed as a media row it is taken off too", async () => {
  const { body } = await set();
  await removeMedia(captainActor(captain.id), body.media.id);
  expect(await worn()).toBeUndefined();
});

test("is no photo of a draft: finalize neither counts nor links it", async () => {
  await set();
  const draft = await aDraft({ captain, photos: 2 });
  await expect(finalizeDraft(captainActor(captain.id), draft.id)).rejects.toMatchObject({
    code: "missing_media",
    details: { found: 2 },
  });
});

test("is refused like any file that is no photo, and the old one stays", async () => {
  const { body } = await set();
  const answer = await set(Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"));
  expect([answer.status, answer.body.error]).toEqual([415, "unsupported_media_type"]);
  expect([await worn(), await trashed()]).toEqual([body.media.id, []]);
});

test("without a session is refused", async () => {
  expect((await sendForm(avatarRoute.POST, { bytes: await aJpeg() })).status).toBe(401);
  expect((await call(avatarRoute.DELETE, { method: "DELETE" })).status).toBe(401);
  expect(await db().charterMedia.count()).toBe(0);
});
