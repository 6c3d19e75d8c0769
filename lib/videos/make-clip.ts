// A stranger's video in, our own clip out: MP4 with H.264 and AAC that every browser plays and that starts
// before it has loaded. Nothing of the file survives but picture and sound: no place, no names, no other
// streams. Knows files, never rows.
import "server-only";
import { stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { fail } from "@/lib/errors/app-error";
import { inputOptions, type ProbedVideo, probeVideo, type VideoBounds } from "./probe-video";
import { runProgram } from "./run-program";

/** What every clip is, and its poster. */
export const CLIP_TYPE = { mimeType: "video/mp4", extension: "mp4" } as const;
export const POSTER_TYPE = { mimeType: "image/jpeg", extension: "jpg" } as const;

/** At most this much of the machine's time: by the clock, and added up over its cores. */
const SECONDS = 600;
const CPU_SECONDS = 900;
const THREADS = String(Math.min(2, availableParallelism()));
const MAX_ALLOCATION = String(1 << 30);
/** Far above what the bit rate allows for any clip; a file that gets there is not one. */
const MAX_BYTES = 64_000_000;
const POSTER_SECONDS = 60;

const PICTURE = [
  ...[
    "-c:v",
    "libx264",
    "-preset",
    "veryfast",
    "-crf",
    "26",
    "-profile:v",
    "high",
    "-threads",
    THREADS,
  ],
  ...["-maxrate", "4M", "-bufsize", "8M", "-fpsmax", "60"],
];
const SOUND = ["-c:a", "aac", "-b:a", "128k", "-ac", "2"];
/** Neither what the file says of itself nor what wrote it. */
const NO_METADATA = [
  ...["-map_metadata", "-1", "-map_metadata:s", "-1", "-map_chapters", "-1", "-dn", "-sn"],
  ...["-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"],
];
const ORDINARY_COLOURS = [
  "zscale=t=linear:npl=100",
  "format=gbrpf32le",
  "zscale=p=bt709",
  "tonemap=hable:desat=0",
  "zscale=t=bt709:m=bt709:r=tv",
].join(",");

/** Which part of the source, and how large the picture becomes: even numbers of pixels. */
export interface ClipCut {
  fromSec: number;
  seconds: number;
  width: number;
  height: number;
}

export interface MadeClip {
  bytes: number;
  durationSec: number;
  width: number;
  height: number;
  hasSound: boolean;
}

/**
 * Cuts, scales and turns upright; sound that is AAC already is copied.
 *
 * @param source what {@link probeVideo} found in the file at `path`
 * @param target where the clip is written
 * @throws AppError invalid_video when it can't be decoded, or has nothing in the part that was asked for;
 *   video_too_heavy; the signal's reason when that aborts; Error for what is not the file's fault
 */
export async function makeClip(
  source: ProbedVideo,
  path: string,
  target: string,
  cut: ClipCut,
  bounds: VideoBounds,
): Promise<MadeClip> {
  const filters = [
    `scale=${cut.width}:${cut.height}`,
    "setsar=1",
    ...(source.isHdr && (await canToneMap(bounds)) ? [ORDINARY_COLOURS] : []),
    "format=yuv420p",
  ];
  await runProgram(
    "ffmpeg",
    [
      ...[
        "-v",
        "error",
        "-nostdin",
        "-y",
        "-timelimit",
        String(CPU_SECONDS),
        "-max_alloc",
        MAX_ALLOCATION,
      ],
      ...[
        "-filter_threads",
        THREADS,
        "-threads",
        THREADS,
        ...inputOptions(source.container, bounds),
      ],
      ...["-ss", String(cut.fromSec), "-t", String(cut.seconds), "-i", `file:${path}`],
      ...["-map", `0:${source.stream}`, "-vf", filters.join(","), ...PICTURE],
      ...soundOptions(source),
      ...[
        ...NO_METADATA,
        "-movflags",
        "+faststart",
        "-fs",
        String(MAX_BYTES),
        "-f",
        "mp4",
        `file:${target}`,
      ],
    ],
    { ...bounds, seconds: SECONDS },
  );
  const { size } = await stat(target);
  if (size >= MAX_BYTES * 0.95) fail("video_too_heavy");
  const made = await probeVideo(target, bounds);
  if (made.durationSec === null) fail("invalid_video");
  const { durationSec, width, height } = made;
  return { bytes: size, durationSec, width, height, hasSound: made.audio !== null };
}

/** Writes a still of a finished clip as JPEG, of this moment or the nearest before it. */
export async function makePoster(
  clip: string,
  target: string,
  atSec: number,
  bounds: VideoBounds,
): Promise<void> {
  await runProgram(
    "ffmpeg",
    [
      ...[
        "-v",
        "error",
        "-nostdin",
        "-y",
        ...inputOptions("mov", bounds),
        "-ss",
        String(atSec),
        "-i",
        `file:${clip}`,
      ],
      ...["-frames:v", "1", "-q:v", "4", ...NO_METADATA, "-f", "mjpeg", `file:${target}`],
    ],
    { ...bounds, seconds: POSTER_SECONDS },
  );
}

function soundOptions({ audio }: ProbedVideo): string[] {
  if (!audio) return [];
  const isFine = audio.codec === "aac" && audio.channels <= 2;
  return ["-map", `0:${audio.stream}`, ...(isFine ? ["-c:a", "copy"] : SOUND)];
}

let toneMapping: Promise<boolean> | undefined;

/** Not every build of ffmpeg can; colours are then pale, as they would be in a browser. */
function canToneMap(bounds: VideoBounds): Promise<boolean> {
  toneMapping ??= runProgram("ffmpeg", ["-v", "error", "-filters"], {
    ...bounds,
    seconds: 10,
  }).then(
    (filters) => / zscale .* tonemap |tonemap[\s\S]* zscale /.test(filters),
    () => false,
  );
  return toneMapping;
}
