// A video from its row to its charter and out again: what finalize links, what the worker swaps, what removing
// leaves, and what the cleanup finds.
import { beforeEach, describe, expect, test } from "vitest";
import * as videosRoute from "@/app/api/captain/videos/route";
import * as posterRoute from "@/app/api/media/video/[videoId]/poster/route";
import * as retryRoute from "@/app/api/media/video/[videoId]/retry/route";
import * as videoRoute from "@/app/api/media/video/[videoId]/route";
import { db } from "@/lib/db/client";
import { expectBlob } from "@/lib/db/loose-blob-repo";
import { dropTrashed } from "@/lib/db/video-repo";
import { getCharter } from "@/lib/domain/charter/get-charter";
import { finalizeDraft } from "@/lib/domain/draft/finalize-draft";
import { emptyTrash } from "@/lib/domain/library/empty-trash";
import { restoreMedia } from "@/lib/domain/media/restore-media";
import { runCleanup } from "@/lib/domain/media/run-cleanup";
import { finishVideo } from "@/lib/domain/video/finish-video";
import { putBlob } from "@/lib/storage/blob-store";
import { aCaptain, signedIn, type TestCaptain } from "../../support/accounts";
import { captainActor, systemActor } from "../../support/actors";
import { aClip } from "../../support/clips";
import { query, truncateAll } from "../../support/database";
import { aDraft } from "../../support/drafts";
import { call } from "../../support/http";
import { aJpeg, sendForm } from "../../support/photos";
import { blob } from "../../support/stack";
import { aboutClip, reserve, send } from "../../support/video-upload";
import { aQueuedVideo, served, videoNow } from "../../support/videos";

process.env.RATE_LIMIT_MULTIPLIER = "1000";

let captain: TestCaptain;
let cookie: string;
beforeEach(async () => {
  await truncateAll();
  await blob.clear();
  captain = await aCaptain();
  cookie = await signedIn(captain);
});

const on = (handler: typeof videoRoute.DELETE, method: "POST" | "DELETE", videoId: string) =>
  call(handler, { method, cookie, params: { videoId } });
const remove = (id: string) => on(videoRoute.DELETE, "DELETE", id);
const retry = (id: string) => on(retryRoute.POST, "POST", id);
const listed = async (search = "") => {
  const { body } = await call(videosRoute.GET, { cookie, path: `/api/captain/videos${search}` });
  return body.videos.map(({ id }: { id: string }) => id);
};
const cleanup = () => runCleanup(systemActor(), { dryRun: false });
const poster = async (videoId: string) =>
  sendForm(posterRoute.PUT, {
    ...{ cookie, method: "PUT", params: { videoId } },
    bytes: await aJpeg({ gps: true }),
  });

/** A draft ready to be submitted, with a queued clip of its own. */
async function aDraftWithClip(given = {}) {
  const draft = await aDraft({ captain, photos: 3 });
  const video = await aQueuedVideo({ owner: captain, draftId: draft.id, ...given });
  return { draft, video };
}
const finalize = (draftId: string) => finalizeDraft(captainActor(captain.id), draftId);

/** Holds a clip as the worker does. */
async function hold(id: string, lease: string) {
  const data = { processStatus: "processing", leaseOwner: lease, attempts: 1 } as const;
  await db().captainVideo.update({ where: { id }, data: { ...data, retryAt: null } });
  return { id, lease };
}
let serial = 0;
/** Stores what the worker would have made. */
async function made({ withPoster = true } = {}) {
  const name = `videos/made-${++serial}`;
  const signal = new AbortController().signal;
  const store = async (key: string, bytes: Buffer, type: string) => {
    await expectBlob(db(), key, 900);
    return { key, url: await putBlob(key, bytes, type, signal) };
  };
  const clip = await store(`${name}.mp4`, await aClip({ seconds: 2 }), "video/mp4");
  return {
    clip: { ...clip, sizeBytes: 4_711, durationSec: 2, width: 320, height: 180, fromSec: 0 },
    poster: withPoster ? await store(`${name}.jpg`, await aJpeg(), "image/jpeg") : null,
  };
}
const mediaOf = (charterMediaId: string | null) =>
  db().charterMedia.findUniqueOrThrow({ where: { id: charterMediaId ?? "" } });

describe("a clip that becomes ready after its draft was submitted", () => {
  test("is swapped on the charter in the same moment, and its original goes only then", async () => {
    const { draft, video } = await aDraftWithClip({
      ...{ originalDurationSec: 9.5, originalWidth: 1080, originalHeight: 1920 },
    });
    const { charterId } = await finalize(draft.id);
    const before = await mediaOf((await videoNow(video.id)).charterMediaId);
    expect(before).toMatchObject({
      ...{ kind: "CHARTER_VIDEO", captainId: captain.profileId, charterId, url: video.originalUrl },
      ...{ storageKey: video.blobKey, mimeType: "video/mp4", sizeBytes: video.sizeBytes },
      ...{ durationSeconds: 9.5, width: 1080, height: 1920, thumbnailUrl: null },
    });
    await served(before.url);
    // What is not ready may play nowhere, and may say where it was recorded.
    expect(
      (await getCharter(charterId)).media.filter(({ kind }) => kind === "CHARTER_VIDEO"),
    ).toEqual([]);

    const work = await made();
    expect(await finishVideo(systemActor(), await hold(video.id, "a"), work)).toBe(true);
    const row = await videoNow(video.id);
    expect(row).toMatchObject({
      processStatus: "ready",
      ready720pUrl: work.clip.url,
      leaseOwner: null,
    });
    expect(await mediaOf(row.charterMediaId)).toMatchObject({
      ...{ id: before.id, charterId, url: work.clip.url, storageKey: work.clip.key },
      ...{ mimeType: "video/mp4", sizeBytes: 4711n, width: 320, height: 180, durationSeconds: 2 },
      thumbnailUrl: work.poster?.url,
    });
    const shown = (await getCharter(charterId)).media.find(({ kind }) => kind === "CHARTER_VIDEO");
    expect(shown?.url).toBe(work.clip.url);
    await served(work.clip.url);
    expect(blob.keys()).toEqual([work.clip.key, work.poster?.key].sort());
    expect(await query(`SELECT FROM "LooseBlob"`)).toEqual([]);
  });

  test("is what its captain chose for a poster, not the worker's", async () => {
    const { draft, video } = await aDraftWithClip();
    const { body } = await poster(video.id);
    await finalize(draft.id);
    const work = await made();
    expect(await finishVideo(systemActor(), await hold(video.id, "a"), work)).toBe(true);
    const row = await videoNow(video.id);
    expect(row.thumbnailUrl).toBe(body.video.thumbnailUrl);
    expect((await mediaOf(row.charterMediaId)).thumbnailUrl).toBe(row.thumbnailUrl);
    expect(blob.keys()).toEqual([row.thumbnailBlobKey, row.normalizedBlobKey].sort());
  });

  test("is never swapped by who lost it: not after another claim, a removal, or too late", async () => {
    const { video } = await aDraftWithClip();
    const lost = await hold(video.id, "a");
    const held = await hold(video.id, "b");
    expect(await finishVideo(systemActor(), lost, await made())).toBe(false);
    expect(blob.keys()).toEqual([video.blobKey]);
    const late = await made();
    await query(`UPDATE "LooseBlob" SET "due" = now() - interval '1 s'`);
    expect(await finishVideo(systemActor(), held, late)).toBe(false);
    expect((await videoNow(video.id)).processStatus).toBe("processing");
    const work = await made();
    expect(await remove(video.id)).toMatchObject({ status: 200 });
    expect(await finishVideo(systemActor(), held, work)).toBe(false);
    expect(blob.keys()).toEqual([]);
  });

  test("of two who hold it by the same lease, one swaps", async () => {
    const { video } = await aDraftWithClip();
    const held = await hold(video.id, "a");
    const works = [await made(), await made()] as const;
    const done = await Promise.all(works.map((work) => finishVideo(systemActor(), held, work)));
    expect(done.filter(Boolean)).toHaveLength(1);
    const row = await videoNow(video.id);
    expect(blob.keys()).toEqual([row.normalizedBlobKey, row.thumbnailBlobKey].sort());
  });
});

describe("a clip that failed or was cancelled", () => {
  test.each(["failed", "cancelled"] as const)(
    "%s: blocks no submission and is not published",
    async (status) => {
      const { draft, video } = await aDraftWithClip({ processStatus: status, errorMessage: "No." });
      expect(await finalize(draft.id)).toMatchObject({ photos: 3, videos: 0 });
      expect(await videoNow(video.id)).toMatchObject({ charterId: null, charterMediaId: null });
    },
  );

  test("is tried again on request, from the start, however often that is asked", async () => {
    const { video } = await aDraftWithClip({
      processStatus: "failed",
      attempts: 3,
      errorMessage: "No.",
    });
    const answers = await Promise.all([retry(video.id), retry(video.id)]);
    expect(answers.map(({ status, body }) => [status, body.video.status])).toEqual(
      Array(2).fill([200, "queued"]),
    );
    expect(await videoNow(video.id)).toMatchObject({ attempts: 0, errorMessage: null });
  });

  test("also on a charter, where it is not seen until it is ready", async () => {
    const { draft, video } = await aDraftWithClip();
    const { charterId } = await finalize(draft.id);
    await query(`UPDATE "CaptainVideo" SET "processStatus" = 'failed'`);
    expect((await getCharter(charterId)).media).toHaveLength(3);
    expect((await retry(video.id)).body.video).toMatchObject({ status: "queued", charterId });
  });

  test("what has not arrived yet can't be tried again", async () => {
    const { body } = await reserve(cookie, await aboutClip(await aClip()));
    expect(await retry(body.video.id)).toMatchObject({
      status: 409,
      body: { error: "upload_incomplete" },
    });
  });
});

describe("removing", () => {
  test.each(["queued", "processing", "ready", "failed", "cancelled"] as const)(
    "%s: the row and all its files go at once, its poster too",
    async (processStatus) => {
      const video = await aQueuedVideo({ owner: captain, processStatus });
      await poster(video.id);
      const answers = await Promise.all([remove(video.id), remove(video.id)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
      expect([await query(`SELECT FROM "CaptainVideo"`), blob.keys()]).toEqual([[], []]);
      expect(await query(`SELECT FROM "LooseBlob"`)).toEqual([]);
    },
  );

  test("while it uploads: what arrives afterwards is gone with the next cleanup after its token", async () => {
    const bytes = await aClip();
    const { body } = await reserve(cookie, await aboutClip(bytes));
    expect(await remove(body.video.id)).toMatchObject({ status: 200 });
    await send(body, bytes);
    await cleanup();
    expect(blob.keys()).toEqual([body.upload.pathname]);
    await query(`UPDATE "LooseBlob" SET "due" = now()`);
    expect(await cleanup()).toMatchObject({ deleted: 1, failed: 0, remaining: 0 });
    expect([blob.keys(), await query(`SELECT FROM "LooseBlob"`)]).toEqual([[], []]);
  });

  test("while the store is down: it is gone for its captain, and its file with the next cleanup", async () => {
    const video = await aQueuedVideo({ owner: captain });
    await blob.stop();
    expect(await remove(video.id)).toMatchObject({ status: 200 });
    expect(await listed()).toEqual([]);
    await blob.restart();
    expect(blob.keys()).toEqual([video.blobKey]);
    await cleanup();
    expect(blob.keys()).toEqual([]);
  });

  test("on a charter it goes to the trash, from which it returns, or is purged with its files", async () => {
    const { draft, video } = await aDraftWithClip({ processStatus: "ready" });
    const { charterId } = await finalize(draft.id);
    const videosOn = async () =>
      (await getCharter(charterId)).media.filter(({ kind }) => kind === "CHARTER_VIDEO").length;
    const { charterMediaId } = await videoNow(video.id);
    for (const _ of "twice") expect(await remove(video.id)).toMatchObject({ status: 200 });
    expect([await listed(), await videosOn()]).toEqual([[], 0]);
    expect(await retry(video.id)).toMatchObject({ status: 404 });
    await restoreMedia(captainActor(captain.id), charterMediaId ?? "");
    expect([await listed(), await videosOn()]).toEqual([[video.id], 1]);

    await remove(video.id);
    await cleanup();
    expect(blob.keys()).toEqual([video.blobKey]);
    await query(
      `UPDATE "CharterMedia" SET "trashedAt" = now() - interval '31 days' WHERE "trashedAt" IS NOT NULL`,
    );
    await cleanup();
    expect(blob.keys()).toEqual([]);
    expect(await query(`SELECT FROM "CaptainVideo"`)).toEqual([]);
    expect(await query(`SELECT FROM "CharterMedia" WHERE "kind" = 'CHARTER_VIDEO'`)).toEqual([]);
  });

  test("restored while the cleanup purges it: row and media are both there or both gone", async () => {
    for (let round = 0; round < 8; round++) {
      const { draft, video } = await aDraftWithClip({ processStatus: "ready" });
      await finalize(draft.id);
      const { charterMediaId } = await videoNow(video.id);
      await remove(video.id);
      await query(
        `UPDATE "CharterMedia" SET "trashedAt" = now() - interval '31 days' WHERE "id" = $1`,
        [charterMediaId],
      );
      const restore = () => restoreMedia(captainActor(captain.id), charterMediaId ?? "");
      // At once, and in the moment between the two steps of a purge.
      if (round < 7) await Promise.allSettled([restore(), dropTrashed(db())]);
      else await dropTrashed(db());
      await Promise.allSettled([restore()]);
      const rows = await query(
        `SELECT FROM "CharterMedia" AS media WHERE media."kind" = 'CHARTER_VIDEO' AND media."status" = 'READY'
          AND NOT EXISTS (SELECT FROM "CaptainVideo" WHERE "charterMediaId" = media."id")`,
      );
      expect(rows).toEqual([]);
    }
    await cleanup();
    expect(await query(`SELECT FROM "CharterMedia" WHERE "status" = 'DELETING'`)).toEqual([]);
  });

  test("emptying the trash takes it along", async () => {
    const { draft, video } = await aDraftWithClip({ processStatus: "ready" });
    await finalize(draft.id);
    await remove(video.id);
    const { deleted, erase } = await emptyTrash(captainActor(captain.id));
    await erase();
    await cleanup();
    expect([deleted, blob.keys()]).toEqual([1, []]);
    expect(await query(`SELECT FROM "CaptainVideo"`)).toEqual([]);
  });
});

describe("a poster", () => {
  test("is stored without metadata and replaces the one before, also while the video uploads", async () => {
    const { body } = await reserve(cookie, await aboutClip(await aClip()));
    const first = await poster(body.video.id);
    expect(first).toMatchObject({ status: 200, body: { video: { status: "uploading" } } });
    const second = await poster(body.video.id);
    const bytes = await served(second.body.video.thumbnailUrl);
    expect(bytes.includes("SecretCamera")).toBe(false);
    expect(blob.keys()).toHaveLength(1);
    const words = await sendForm(posterRoute.PUT, {
      ...{ cookie, method: "PUT", params: { videoId: body.video.id } },
      bytes: Buffer.from("a picture, I promise"),
    });
    expect(words).toMatchObject({ status: 415, body: { error: "unsupported_media_type" } });
  });

  test("that a crash left without a row goes with the next cleanup", async () => {
    await expectBlob(db(), "videos/lost.webp", 0);
    await putBlob("videos/lost.webp", await aJpeg(), "image/webp", new AbortController().signal);
    await cleanup();
    expect(blob.keys()).toEqual([]);
  });
});

describe("the list", () => {
  test("of a draft: what waits in it or in none, whatever its state; then what is on its charter", async () => {
    const { draft, video } = await aDraftWithClip();
    const free = await aQueuedVideo({ owner: captain, processStatus: "failed" });
    const other = await aDraftWithClip();
    const { id: theirs } = await aQueuedVideo({ owner: await aCaptain() });
    expect(await listed()).toEqual([video.id, free.id, other.video.id]);
    expect(await listed(`?draftId=${draft.id}`)).toEqual([video.id, free.id]);
    await finalize(draft.id);
    expect(await listed(`?draftId=${draft.id}`)).toEqual([video.id]);
    expect(await listed()).not.toContain(theirs);
  });
});

describe("the cleanup", () => {
  const age = (hours: number) =>
    query(`UPDATE "LooseBlob" SET "due" = now() - make_interval(hours => $1)`, [hours]);

  test("confirms what arrived without a word, keeps what may go on, and removes what nobody came back for", async () => {
    const bytes = await aClip();
    const about = await aboutClip(bytes);
    const [silent, paused] = [await reserve(cookie, about), await reserve(cookie, about)];
    await send(silent.body, bytes);
    expect(await cleanup()).toMatchObject({ finished: 0, remaining: 0 });
    await age(23);
    expect(await cleanup()).toMatchObject({ finished: 1, remaining: 0 });
    expect((await videoNow(silent.body.video.id)).processStatus).toBe("ready");
    expect((await videoNow(paused.body.video.id)).processStatus).toBe("uploading");
    await age(25);
    expect((await runCleanup(systemActor(), { dryRun: true })).remaining).toBeGreaterThan(0);
    expect(await cleanup()).toMatchObject({ failed: 0, remaining: 0 });
    expect(await listed()).toEqual([silent.body.video.id]);
    expect(blob.keys()).toEqual([silent.body.upload.pathname]);
  });

  test("never takes what a row names, however long it waits", async () => {
    const video = await aQueuedVideo({ owner: captain });
    await expectBlob(db(), video.blobKey, 0);
    await cleanup();
    expect(blob.keys()).toEqual([video.blobKey]);
    expect(await query(`SELECT FROM "LooseBlob"`)).toEqual([]);
  });
});
