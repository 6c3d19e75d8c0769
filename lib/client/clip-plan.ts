// What becomes of a picked clip, and how large that will be. Pure.
import { PLAIN_AVC, VIDEO_CODECS, VIDEO_LIMITS, type VideoType } from "@/lib/domain/video/kinds";
import { clipSize } from "@/lib/domain/video/rules";
import type { ErrorCode } from "@/lib/errors/catalogue";
import { isWhole, TRIM, type TrimRange } from "./trim-range";

/** What a file is, and what this browser can do with it. */
export interface ClipFacts {
  /** As its bytes say, whatever its name does. */
  type: VideoType;
  sizeBytes: number;
  durationSec: number;
  /** Upright, in pixels. */
  width: number;
  height: number;
  /** Null when it has no name here. */
  videoCodec: string | null;
  /** As in `avc1.64001f`. */
  codecString: string | null;
  /** Null without sound, "unknown" for sound that has no name here. */
  audioCodec: string | null;
  /** This browser can decode the picture and encode what is sent, sound included. */
  canMake: boolean;
}

/**
 * `rewrap`: picture and sound as they are, in a new file without anything else. `make`: cut, scaled and encoded
 * here. `server`: the file as it is, for the worker to cut.
 */
export type ClipPlan = "rewrap" | "make" | "server";

/** Bits a second of 1280×720, and of sound. */
const BITS = { picture: 3_000_000, sound: 128_000 };
const LEAST_BITS = 400_000;
/** H.264 needs more than the codecs of newer phones, and encoding twice costs something. */
const MORE_THAN_BEFORE = 1.5;

/** Why a file can't be used at all; null when it can. */
export function whyNotUsed({ videoCodec, durationSec }: ClipFacts): ErrorCode | null {
  if (!VIDEO_CODECS.some((codec) => codec === videoCodec)) return "unsupported_video";
  return durationSec < TRIM.minSec ? "video_too_short" : null;
}

/** Whether a clip needs nothing but a new wrapping to be shown. */
export function isWithinRules(facts: ClipFacts): boolean {
  const { box, maxSec, slackSec } = VIDEO_LIMITS;
  const sides = [facts.width, facts.height];
  return (
    facts.durationSec <= maxSec + slackSec &&
    facts.videoCodec === "avc" &&
    PLAIN_AVC.test(facts.codecString ?? "") &&
    (facts.audioCodec === null || facts.audioCodec === "aac") &&
    Math.max(...sides) <= box.long &&
    Math.min(...sides) <= box.short
  );
}

/** Who makes of this part of a file what is shown, and how. */
export function planClip(facts: ClipFacts, range: TrimRange): ClipPlan {
  if (isWithinRules(facts) && isWhole(range, facts.durationSec)) return "rewrap";
  return facts.canMake ? "make" : "server";
}

/** Why a file can't be left to the server; null when it can. */
export function whyNotServed(
  { sizeBytes }: Pick<ClipFacts, "sizeBytes">,
  canProcessOnServer: boolean,
): ErrorCode | null {
  if (!canProcessOnServer) return "video_needs_worker";
  return sizeBytes > VIDEO_LIMITS.maxBytes ? "video_too_large" : null;
}

/** Bits a second for the picture of what is made: what its size deserves, and not much more than the file has. */
export function pictureBits(
  facts: Pick<ClipFacts, "width" | "height" | "sizeBytes" | "durationSec">,
) {
  const { long, short } = VIDEO_LIMITS.box;
  const { width, height } = clipSize(facts);
  const deserved = (BITS.picture * width * height) / (long * short);
  const has = (8 * facts.sizeBytes) / facts.durationSec;
  return Math.round(Math.max(LEAST_BITS, Math.min(deserved, MORE_THAN_BEFORE * has)));
}

/** About how many bytes will travel. */
export function estimateBytes(facts: ClipFacts, range: TrimRange): number {
  if (planClip(facts, range) !== "make") return facts.sizeBytes;
  const bits = pictureBits(facts) + (facts.audioCodec ? BITS.sound : 0);
  return Math.round(((range.endSec - range.startSec) * bits) / 8);
}
