// A video's way in: reserved, sent to the store directly, and confirmed by what the file is.

import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import * as tokenRoute from "@/app/api/media/video/[videoId]/token/route";
import * as callbackRoute from "@/app/api/media/video/callback/route";
import { aCaptain, aUser, signedIn, type TestCaptain } from "../../support/accounts";
import { aClip, ffmpegFile } from "../../support/clips";
import { allAtOnce, query, truncateAll } from "../../support/database";
import { aDraft } from "../../support/drafts";
import { call } from "../../support/http";
import { blob } from "../../support/stack";
import {
  aboutClip,
  complete,
  hearCallbacks,
  reserve,
  send,
  tell,
} from "../../support/video-upload";
import { served } from "../../support/videos";

process.env.RATE_LIMIT_MULTIPLIER = "1000";
// The environment is read once: the store's callbacks come here from the first token on.
const callbacks = await hearCallbacks();
afterAll(() => callbacks.close());

let captain: TestCaptain;
let cookie: string;
beforeEach(async () => {
  await truncateAll();
  await blob.clear();
  callbacks.statuses.length = 0;
  callbacks.isCut = false;
  captain = await aCaptain();
  cookie = await signedIn(captain);
});

const rows = () => query(`SELECT * FROM "CaptainVideo" ORDER BY "createdAt"`);
const loose = async () =>
  (await query<{ key: string }>(`SELECT "key" FROM "LooseBlob"`)).map(({ key }) => key);
/** Reserves and sends, and answers with the video's id. */
async function sent(bytes: Buffer, said = {}, extension: "mp4" | "mov" | "webm" = "mp4") {
  const about = { ...(await aboutClip(bytes, extension)), ...said };
  const reserved = await reserve(cookie, about);
  expect(reserved.status, JSON.stringify(reserved.body)).toBe(201);
  await send(reserved.body, bytes, { contentType: about.contentType });
  return reserved.body.video.id as string;
}
const unheard = { status: 409, body: { error: "upload_incomplete" } };

describe("what arrives", () => {
  test("within the rules it is ready as it is, on the word of the store alone", async () => {
    const bytes = await aClip({ seconds: 2 });
    const id = await sent(bytes);
    await vi.waitFor(() => expect(callbacks.statuses).toEqual([200]), 5_000);
    const [row] = await rows();
    expect(row).toMatchObject({
      id,
      ownerId: captain.id,
      processStatus: "ready",
      processedDurationSec: expect.closeTo(2, 1),
      processedWidth: 320,
      processedHeight: 180,
      processedSizeBytes: String(bytes.length),
      originalDeletedAt: null,
    });
    expect(row?.ready720pUrl).toBe(row?.originalUrl);
    expect(row?.normalizedBlobKey).toBe(row?.blobKey);
    expect((await served(String(row?.ready720pUrl))).equals(bytes)).toBe(true);
  });

  const queued: [what: string, clip: () => Promise<Buffer>, extension: "mp4" | "mov" | "webm"][] = [
    ["a MOV", () => aClip({ extension: "mov" }), "mov"],
    ["a WebM", () => aClip({ extension: "webm", sound: "libopus" }), "webm"],
    ["more than 720p", () => aClip({ width: 1920, height: 1080 }), "mp4"],
    ["ten bits a colour", () => aClip({ hdr: true }), "mp4"],
    [
      "sound no browser is sure to play",
      () => aClip({ extension: "mov", sound: "pcm_s16le" }),
      "mov",
    ],
    ["a place in its metadata", () => aClip({ place: true }), "mp4"],
  ];
  test.each(queued)("%s waits for the worker", async (_, clip, extension) => {
    const id = await sent(await clip(), {}, extension);
    const { body } = await complete(cookie, id);
    expect(body.video).toMatchObject({ id, status: "queued", url: expect.any(String) });
  });

  test("upright it is measured as it is seen, and a part of it is cut by the worker", async () => {
    const turned = await aClip({ rotate: 90, extension: "mov" });
    const first = await complete(cookie, await sent(turned, { width: 180, height: 320 }, "mov"));
    expect(first.body.video).toMatchObject({ width: 180, height: 320 });
    const long = await aClip({ seconds: 32, fps: 2, width: 64, height: 36, sound: null });
    const cut = { trimStartSec: 1, trimEndSec: 12 };
    expect((await complete(cookie, await sent(long, cut))).body.video).toMatchObject({
      status: "queued",
      ...cut,
    });
  });

  test("only when it is all there: before, nothing is confirmed", async () => {
    const { body } = await reserve(cookie, await aboutClip(await aClip()));
    expect(await complete(cookie, body.video.id)).toMatchObject(unheard);
    expect(await tell(body.video.id)).toMatchObject(unheard);
    expect(await rows()).toMatchObject([{ processStatus: "uploading", originalUrl: "" }]);
  });

  test("the store's word is cut off: the browser's alone makes the row right, and the late word changes nothing", async () => {
    callbacks.isCut = true;
    const id = await sent(await aClip());
    expect((await complete(cookie, id)).body.video).toMatchObject({ id, status: "ready" });
    const before = await rows();
    expect(before).toMatchObject([{ id, processStatus: "ready", originalUrl: expect.any(String) }]);
    callbacks.isCut = false;
    await vi.waitFor(() => expect(callbacks.statuses).toEqual([200]), 20_000);
    expect(await rows()).toEqual(before);
  });

  test("confirmed and called back at once, twice each, it is one video", async () => {
    callbacks.isCut = true;
    const id = await sent(await aClip());
    // All four have read the file before any of them may write.
    const hold = `SELECT FROM "CaptainVideo" FOR UPDATE`;
    const answers = await allAtOnce({ hold, waiting: 4 }, () =>
      Promise.all([complete(cookie, id), tell(id), complete(cookie, id), tell(id)]),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await rows()).toMatchObject([{ id, processStatus: "ready" }]);
    expect(answers[0]?.body).toEqual(answers[2]?.body);
  });

  test("a store that does not answer changes nothing, and can be asked again", async () => {
    const id = await sent(await aClip());
    await vi.waitFor(() => expect(callbacks.statuses).toEqual([200]), 5_000);
    await query(
      `UPDATE "CaptainVideo" SET "processStatus" = 'uploading', "ready720pUrl" = NULL, "normalizedBlobKey" = NULL`,
    );
    await blob.stop();
    expect(await complete(cookie, id)).toMatchObject({ status: 503 });
    expect(await tell(id)).toMatchObject({ status: 503 });
    await blob.restart();
    expect((await complete(cookie, id)).body.video.status).toBe("ready");
  });
});

describe("a lie is refused, and its bytes and row are removed", () => {
  const clip = () => aClip({ seconds: 2 });
  const lies: [what: string, bytes: () => Promise<Buffer>, said: object, error: string][] = [
    ["another size", clip, { sizeBytes: 10_000_000 }, "video_differs"],
    ["another duration", clip, { durationSec: 20 }, "video_differs"],
    [
      "a part it does not have",
      clip,
      { durationSec: 12, trimStartSec: 9, trimEndSec: 12 },
      "video_differs",
    ],
    ["another container", clip, { contentType: "video/webm" }, "unsupported_video"],
    ["words", async () => Buffer.from("a video, I promise"), { durationSec: 2 }, "invalid_video"],
    [
      "an empty picture",
      () => ffmpegFile("mp4", ["-f", "lavfi", "-i", "sine=d=1"]),
      { durationSec: 1 },
      "invalid_video",
    ],
    [
      "more than 30 seconds",
      () => aClip({ seconds: 32, fps: 2, width: 64, height: 36, sound: null }),
      { durationSec: 29 },
      "video_too_long",
    ],
    [
      "a codec of a camera",
      () =>
        ffmpegFile("mov", ["-f", "lavfi", "-i", "testsrc=s=64x64:d=1:r=5", "-c:v", "prores_ks"]),
      { contentType: "video/quicktime", durationSec: 1 },
      "unsupported_video",
    ],
  ];
  test.each(lies)("%s", async (_, make, said, error) => {
    const bytes = await make();
    const honest = {
      fileName: "x.mp4",
      contentType: "video/mp4",
      durationSec: 2,
      width: 320,
      height: 180,
    };
    const about = { ...honest, sizeBytes: bytes.length, ...said };
    const reserved = await reserve(cookie, about);
    await send(reserved.body, bytes, { contentType: about.contentType });
    const { id } = reserved.body.video;
    const [answer] = await Promise.all([complete(cookie, id), tell(id)]);
    // The store's word may have been first.
    expect([error, "not_found"]).toContain(answer.body.error);
    expect(await complete(cookie, id)).toMatchObject({ status: 404 });
    expect([await rows(), blob.keys()]).toEqual([[], []]);
    // Its token is still valid, so the name stays listed.
    expect(await loose()).toEqual([reserved.body.upload.pathname]);
  });
});

describe("a token is for one upload", () => {
  test("of that name, type and size, for ten minutes, never twice", async () => {
    const bytes = await aClip();
    const about = await aboutClip(bytes);
    const { body } = await reserve(cookie, about);
    const other = { pathname: "videos/other.mp4" };
    await expect(send(body, bytes, other)).rejects.toThrow(/pathname/i);
    await expect(send(body, bytes, { contentType: "text/html" })).rejects.toThrow(/contentType/i);
    await expect(send(body, Buffer.concat([bytes, bytes]))).rejects.toThrow(/length/i);
    // In parts, as browsers do, no less.
    const multipart = true;
    await expect(send(body, bytes, { ...other, multipart })).rejects.toThrow(/pathname/i);
    await expect(send(body, bytes, { contentType: "text/html", multipart })).rejects.toThrow(
      /contentType/i,
    );
    await expect(send(body, Buffer.concat([bytes, bytes]), { multipart })).rejects.toThrow(
      /length/i,
    );
    vi.useFakeTimers({ now: Date.now() + 10 * 60_000 + 1, toFake: ["Date"] });
    await expect(send(body, bytes)).rejects.toThrow(/expired/i);
    await expect(send(body, bytes, { multipart })).rejects.toThrow(/expired/i);
    vi.useRealTimers();
    expect(blob.keys()).toEqual([]);
    await send(body, bytes);
    await expect(send(body, bytes)).rejects.toThrow(/exists/i);
  });

  test("another is given for the same upload, and none once it has arrived", async () => {
    const bytes = await aClip();
    const { body } = await reserve(cookie, await aboutClip(bytes));
    const params = { videoId: body.video.id };
    const renew = () => call(tokenRoute.POST, { method: "POST", cookie, params });
    const renewed = await renew();
    expect(renewed.body.upload.pathname).toBe(body.upload.pathname);
    await send(renewed.body, bytes);
    await complete(cookie, body.video.id);
    expect(await renew()).toMatchObject({ status: 200, body: { upload: null } });
  });
});

describe("the store's word", () => {
  test("is a completion event: asking for a token by this address, or anything else, is refused", async () => {
    for (const body of [{}, [], null, "x", { type: "blob.generate-client-token", payload: {} }])
      expect(await call(callbackRoute.POST, { body })).toMatchObject({
        status: 400,
        body: { error: "invalid_payload" },
      });
  });

  test("is its signature: without it, or with another's, nothing happens", async () => {
    const { body } = await reserve(cookie, await aboutClip(await aClip()));
    const { id } = body.video;
    for (const signature of [null, "", "0".repeat(64), "not hex"])
      expect(await tell(id, signature)).toMatchObject({
        status: 401,
        body: { error: "unauthorized" },
      });
    expect(await tell("absent")).toMatchObject({ status: 200, body: { ok: true } });
  });
});

describe("a place for a video", () => {
  test("is kept for a key: the same again is the same row, another file is refused", async () => {
    const about = await aboutClip(await aClip());
    const headers = { "idempotency-key": "one-try" };
    const answers = await Promise.all([1, 2, 3].map(() => reserve(cookie, about, headers)));
    expect(new Set(answers.map(({ body }) => body.video.id)).size).toBe(1);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    const other = await reserve(cookie, { ...about, sizeBytes: 7 }, headers);
    expect(other).toMatchObject({ status: 409, body: { error: "idempotency_mismatch" } });
    await send(answers[0]?.body, await aClip());
    await complete(cookie, answers[0]?.body.video.id);
    expect(await reserve(cookie, about, headers)).toMatchObject({
      status: 200,
      body: { upload: null },
    });
    expect(await rows()).toHaveLength(1);
  });

  test("makes the captain's profile, once, however many come at once", async () => {
    const newcomer = await signedIn(await aUser());
    const about = await aboutClip(await aClip());
    const answers = await Promise.all([1, 2, 3].map(() => reserve(newcomer, about)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(await query(`SELECT FROM "CaptainProfile"`)).toHaveLength(2);
  });

  test("ten a draft, also when more come at once; the eleventh in another draft", async () => {
    const draft = await aDraft({ captain });
    const about = { ...(await aboutClip(await aClip())), draftId: draft.id };
    const answers = await Promise.all(Array.from({ length: 12 }, () => reserve(cookie, about)));
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.map(({ status, body }) => [status, body.error])).toEqual(
      Array(2).fill([409, "quota_exceeded"]),
    );
    const other = await aDraft({ captain });
    expect(await reserve(cookie, { ...about, draftId: other.id })).toMatchObject({ status: 201 });
  });

  test("not beyond what a captain may have stored", async () => {
    const about = { ...(await aboutClip(await aClip())), sizeBytes: 200_000_000 };
    for (let n = 0; n < 9; n++) await reserve(cookie, about);
    await query(`UPDATE "CaptainVideo" SET "sizeBytes" = 210000000`);
    expect(await reserve(cookie, about)).toMatchObject({ status: 409 });
  });

  test("is refused for what can be seen before a byte is sent", async () => {
    const about = await aboutClip(await aClip());
    const closed = await aDraft({ captain, draft: { status: "ABANDONED" } });
    const cases: [object, number, string][] = [
      [{ contentType: "video/x-msvideo" }, 415, "unsupported_video"],
      [{ sizeBytes: 200_000_001 }, 413, "video_too_large"],
      [{ durationSec: 30.2 }, 422, "video_too_long"],
      [{ durationSec: 90, trimStartSec: 4, trimEndSec: 35 }, 422, "video_too_long"],
      [{ trimStartSec: 9 }, 400, "invalid_payload"],
      [{ draftId: "absent" }, 404, "not_found"],
      [{ draftId: closed.id }, 400, "invalid_status"],
    ];
    for (const [said, status, error] of cases)
      expect(await reserve(cookie, { ...about, ...said })).toMatchObject({
        status,
        body: { error },
      });
    expect([await rows(), await loose()]).toEqual([[], []]);
  });
});
