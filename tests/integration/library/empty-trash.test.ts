// Emptying the trash: gone for good and at once, and nothing else with it.
import { beforeEach, expect, test, vi } from "vitest";
import * as trashRoute from "@/app/api/captain/trash/route";
import { db } from "@/lib/db/client";
import { emptyTrash } from "@/lib/domain/library/empty-trash";
import { listLibrary } from "@/lib/domain/library/list-library";
import { readLibraryAddress } from "@/lib/domain/library/schema";
import { actOnMedia } from "@/lib/domain/media/act-on-media";
import { addPhotos } from "@/lib/domain/media/add-photos";
import { removeMedia } from "@/lib/domain/media/remove-media";
import { restoreMedia } from "@/lib/domain/media/restore-media";
import { renditionsOf } from "@/lib/domain/media/rules";
import { runCleanup } from "@/lib/domain/media/run-cleanup";
import { aCaptain, aUser, signedIn, type TestCaptain } from "../../support/accounts";
import { captainActor, staffActor, systemActor } from "../../support/actors";
import { truncateAll } from "../../support/database";
import { aCharter, aDraft, photoRows } from "../../support/drafts";
import { call } from "../../support/http";
import { aPendingPhoto } from "../../support/photos";
import { blob } from "../../support/stack";
import { expectShape } from "../http/shapes";

let captain: TestCaptain;
beforeEach(async () => {
  await truncateAll();
  await blob.clear();
  captain = await aCaptain();
});
const actor = () => captainActor(captain.id);
const idsLeft = async () => (await db().charterMedia.findMany()).map(({ id }) => id).sort();

test("files and rows are gone; what waits, is on a charter or is somebody else's stays", async () => {
  const cookie = await signedIn(captain);
  const { media } = await aCharter({ captain });
  const gone = await aPendingPhoto({ captain });
  const kept = await aPendingPhoto({ captain });
  const stranger = await aCaptain();
  const [theirs] = await photoRows(stranger, 1, { trashedAt: new Date() });
  const keysBefore = await blob.keys();
  await removeMedia(actor(), gone.id);
  const empty = () => call(trashRoute.DELETE, { method: "DELETE", cookie });
  const answer = await empty();
  expectShape(answer, 200, "emptied");
  expect(answer.body).toMatchObject({ deleted: 1, kept: 0 });
  await vi.waitFor(async () => expect(await idsLeft()).not.toContain(gone.id));
  expect(await idsLeft()).toEqual([kept.id, theirs?.id, ...media.map(({ id }) => id)].sort());
  expect((await blob.keys()).length).toBeLessThan(keysBefore.length);
  expect((await empty()).body.deleted).toBe(0);
  await expect(restoreMedia(actor(), gone.id)).rejects.toMatchObject({ code: "not_found" });
});

test("a file that is used elsewhere stays in the store", async () => {
  const draft = await aDraft({ captain });
  const other = await aDraft({ captain });
  const photo = await aPendingPhoto({ captain, draftId: draft.id });
  await addPhotos(actor(), other.id, [photo.id]);
  const keys = await blob.keys();
  await removeMedia(actor(), photo.id);
  const { deleted, erase } = await emptyTrash(actor());
  await erase();
  expect([deleted, await blob.keys()]).toEqual([1, keys]);
  expect(await idsLeft()).toHaveLength(1);
});

test("with the store down it is out of reach, and the daily round finishes it", async () => {
  const photo = await aPendingPhoto({ captain });
  await removeMedia(actor(), photo.id);
  blob.setFault(() => ({ status: 503, body: {} }));
  const { erase } = await emptyTrash(actor());
  await expect(erase()).rejects.toMatchObject({ code: "storage_unavailable" });
  await expect(restoreMedia(actor(), photo.id)).rejects.toMatchObject({ code: "not_found" });
  blob.setFault();
  expect(await blob.keys()).not.toEqual([]);
  await runCleanup(systemActor(), { dryRun: false });
  expect([await idsLeft(), await blob.keys()]).toEqual([[], []]);
});

test("emptied and restored at once, each photo is either back whole or gone whole", async () => {
  const photos = await Promise.all([1, 2, 3, 4].map(() => aPendingPhoto({ captain })));
  for (const { id } of photos) await removeMedia(actor(), id);
  const [emptied, ...restored] = await Promise.allSettled([
    emptyTrash(actor()).then(({ erase }) => erase()),
    ...photos.map(({ id }) => restoreMedia(actor(), id)),
  ]);
  expect(emptied.status).toBe("fulfilled");
  const back = photos.filter((_, at) => restored[at]?.status === "fulfilled");
  expect(await idsLeft()).toEqual(back.map(({ id }) => id).sort());
  for (const { url } of back) expect((await fetch(url)).status).toBe(200);
});

test("what staff put there stays, with its files, until its time is over", async () => {
  const staff = staffActor((await aUser({ role: "STAFF" })).id);
  const theirs = await aPendingPhoto({ captain });
  const own = await aPendingPhoto({ captain });
  const mediaIds = [theirs.id];
  await actOnMedia(staff, { action: "trash", mediaIds, reason: "Somebody else's photo" });
  await removeMedia(actor(), own.id);
  const bytes = renditionsOf(own).reduce((sum, one) => sum + one.bytes, 0);
  const { counts, storage } = await listLibrary(actor(), readLibraryAddress({ state: "trash" }));
  expect([counts.trash, storage.trashPhotos, storage.trashBytes]).toEqual([2, 1, bytes]);
  const { deleted, kept, erase } = await emptyTrash(actor());
  await erase();
  expect([deleted, kept, await idsLeft()]).toEqual([1, 1, mediaIds]);
  expect((await fetch(theirs.url)).status).toBe(200);
});

test("what staff once removed is the captain's own again after they brought it back", async () => {
  const staff = staffActor((await aUser({ role: "STAFF" })).id);
  const { id } = await aPendingPhoto({ captain });
  await actOnMedia(staff, { action: "trash", mediaIds: [id], reason: "Blurred" });
  await actOnMedia(staff, { action: "restore", mediaIds: [id], reason: "It is fine" });
  await removeMedia(actor(), id);
  expect(await emptyTrash(actor())).toMatchObject({ deleted: 1, kept: 0 });
});

test("each photo that is gone for good is in the audit, by its captain, with the name of its file", async () => {
  const photo = await aPendingPhoto({ captain });
  await removeMedia(actor(), photo.id);
  await emptyTrash(actor());
  await emptyTrash(actor());
  expect(await db().auditLog.findMany()).toEqual([
    expect.objectContaining({
      ...{ actorId: captain.id, actorRole: "captain", action: "purge" },
      ...{ entity: "CharterMedia", entityId: photo.id },
      before: expect.objectContaining({ state: "trash", captainId: captain.profileId }),
      after: expect.objectContaining({ state: "purged", storageKey: expect.any(String) }),
    }),
  ]);
});
