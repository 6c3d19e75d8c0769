// What a stored video is, read from a few parts of the file: nothing is decoded, no program is started, and
// reads and bytes have an end. Knows files, never rows.
import "server-only";
import { CustomSource, Input, MP4, QTFF, WEBM } from "mediabunny";
import { AppError, fail } from "@/lib/errors/app-error";
import { type ReadPart, tellsPlace } from "./tells-place";

/** Room for the index of a file of many minutes; what needs more, nobody's phone recorded. */
const MAX_BYTES = 32_000_000;
const MAX_READS = 80;

/** What a file is. Codecs by mediabunny's names: avc, hevc, vp8, vp9, av1, aac, opus … */
export interface VideoHead {
  sizeBytes: number;
  container: "mp4" | "webm";
  /** An MP4 that every browser takes for one, not a MOV. */
  isPlainMp4: boolean;
  /** Null when unknown. */
  videoCodec: string | null;
  /** As in `avc1.64001f`. */
  codecString: string | null;
  /** Null without sound, "unknown" for sound that has no name here. */
  audioCodec: string | null;
  /** Null when the file doesn't say. */
  durationSec: number | null;
  /** Upright, with square pixels. */
  width: number;
  height: number;
  /** It carries, or may carry, where it was recorded. */
  mayTellPlace: boolean;
}

/**
 * Looks into a file.
 *
 * @param read may throw; what it throws is thrown on
 * @throws AppError invalid_video when it is no MP4, MOV or WebM with a picture in it, or would take too much reading
 */
export async function readHead(bytes: number, read: ReadPart): Promise<VideoHead> {
  const bounded = boundedBy(read);
  const source = new CustomSource({
    getSize: () => bytes,
    read: bounded.read,
    prefetchProfile: "network",
    // Reads ahead of what was asked for; the next one that is asked for fails as well.
    handleUnhandledError: () => {},
  });
  const input = new Input({ formats: [MP4, QTFF, WEBM], source });
  try {
    return await headOf(input, bytes, bounded);
  } catch (error) {
    // The parser wraps or swallows what a read threw.
    if (bounded.failure) throw bounded.failure;
    if (error instanceof AppError) throw error;
    return fail("invalid_video", {}, { cause: error });
  } finally {
    input.dispose();
  }
}

async function headOf(input: Input, bytes: number, bounded: BoundedReader): Promise<VideoHead> {
  const format = await input.getFormat();
  const [video] = await input.getVideoTracks();
  const [audio] = await input.getAudioTracks();
  if (!video) return fail("invalid_video", {}, { cause: new Error("no picture in the file") });
  const width = await video.getDisplayWidth();
  const height = await video.getDisplayHeight();
  if (!(width > 0 && height > 0)) fail("invalid_video");
  const isWebm = format === WEBM;
  const mayTellPlace = isWebm || (await tellsPlace(bytes, bounded.read));
  return {
    sizeBytes: bytes,
    container: isWebm ? "webm" : "mp4",
    isPlainMp4: format === MP4,
    videoCodec: await video.getCodec(),
    codecString: await video.getCodecParameterString(),
    audioCodec: audio ? ((await audio.getCodec()) ?? "unknown") : null,
    durationSec: await durationOf(input, { isWebm, isSpent: bounded.isSpent }),
    width,
    height,
    mayTellPlace,
  };
}

/**
 * Of an MP4 what its samples add up to, whatever its header says; of a WebM, which is never shown as it is, what
 * it says. Null for a recording that was broken off, or whose end is too far to look for.
 */
async function durationOf(
  input: Input,
  { isWebm, isSpent }: { isWebm: boolean; isSpent: () => boolean },
): Promise<number | null> {
  const seconds = await (isWebm
    ? input.getDurationFromMetadata()
    : input.computeDuration().catch((error: unknown) => {
        if (isSpent()) return null;
        throw error;
      }));
  return seconds !== null && Number.isFinite(seconds) && seconds > 0 ? seconds : null;
}

type BoundedReader = ReturnType<typeof boundedBy>;

function boundedBy(read: ReadPart) {
  let reads = 0;
  let bytes = 0;
  const bounded = {
    failure: undefined as unknown,
    isSpent: () => reads > MAX_READS || bytes > MAX_BYTES,
    async read(start: number, end: number): Promise<Uint8Array> {
      reads += 1;
      bytes += end - start;
      try {
        if (bounded.isSpent()) fail("invalid_video", {}, { cause: new Error("too much to read") });
        return await read(start, end);
      } catch (error) {
        bounded.failure ??= error;
        throw error;
      }
    },
  };
  return bounded;
}
