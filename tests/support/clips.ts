// Real clips like a phone's, made by ffmpeg, and what ffprobe says of them. Tiny, because each costs time.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const { FFMPEG_PATH = "ffmpeg", FFPROBE_PATH = "ffprobe" } = process.env;
const folder = mkdtempSync(join(tmpdir(), "charter-media-clips-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

/** What a clip is to be. The picture moves, and grows out of the dark, so that each second differs from the others. */
export interface ClipSpec {
  extension?: "mp4" | "mov" | "webm";
  /** As stored; `rotate` turns it when it is shown. */
  width?: number;
  height?: number;
  seconds?: number;
  fps?: number;
  rotate?: 0 | 90 | 180 | 270;
  sound?: "aac" | "pcm_s16le" | "libopus" | null;
  /** Where it was recorded, the way phones write it down. */
  place?: boolean;
  /** In the curve for bright screens, ten bits deep. */
  hdr?: boolean;
}

const made = new Map<string, Promise<Buffer>>();

/** A clip, made once a process and kept in memory. */
export function aClip(spec: ClipSpec = {}): Promise<Buffer> {
  const name = JSON.stringify(spec);
  const clip = made.get(name) ?? make(spec);
  made.set(name, clip);
  return clip;
}

async function make(spec: ClipSpec): Promise<Buffer> {
  const { extension = "mp4", width = 320, height = 180, seconds = 1, fps = 10 } = spec;
  const { rotate = 0, sound = "aac", place = false, hdr = false } = spec;
  const path = join(folder, `${made.size}.${extension}`);
  const picture =
    extension === "webm"
      ? ["-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8"]
      : [
          "-c:v",
          "libx264",
          "-preset",
          "ultrafast",
          "-pix_fmt",
          hdr ? "yuv420p10le" : "yuv420p",
          ...["-g", String(2 * fps)],
        ];
  const curve = [
    "-color_primaries",
    "bt2020",
    "-color_trc",
    "arib-std-b67",
    "-colorspace",
    "bt2020nc",
  ];
  const words = [
    ...["-metadata", "location=+37.8199-122.4783/", "-metadata", "comment=our secret bank"],
    ...["-metadata", "com.apple.quicktime.location.ISO6709=+37.8199-122.4783+012/"],
    ...["-metadata", "com.apple.quicktime.make=Apple", "-movflags", "use_metadata_tags"],
  ];
  await ffmpeg([
    ...[
      "-f",
      "lavfi",
      "-i",
      `testsrc2=s=${width}x${height}:r=${fps}:d=${seconds},fade=d=${seconds}`,
    ],
    ...(sound ? ["-f", "lavfi", "-i", `sine=f=440:d=${seconds}`, "-c:a", sound] : []),
    ...[...picture, ...(hdr ? curve : []), ...(place ? words : []), path],
  ]);
  if (!rotate) return readFile(path);
  const turned = `${path}.turned.${extension}`;
  const kept = place ? ["-movflags", "use_metadata_tags"] : [];
  await ffmpeg(["-i", path, "-c", "copy", ...kept, "-metadata:s:v", `rotate=${rotate}`, turned]);
  return readFile(turned);
}

async function ffmpeg(args: readonly string[]): Promise<void> {
  await run(FFMPEG_PATH, ["-v", "error", "-nostdin", "-y", ...args]);
}

/** The file ffmpeg makes with these arguments, whatever it is. */
export async function ffmpegFile(extension: string, args: readonly string[]): Promise<Buffer> {
  const path = join(folder, `${Math.random()}.${extension}`);
  await ffmpeg([...args, path]);
  return readFile(path);
}

/** What ffprobe says of a file's bytes. */
export interface Probed {
  durationSec: number;
  video: {
    codec: string;
    pixels: string;
    width: number;
    height: number;
    curve: string;
    turned: boolean;
  };
  /** Null without sound. */
  sound: { codec: string; durationSec: number } | null;
  streams: number;
  /** All that is said in it, streams included. */
  tags: Record<string, string>;
}

interface Printed {
  format: { duration: string; tags?: object };
  streams: {
    codec_type: string;
    codec_name: string;
    duration: string;
    pix_fmt?: string;
    width?: number;
    height?: number;
    color_transfer?: string;
    side_data_list?: { rotation?: number }[];
    tags?: object;
  }[];
}

/** Looks into a file's bytes. */
export async function probe(bytes: Uint8Array): Promise<Probed> {
  const path = join(folder, `probed-${made.size}-${Math.random()}`);
  await writeFile(path, bytes);
  const args = ["-v", "error", "-of", "json", "-show_streams", "-show_format", path];
  const { streams, format }: Printed = JSON.parse((await run(FFPROBE_PATH, args)).stdout);
  rmSync(path);
  const video = streams.find(({ codec_type }) => codec_type === "video");
  const sound = streams.find(({ codec_type }) => codec_type === "audio");
  return {
    durationSec: Number(format.duration),
    video: {
      codec: video?.codec_name ?? "none",
      pixels: video?.pix_fmt ?? "none",
      width: video?.width ?? 0,
      height: video?.height ?? 0,
      curve: video?.color_transfer ?? "unknown",
      turned: Boolean(video?.side_data_list?.some(({ rotation = 0 }) => rotation !== 0)),
    },
    sound: sound ? { codec: sound.codec_name, durationSec: Number(sound.duration) } : null,
    streams: streams.length,
    tags: Object.assign({}, format.tags, ...streams.map(({ tags }) => tags)),
  };
}

/** The picture at a moment, grey and small, to be compared with another one. */
export async function pictureAt(bytes: Uint8Array, sec: number): Promise<Buffer> {
  const path = join(folder, `looked-${Math.random()}`);
  await writeFile(path, bytes);
  await ffmpeg([
    "-ss",
    String(sec),
    "-i",
    path,
    "-frames:v",
    "1",
    "-vf",
    "scale=32:32",
    "-f",
    "rawvideo",
    "-pix_fmt",
    "gray",
    `${path}.raw`,
  ]);
  return readFile(`${path}.raw`);
}

/** How far two small grey pictures are apart, on average, of 255. */
export function difference(one: Buffer, other: Buffer): number {
  return one.reduce((sum, grey, at) => sum + Math.abs(grey - (other[at] ?? 0)), 0) / one.length;
}
