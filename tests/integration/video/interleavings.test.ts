// Everything that touches a video, in 200 random orders and side by side: whatever comes first, both directions of
// every link agree, what is shown is there, and no file is without a name.
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { expectBlob } from "@/lib/db/loose-blob-repo";
import { claim, endAttempt } from "@/lib/db/video-queue-repo";
import { finalizeDraft } from "@/lib/domain/draft/finalize-draft";
import { restoreMedia } from "@/lib/domain/media/restore-media";
import { runCleanup } from "@/lib/domain/media/run-cleanup";
import { completeVideo } from "@/lib/domain/video/complete-video";
import { finishVideo } from "@/lib/domain/video/finish-video";
import { removeVideo } from "@/lib/domain/video/remove-video";
import { reserveVideo } from "@/lib/domain/video/reserve-video";
import { retryVideo } from "@/lib/domain/video/retry-video";
import { AppError } from "@/lib/errors/app-error";
import { putBlob } from "@/lib/storage/blob-store";
import { aCaptain } from "../../support/accounts";
import { captainActor, systemActor } from "../../support/actors";
import { aClip } from "../../support/clips";
import { query } from "../../support/database";
import { aDraft } from "../../support/drafts";
import { blob } from "../../support/stack";
import { aboutClip, send, tell } from "../../support/video-upload";

const ROUNDS = 200;
const AT_ONCE = 4;
const signal = new AbortController().signal;
const system = systemActor();

/** The same orders for the same seed; a failure names its round. */
function dice(seed: number) {
  let state = seed;
  return (sides: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** What a captain, the store and the worker do; each may find that another was first. */
async function expected<T>(work: Promise<T>): Promise<T | null> {
  return work.catch((error: unknown) => {
    if (error instanceof AppError && error.code !== "internal") return null;
    throw error;
  });
}

/** The worker takes the next clip, and makes one of it or finds that none can be made. */
async function processNext({ fails }: { fails: boolean }): Promise<void> {
  const lease = randomUUID();
  const video = await claim(db(), { lease, seconds: 60, words: "No." });
  if (!video) return;
  if (fails) {
    await endAttempt(db(), { id: video.id, lease }, { words: "No.", again: false });
    return;
  }
  const store = async (key: string) => {
    await expectBlob(db(), key, 900);
    return { key, url: await putBlob(key, Buffer.from(key), "video/mp4", signal) };
  };
  const clip = await store(`videos/${lease}.mp4`);
  const facts = { sizeBytes: 36, durationSec: 1, width: 300, height: 170, fromSec: 0 };
  const poster = await store(`videos/${lease}.jpg`);
  await finishVideo(system, { id: video.id, lease }, { clip: { ...clip, ...facts }, poster });
}

async function round(seed: number): Promise<void> {
  const roll = dice(seed);
  const captain = await aCaptain();
  const actor = captainActor(captain.id);
  const draft = await aDraft({ captain, photos: 3 });
  // One kind is ready as it is, the other has to be worked on.
  const clips = await Promise.all(
    [await aClip(), await aClip({ place: true })].map(async (bytes) => {
      const about = { ...(await aboutOf(bytes)), draftId: draft.id };
      const reserved = await reserveVideo(actor, about, null);
      if (!reserved.upload) throw new Error("nothing to send");
      return { id: reserved.video.id, bytes, upload: reserved.upload };
    }),
  );
  const restore = async (videoId: string) => {
    const row = await db().captainVideo.findUnique({ where: { id: videoId } });
    if (row?.charterMediaId) await expected(restoreMedia(actor, row.charterMediaId));
  };
  const steps = clips.flatMap(({ id, bytes, upload }) => [
    async () => {
      await send({ upload }, bytes).catch(() => {});
      await expected(completeVideo(actor, id));
    },
    () => expected(completeVideo(actor, id)),
    () => tell(id),
    () => expected(processNext({ fails: roll(3) === 0 })),
    () => expected(retryVideo(actor, id)),
    ...(roll(4) === 0 ? [() => expected(removeVideo(actor, id))] : []),
    ...(roll(4) === 0 ? [() => expected(removeVideo(actor, id)), () => restore(id)] : []),
  ]);
  steps.push(() => expected(finalizeDraft(actor, draft.id)));
  steps.push(() => expected(finalizeDraft(actor, draft.id)));
  steps.push(() => expected(processNext({ fails: roll(2) === 0 })));
  const lanes: (typeof steps)[] = [[], [], []];
  while (steps.length > 0) lanes[roll(lanes.length)]?.push(...steps.splice(roll(steps.length), 1));
  await Promise.all(
    lanes.map(async (lane) => {
      for (const step of lane) await step();
    }),
  );
}

const abouts = new Map<Buffer, ReturnType<typeof aboutClip>>();
function aboutOf(bytes: Buffer) {
  const about = abouts.get(bytes) ?? aboutClip(bytes);
  abouts.set(bytes, about);
  return about;
}

/** Rows that contradict each other, by what is wrong with them. */
const WRONG = {
  "a video names media that does not name its charter": `SELECT video."id" FROM "CaptainVideo" AS video
    LEFT JOIN "CharterMedia" AS media ON media."id" = video."charterMediaId"
    WHERE video."charterMediaId" IS NOT NULL AND (media."charterId" IS DISTINCT FROM video."charterId"
      OR media."kind" <> 'CHARTER_VIDEO' OR video."charterId" IS NULL)`,
  "media of a video that no video, or more than one, names": `SELECT media."id" FROM "CharterMedia" AS media
    WHERE media."kind" = 'CHARTER_VIDEO' AND (
      SELECT count(*) FROM "CaptainVideo" AS video WHERE video."charterMediaId" = media."id") <> 1`,
  "media shows another file than its video": `SELECT media."id" FROM "CharterMedia" AS media
    JOIN "CaptainVideo" AS video ON video."charterMediaId" = media."id"
    WHERE (media."url", media."storageKey", media."thumbnailUrl", media."width", media."sizeBytes")
      IS DISTINCT FROM (coalesce(video."ready720pUrl", video."originalUrl"),
        coalesce(video."normalizedBlobKey", video."blobKey"), video."thumbnailUrl",
        coalesce(video."processedWidth", video."originalWidth"),
        CASE WHEN video."ready720pUrl" IS NULL THEN video."sizeBytes" ELSE video."processedSizeBytes" END)`,
  "a ready video without its result, or another with one": `SELECT "id" FROM "CaptainVideo"
    WHERE ("processStatus" = 'ready') <> ("ready720pUrl" IS NOT NULL AND "normalizedBlobKey" IS NOT NULL)`,
  "a charter with the same video twice": `SELECT "charterId" FROM "CharterMedia"
    WHERE "kind" = 'CHARTER_VIDEO' GROUP BY "charterId", "storageKey" HAVING count(*) > 1`,
};
const NAMED = `SELECT "blobKey" AS "key" FROM "CaptainVideo"
    WHERE "originalDeletedAt" IS NULL AND "processStatus" <> 'uploading'
  UNION SELECT "normalizedBlobKey" FROM "CaptainVideo" WHERE "normalizedBlobKey" IS NOT NULL
  UNION SELECT "thumbnailBlobKey" FROM "CaptainVideo" WHERE "thumbnailBlobKey" IS NOT NULL`;

test("after 200 random orders every link agrees in both directions, and every file has its row", async () => {
  const seeds = Array.from({ length: ROUNDS }, (_, n) => n + 1);
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let seed = seeds.pop(); seed; seed = seeds.pop()) await round(seed);
    }),
  );
  for (const [what, sql] of Object.entries(WRONG)) expect(await query(sql), what).toEqual([]);
  const keysOf = async (sql: string) =>
    new Set((await query<{ key: string }>(sql)).map(({ key }) => key));
  const named = await keysOf(NAMED);
  const listed = await keysOf(`SELECT "key" FROM "LooseBlob"`);
  const stored = new Set(blob.keys());
  expect([...named].filter((key) => !stored.has(key))).toEqual([]);
  expect([...stored].filter((key) => !named.has(key) && !listed.has(key))).toEqual([]);

  // When every token is over, the cleanup leaves exactly what rows name.
  await query(`UPDATE "LooseBlob" SET "due" = now() - interval '25 hours'`);
  expect(await runCleanup(system, { dryRun: false })).toMatchObject({ failed: 0, remaining: 0 });
  expect(new Set(blob.keys())).toEqual(await keysOf(NAMED));
  for (const [what, sql] of Object.entries(WRONG)) expect(await query(sql), what).toEqual([]);

  // The orders were different enough to reach every end.
  const ends = await query(`SELECT DISTINCT "processStatus", "charterId" IS NOT NULL AS "linked"
      FROM "CaptainVideo" ORDER BY 1, 2`);
  expect(ends.length).toBeGreaterThanOrEqual(3);
}, 240_000);
