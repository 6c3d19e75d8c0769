// What is in a video file, as ffprobe reads it. The kind of file is told by its first bytes and then forced,
// so that a playlist or a script is never taken for one, whatever it is named.
import "server-only";
import { open } from "node:fs/promises";
import { fail } from "@/lib/errors/app-error";
import { runProgram } from "./run-program";

const SECONDS = 30;

/** What phones, cameras and browsers record with; nothing else is opened. */
const DECODERS = [
  ...[
    "h264",
    "hevc",
    "vp8",
    "libvpx",
    "vp9",
    "libvpx-vp9",
    "av1",
    "libdav1d",
    "libaom-av1",
    "mpeg4",
    "h263",
    "mjpeg",
  ],
  ...["aac", "aac_fixed", "mp3", "mp3float", "opus", "libopus", "vorbis", "alac", "ac3", "eac3"],
  ...[
    "amrnb",
    "amrwb",
    "libopencore_amrnb",
    "libopencore_amrwb",
    "pcm_s16le",
    "pcm_s16be",
    "pcm_s24le",
    "pcm_f32le",
  ],
].join(",");

/** Where a file may be worked on, until when it is wanted, and how large a picture may be opened. */
export interface VideoBounds {
  folder: string;
  signal: AbortSignal;
  maxPixels: number;
}

/** What is known of a file. */
export interface ProbedVideo {
  container: "mov" | "matroska";
  /** Number of the stream that holds the moving picture. */
  stream: number;
  codec: string;
  /** As shown: upright, with square pixels. */
  width: number;
  height: number;
  /** Null when the file doesn't say. */
  durationSec: number | null;
  /** In a transfer curve for bright screens, which others show pale. */
  isHdr: boolean;
  audio: { stream: number; codec: string; channels: number } | null;
}

/**
 * Looks into a file without decoding more than its beginning.
 *
 * @throws AppError invalid_video when it is no MP4, MOV or WebM with a picture in it; video_too_heavy when its
 *   picture has more than so many pixels
 */
export async function probeVideo(path: string, bounds: VideoBounds): Promise<ProbedVideo> {
  const container = await containerOf(path);
  const printed = await runProgram(
    "ffprobe",
    [
      "-v",
      "error",
      "-of",
      "json",
      "-show_streams",
      "-show_format",
      ...inputOptions(container, bounds),
      `file:${path}`,
    ],
    { ...bounds, seconds: SECONDS },
  );
  const { streams = [], format = {} } = JSON.parse(printed) as Printed;
  const video = streams.find(
    ({ codec_type, disposition }) => codec_type === "video" && !disposition?.attached_pic,
  );
  if (!video?.codec_name || !video.width || !video.height) fail("invalid_video");
  if (video.width * video.height > bounds.maxPixels) fail("video_too_heavy");
  const sound = streams.find(({ codec_type, channels }) => codec_type === "audio" && channels);
  const seconds = Number(video.duration ?? format.duration);
  return {
    container,
    stream: video.index,
    codec: video.codec_name,
    ...shownSize(video, video.width, video.height),
    durationSec: Number.isFinite(seconds) && seconds > 0 ? seconds : null,
    isHdr: ["smpte2084", "arib-std-b67"].includes(video.color_transfer ?? ""),
    audio: sound?.codec_name
      ? { stream: sound.index, codec: sound.codec_name, channels: sound.channels ?? 0 }
      : null,
  };
}

/** Before `-i`: the file itself and nothing that it names, no other format, no other decoder, no giant picture. */
export function inputOptions(
  container: ProbedVideo["container"],
  { maxPixels }: VideoBounds,
): string[] {
  return [
    "-protocol_whitelist",
    "file",
    "-f",
    container,
    "-codec_whitelist",
    DECODERS,
    "-max_pixels",
    String(maxPixels),
  ];
}

interface Printed {
  streams?: PrintedStream[];
  format?: { duration?: string };
}

interface PrintedStream {
  index: number;
  codec_type?: string;
  codec_name?: string;
  width?: number;
  height?: number;
  sample_aspect_ratio?: string;
  duration?: string;
  color_transfer?: string;
  channels?: number;
  disposition?: { attached_pic?: number };
  side_data_list?: { rotation?: number }[];
}

/** Boxes of MP4 and MOV that may come first. */
const FIRST_BOXES = new Set(["ftyp", "moov", "mdat", "wide", "free", "skip", "pnot"]);

async function containerOf(path: string): Promise<ProbedVideo["container"]> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0);
    if (bytesRead < 8) fail("invalid_video");
    if (buffer.readUInt32BE(0) === 0x1a45dfa3) return "matroska";
    return FIRST_BOXES.has(buffer.toString("latin1", 4, 8)) ? "mov" : fail("invalid_video");
  } finally {
    await file.close();
  }
}

function shownSize(stream: PrintedStream, width: number, height: number) {
  const [across = 0, down = 0] = (stream.sample_aspect_ratio ?? "").split(":").map(Number);
  const stretch = across > 0 && down > 0 ? across / down : 1;
  const turned = stream.side_data_list?.some(({ rotation = 0 }) => Math.abs(rotation) % 180 === 90);
  const shown = { width: Math.max(1, Math.round(width * stretch)), height };
  return turned ? { width: shown.height, height: shown.width } : shown;
}
