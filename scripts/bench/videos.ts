// The worker's way from an original in the store to a clip in the store, against ffmpeg alone on the same file.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { findFfmpeg } from "../ffmpeg.mjs";
import { inTurns, load } from "./measure";
import { report } from "./report";

const run = promisify(execFile);
const ROUNDS = 5;
/** Of the part that is cut from a phone's clip. */
export const CLIP_SECONDS = 10;

/** Writes twelve seconds like a phone's, 1080p, portrait and with sound; their path. */
export async function makePhoneClip(ffmpeg: string, folder: string): Promise<string> {
  const make = (args: string[]) =>
    run(ffmpeg, ["-v", "error", "-nostdin", "-y", ...args], { cwd: folder });
  await make([
    ...["-f", "lavfi", "-i", "testsrc2=s=1920x1080:r=30:d=12,noise=alls=12:allf=t"],
    ...["-f", "lavfi", "-i", "sine=f=440:d=12", "-c:v", "libx264", "-preset", "veryfast"],
    ...["-b:v", "17M", "-g", "60", "-pix_fmt", "yuv420p", "-c:a", "aac", "upright.mov"],
  ]);
  await make(["-i", "upright.mov", "-c", "copy", "-metadata:s:v", "rotate=90", "phone.mov"]);
  return join(folder, "phone.mov");
}

/** Ten of the twelve seconds. */
export async function benchVideos(): Promise<void> {
  const programs = findFfmpeg();
  if (!programs) return console.log("  ffmpeg is missing, so videos are not measured.");
  const { convertVideo } = await import("@/lib/domain/video/convert-video");
  const { putBlob } = await import("@/lib/storage/blob-store");
  const folder = await mkdtemp(join(tmpdir(), "charter-media-bench-videos-"));
  const ffmpeg = (args: string[]) =>
    run(programs.ffmpeg, ["-v", "error", "-nostdin", "-y", ...args], { cwd: folder });
  try {
    const clip = await makePhoneClip(programs.ffmpeg, folder);
    const never = new AbortController().signal;
    const blobKey = "bench/phone.mov";
    await putBlob(blobKey, await readFile(clip), "video/quicktime", never);
    const original = { trimStartSec: 1, trimEndSec: 1 + CLIP_SECONDS, appliedTrimStartSec: null };

    const bare = [
      ...["-ss", "1", "-t", String(CLIP_SECONDS), "-i", "phone.mov", "-vf", "scale=720:1280"],
      ...["-c:v", "libx264", "-preset", "veryfast", "-crf", "26", "-pix_fmt", "yuv420p"],
      ...[
        "-maxrate",
        "4M",
        "-bufsize",
        "8M",
        "-c:a",
        "copy",
        "-movflags",
        "+faststart",
        "bare.mp4",
      ],
    ];
    const sides = await inTurns(ROUNDS, {
      worker: () =>
        load(1, 1, () => convertVideo({ ...original, blobKey, thumbnailUrl: "-" }, never)),
      ffmpeg: () => load(1, 1, () => ffmpeg(bare)),
    });
    const speed = (ms: number) => `${((CLIP_SECONDS * 1000) / ms).toFixed(1)} × real time`;
    report("V2", "A 1080p clip of a phone to 720p, from store to store, against bare ffmpeg", {
      measured: speed(sides.worker.p50),
      limit: speed(sides.ffmpeg.p50),
      ratio: sides.ffmpeg.p50 / sides.worker.p50,
      wanted: "≥ 0.8",
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
