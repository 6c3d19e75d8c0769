// What the worker makes of clips, with the real ffmpeg: of honest ones, and of those that mean harm.
import { once } from "node:events";
import { createServer } from "node:net";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/lib/db/client";
import { finalizeDraft } from "@/lib/domain/draft/finalize-draft";
import { processNextVideo } from "@/lib/domain/video/process-next-video";
import { ERRORS } from "@/lib/errors/catalogue";
import { aCaptain, type TestCaptain } from "../../support/accounts";
import { captainActor, systemActor } from "../../support/actors";
import { aClip, difference, ffmpegFile, pictureAt, probe } from "../../support/clips";
import { query, truncateAll } from "../../support/database";
import { aDraft } from "../../support/drafts";
import { blob } from "../../support/stack";
import { aQueuedVideo, served, videoNow } from "../../support/videos";

vi.setConfig({ testTimeout: 120_000 });

let captain: TestCaptain;
beforeEach(async () => {
  await truncateAll();
  await blob.clear();
  captain = await aCaptain();
});

const process = () => processNextVideo(systemActor(), new AbortController().signal);

/** Has the worker process this one clip, and looks at what is served then. */
async function processed(given: Omit<Parameters<typeof aQueuedVideo>[0], "owner">) {
  const { id, blobKey } = await aQueuedVideo({ owner: captain, ...given });
  expect(await process()).toBe(true);
  const row = await videoNow(id);
  expect(row.errorMessage).toBeNull();
  const bytes = await served(row.ready720pUrl);
  return { row, bytes, originalKey: blobKey, ...(await probe(bytes)) };
}

describe("a clip becomes what every browser plays", () => {
  test("a phone's portrait MOV: upright 720p of the chosen part, with its sound, without its place", async () => {
    const bytes = await aClip({
      extension: "mov",
      width: 1920,
      height: 1080,
      seconds: 4,
      fps: 5,
      rotate: 90,
      place: true,
    });
    const before = await probe(bytes);
    expect([before.video.turned, Object.values(before.tags).join()]).toEqual([
      true,
      expect.stringContaining("+37.8199"),
    ]);
    const made = await processed({ bytes, extension: "mov", trimStartSec: 1, trimEndSec: 3 });

    expect(made.video).toMatchObject({
      codec: "h264",
      pixels: "yuv420p",
      width: 720,
      height: 1280,
      turned: false,
    });
    expect(made.durationSec).toBeCloseTo(2, 0.7);
    expect(made.sound?.codec).toBe("aac");
    expect(Math.abs((made.sound?.durationSec ?? 0) - 2)).toBeLessThan(0.2);
    expect(made.streams).toBe(2);
    expect(JSON.stringify(made.tags)).not.toMatch(/37\.8|122\.4|secret|Apple|location|creation/i);
    expect(made.bytes.includes("+37.8")).toBe(false);
    const first = await pictureAt(made.bytes, 0);
    expect(difference(first, await pictureAt(bytes, 1))).toBeLessThan(4);
    expect(difference(first, await pictureAt(bytes, 2))).toBeGreaterThan(15);
    // Starts before it has loaded: the index stands before the pictures.
    expect(made.bytes.indexOf("moov")).toBeLessThan(made.bytes.indexOf("mdat"));

    const { row } = made;
    expect(row).toMatchObject({
      processStatus: "ready",
      attempts: 1,
      leaseOwner: null,
      leasedUntil: null,
      processedWidth: 720,
      processedHeight: 1280,
      appliedTrimStartSec: 1,
      processedSizeBytes: BigInt(made.bytes.length),
    });
    expect(row.processedDurationSec).toBeCloseTo(2, 1);
    const poster = await probe(await served(row.thumbnailUrl));
    expect(poster.video).toMatchObject({ codec: "mjpeg", width: 720, height: 1280 });
    expect(await blob.keys()).toEqual([row.normalizedBlobKey, row.thumbnailBlobKey].sort());
  });

  test("a minute lying on its side, cut to 12 seconds: 1280×720", async () => {
    const bytes = await aClip({ width: 1440, height: 810, seconds: 60, fps: 2 });
    const made = await processed({ bytes, trimStartSec: 20, trimEndSec: 32 });
    expect(made.video).toMatchObject({ width: 1280, height: 720 });
    expect(Math.abs(made.durationSec - 12)).toBeLessThan(0.2);
    expect(Math.abs((made.sound?.durationSec ?? 0) - 12)).toBeLessThan(0.2);
    const second = await pictureAt(made.bytes, 1);
    const away = async (sec: number) => difference(second, await pictureAt(bytes, sec));
    expect(await away(21)).toBeLessThan(Math.min(await away(19), await away(23)));
  });

  test("no part chosen: the first 30 seconds at most", async () => {
    const made = await processed({
      bytes: await aClip({ seconds: 40, fps: 2, width: 64, height: 64 }),
    });
    expect(Math.abs(made.durationSec - 30)).toBeLessThan(0.2);
  });

  test("cut before it was sent: not cut again", async () => {
    const bytes = await aClip({ seconds: 2 });
    const made = await processed({ bytes, trimStartSec: 5, trimEndSec: 7, appliedTrimStartSec: 5 });
    expect(Math.abs(made.durationSec - 2)).toBeLessThan(0.2);
  });

  test("small, of odd size, silent, and never closed by its recorder: as large as it was, in even pixels", async () => {
    const bytes = await ffmpegFile("webm", [
      ...[
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=161x91:r=10:d=1",
        "-c:v",
        "libvpx",
        "-deadline",
        "realtime",
      ],
      ...["-live", "1"],
    ]);
    const made = await processed({ bytes, extension: "webm" });
    expect(made.video).toMatchObject({ codec: "h264", width: 160, height: 90 });
    expect([made.sound, made.streams]).toEqual([null, 1]);
  });

  test.each([
    ["webm", "libopus"],
    ["mov", "pcm_s16le"],
  ] as const)("%s with sound in %s: the sound becomes AAC", async (extension, sound) => {
    const made = await processed({ bytes: await aClip({ extension, sound, fps: 5 }), extension });
    expect(made.sound?.codec).toBe("aac");
    expect(Math.abs((made.sound?.durationSec ?? 0) - 1)).toBeLessThan(0.2);
  });

  test("made for bright screens: in the colours of all others", async () => {
    const bytes = await aClip({ hdr: true, width: 160, height: 90, fps: 5 });
    expect((await probe(bytes)).video).toMatchObject({
      pixels: "yuv420p10le",
      curve: "arib-std-b67",
    });
    const made = await processed({ bytes });
    expect(made.video).toMatchObject({ pixels: "yuv420p", curve: "bt709" });
  });

  test("with a poster already: that one stays", async () => {
    const { row } = await processed({ thumbnailUrl: "https://blobs.example/chosen.jpg" });
    expect(row.thumbnailUrl).toBe("https://blobs.example/chosen.jpg");
    expect(await blob.keys()).toEqual([row.normalizedBlobKey]);
  });

  test("already on a charter: its media becomes the clip in the same moment", async () => {
    const draft = await aDraft({ captain, photos: 3 });
    const { id } = await aQueuedVideo({ owner: captain, draftId: draft.id });
    await finalizeDraft(captainActor(captain.id), draft.id);
    await process();
    const row = await videoNow(id);
    const media = await db().charterMedia.findUniqueOrThrow({
      where: { id: row.charterMediaId ?? "" },
    });
    expect(media).toMatchObject({
      url: row.ready720pUrl,
      storageKey: row.normalizedBlobKey,
      mimeType: "video/mp4",
      thumbnailUrl: row.thumbnailUrl,
      width: 320,
      height: 180,
      sizeBytes: row.processedSizeBytes,
    });
  });
});

describe("a hostile clip fails in words and does no harm", () => {
  const playlist = (url: string) =>
    Buffer.from(`#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n${url}\n#EXT-X-ENDLIST\n`);
  const FILES: Record<string, (listener: string) => Buffer | Promise<Buffer>> = {
    "a playlist of an address": (listener) => playlist(listener),
    "a playlist of a file of ours": () => playlist("file:///etc/passwd"),
    "a script that joins files of ours": () =>
      Buffer.from("ffconcat version 1.0\nfile '/etc/passwd'\n"),
    "a description of streams": (listener) =>
      Buffer.from(
        `v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\na=control:${listener}\n`,
      ),
    "a picture that is a program": () =>
      Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>`,
      ),
    "an MP4 that lost its end": async () => (await aClip()).subarray(0, 4_000),
    "an MP4 of noise": async () => {
      const clip = Buffer.from(await aClip());
      const at = clip.indexOf("mdat") + 4;
      return clip.fill(0x5a, at, Math.max(at, clip.indexOf("moov") - 4));
    },
    "a playlist behind an MP4's first bytes": (listener) =>
      Buffer.concat([
        Buffer.from("\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "latin1"),
        playlist(listener),
      ]),
    "sound alone": () => ffmpegFile("mp4", ["-f", "lavfi", "-i", "sine=d=1", "-c:a", "aac"]),
    "a still picture of an album": async () =>
      ffmpegFile("mp4", [
        ...[
          "-f",
          "lavfi",
          "-i",
          "sine=d=1",
          "-f",
          "lavfi",
          "-i",
          "testsrc2=s=64x64:r=1:d=1",
          "-map",
          "0",
          "-map",
          "1",
        ],
        ...["-c:a", "aac", "-c:v", "mjpeg", "-frames:v", "1", "-disposition:v:0", "attached_pic"],
      ]),
    "a codec nobody records with": () =>
      ffmpegFile("mov", ["-f", "lavfi", "-i", "testsrc2=s=64x64:r=5:d=1", "-c:v", "qtrle"]),
    "a picture of 64 million pixels": () =>
      ffmpegFile("mp4", ["-f", "lavfi", "-i", "color=red:s=10000x6400:r=1:d=1", "-c:v", "mjpeg"]),
    nothing: () => Buffer.alloc(0),
  };

  test.each(Object.entries(FILES))("%s", async (_, make) => {
    let knocks = 0;
    const listener = createServer((socket) => {
      knocks += 1;
      socket.destroy();
    }).listen(0, "127.0.0.1");
    await once(listener, "listening");
    const { port } = listener.address() as { port: number };
    const bytes = await make(`http://127.0.0.1:${port}/x.mp4`);
    const { id } = await aQueuedVideo({ owner: captain, bytes });
    expect(await process()).toBe(true);
    const row = await videoNow(id);
    expect([ERRORS.invalid_video.toast, ERRORS.video_too_heavy.toast]).toContain(row.errorMessage);
    expect(row).toMatchObject({ processStatus: "failed", ready720pUrl: null, leaseOwner: null });
    // What its captain sent stays until they remove it.
    expect(await blob.keys()).toEqual([row.blobKey]);
    listener.close();
    expect(knocks).toBe(0);
  });

  test("the clip after it is as good as ever", async () => {
    await aQueuedVideo({ owner: captain, bytes: Buffer.from("#EXTM3U") });
    const { id } = await aQueuedVideo({ owner: captain });
    expect([await process(), await process(), await process()]).toEqual([true, true, false]);
    expect(await videoNow(id)).toMatchObject({ processStatus: "ready" });
  });

  test("a part beyond its end fails too", async () => {
    const { id } = await aQueuedVideo({ owner: captain, trimStartSec: 20, trimEndSec: 25 });
    await process();
    expect(await videoNow(id)).toMatchObject({
      processStatus: "failed",
      errorMessage: ERRORS.invalid_video.toast,
    });
  });

  test("what is larger than any upload may be is not even fetched", async () => {
    const { id } = await aQueuedVideo({ owner: captain });
    let gets = 0;
    blob.setFault((req) => {
      const isHead = req.method === "GET" && req.url?.includes("url=");
      if (isHead)
        return {
          status: 200,
          body: {
            size: 10_000_000_000,
            url: `${blob.url}/x`,
            pathname: "x",
            contentType: "video/mp4",
            downloadUrl: "",
            uploadedAt: new Date().toISOString(),
            contentDisposition: "",
            cacheControl: "",
          },
        };
      gets += req.method === "GET" ? 1 : 0;
      return undefined;
    });
    await process();
    blob.setFault();
    expect(gets).toBe(0);
    expect(await videoNow(id)).toMatchObject({ processStatus: "queued", attempts: 1 });
    expect(await query(`SELECT FROM "LooseBlob"`)).toEqual([]);
  });
});
