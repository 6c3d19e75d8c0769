// The worker's side of looking at and cutting clips: the only place of the browser that opens a video file. One
// task a worker; ending the worker ends the task.
import {
  BlobSource,
  BufferTarget,
  CanvasSink,
  Conversion,
  canEncodeAudio,
  canEncodeVideo,
  Input,
  type InputAudioTrack,
  type InputVideoTrack,
  MP4,
  Mp4OutputFormat,
  Output,
  QTFF,
  Quality,
  WEBM,
} from "mediabunny";
import { clipSize } from "@/lib/domain/video/rules";
import { AppError, fail } from "@/lib/errors/app-error";
import type { ErrorCode } from "@/lib/errors/catalogue";
import { type ClipFacts, type ClipPlan, pictureBits } from "./clip-plan";
import { pictureTimes, type TrimRange } from "./trim-range";

/** What each task takes, tells on its way, and answers with. */
export interface ClipTasks {
  probe: { input: object; news: never; result: ClipFacts };
  /** So many pictures of the whole clip, evenly spread, as high as this in pixels. */
  strip: { input: { count: number; height: number }; news: ImageBitmap; result: null };
  make: {
    input: { range: TrimRange; plan: Exclude<ClipPlan, "server">; facts: ClipFacts };
    /** How far it is, 0 to 1. */
    news: number;
    result: Blob;
  };
}

export type ClipRequest = {
  [T in keyof ClipTasks]: { task: T; file: Blob } & ClipTasks[T]["input"];
}[keyof ClipTasks];

export type ClipReply<T extends keyof ClipTasks> =
  | { news: ClipTasks[T]["news"] }
  | { result: ClipTasks[T]["result"] }
  /** Null when it failed without a word of ours. */
  | { refusal: ErrorCode | null };

/** More frames a second than this are halved or worse: nobody sees them, and all of them would travel. */
const MOST_FPS = 32;
const USUAL_FPS = 30;
/** A player can begin, or go on, every so many seconds. */
const KEY_FRAME_SEC = 2;
/** Sound is copied in whole packets; a part of full length ends a packet's length sooner. */
const LONGEST_SEC = 29.95;

addEventListener("message", async ({ data }: MessageEvent<ClipRequest>) => {
  const input = new Input({ formats: [MP4, QTFF, WEBM], source: new BlobSource(data.file) });
  try {
    if (data.task === "probe") postMessage({ result: await probe(input, data.file) });
    else if (data.task === "strip") postMessage({ result: await strip(input, data) });
    else postMessage({ result: await make(input, data) });
  } catch (error) {
    postMessage({ refusal: error instanceof AppError ? error.code : null });
  }
});

async function probe(input: Input, file: Blob): Promise<ClipFacts> {
  const format = await input.getFormat().catch(() => fail("unsupported_video"));
  const { video, audio } = await tracksOf(input).catch(() => fail("invalid_video"));
  const [width, height] = [await video.getDisplayWidth(), await video.getDisplayHeight()];
  if (!(width > 0 && height > 0)) fail("invalid_video");
  const durationSec = await input.computeDuration().catch(() => fail("invalid_video"));
  const facts: Omit<ClipFacts, "canMake"> = {
    type: format === WEBM ? "video/webm" : format === QTFF ? "video/quicktime" : "video/mp4",
    sizeBytes: file.size,
    durationSec,
    width,
    height,
    videoCodec: await video.getCodec(),
    codecString: await video.getCodecParameterString(),
    audioCodec: audio ? ((await audio.getCodec()) ?? "unknown") : null,
  };
  return { ...facts, canMake: await canMake(video, audio, facts) };
}

async function tracksOf(input: Input) {
  const [video] = await input.getVideoTracks();
  const [audio = null] = await input.getAudioTracks();
  return { video: video ?? fail("invalid_video"), audio };
}

async function canMake(
  video: InputVideoTrack,
  audio: InputAudioTrack | null,
  facts: Omit<ClipFacts, "canMake">,
): Promise<boolean> {
  try {
    const target = clipSize(facts);
    const quality = new Quality({ bitrate: pictureBits(facts) });
    if (!(await video.canDecode())) return false;
    if (!(await canEncodeVideo("avc", { ...target, quality }))) return false;
    if (!audio || (await audio.getCodec()) === "aac") return true;
    return (await audio.canDecode()) && (await canEncodeAudio("aac"));
  } catch {
    // Without WebCodecs.
    return false;
  }
}

async function strip(input: Input, { count, height }: ClipTasks["strip"]["input"]): Promise<null> {
  const { video } = await tracksOf(input);
  if (!(await video.canDecode())) return null;
  const times = pictureTimes(await input.computeDuration(), count);
  const sink = new CanvasSink(video, { height, poolSize: 2 });
  for await (const picture of sink.canvasesAtTimestamps(times)) {
    if (!picture) continue;
    const bitmap = await createImageBitmap(picture.canvas);
    postMessage({ news: bitmap }, { transfer: [bitmap] });
  }
  return null;
}

async function make(input: Input, wanted: ClipTasks["make"]["input"]): Promise<Blob> {
  const { range, plan, facts } = wanted;
  const { video, audio } = await tracksOf(input);
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: "in-memory" }), target });
  const conversion = await Conversion.init({
    input,
    output,
    tracks: "primary",
    // Neither where nor with what it was recorded.
    tags: {},
    showWarnings: false,
    ...(plan === "make" && { trim: trimOf(range), video: await pictureOf(video, facts) }),
    audio: { codec: "aac" },
  });
  const used = conversion.utilizedTracks.length;
  if (!conversion.isValid || used < (audio ? 2 : 1)) throw new Error("a track would be lost");
  conversion.onProgress = (fraction) => postMessage({ news: fraction });
  await conversion.execute();
  if (!target.buffer) throw new Error("nothing was made");
  return new Blob([target.buffer], { type: "video/mp4" });
}

function trimOf({ startSec, endSec }: TrimRange) {
  return { start: startSec, end: Math.min(endSec, startSec + LONGEST_SEC) };
}

async function pictureOf(video: InputVideoTrack, facts: ClipFacts) {
  const { averagePacketRate } = await video.computePacketStats(60);
  return {
    ...clipSize(facts),
    fit: "fill" as const,
    codec: "avc" as const,
    quality: new Quality({ bitrate: pictureBits(facts) }),
    keyFrameInterval: KEY_FRAME_SEC,
    allowTransformationMetadata: false,
    forceTranscode: true,
    ...(averagePacketRate > MOST_FPS && { frameRate: USUAL_FPS }),
  };
}
