// What a page knows of clips that are not videos of the draft yet, and its pure transitions. No files are read,
// nothing is asked.
import type { AppError } from "@/lib/errors/app-error";
import type { ClipFacts } from "./clip-plan";
import { isWorthRetrying } from "./retry";
import type { Held } from "./send-hold";

/** `choosing` waits for the captain to say which part is wanted. */
export type VideoPhase =
  | "reading"
  | "choosing"
  | "waiting"
  | "preparing"
  | "sending"
  | "checking"
  | "failed";

/** One clip on its way. */
export interface VideoUpload {
  id: string;
  name: string;
  phase: VideoPhase;
  /** Of preparing, 0 to 1. */
  fraction: number;
  sentBytes: number;
  totalBytes: number;
  bytesPerSec: number | null;
  /** The file as picked, or as it is sent. */
  file: Blob;
  /** Null until it was read. */
  facts: ClipFacts | null;
  /** A local picture of it, once there is one. */
  previewUrl: string | null;
  /** Its row, once it has one. */
  videoId: string | null;
  /** Why it failed; null in every other phase. */
  refusal: AppError | null;
  /** Whether a reload would bring it back. */
  isKept: boolean;
}

export interface VideosState {
  uploads: readonly VideoUpload[];
  /** What holds all of them up; null when nothing does. */
  hold: Held | null;
}

export const NO_VIDEOS: VideosState = { uploads: [], hold: null };

/** A clip as it begins. */
export function newVideo(known: Pick<VideoUpload, "id" | "name" | "file">): VideoUpload {
  return {
    ...known,
    phase: "reading",
    fraction: 0,
    sentBytes: 0,
    totalBytes: 0,
    bytesPerSec: null,
    facts: null,
    previewUrl: null,
    videoId: null,
    refusal: null,
    isKept: true,
  };
}

/** The state with one clip changed; unchanged when it is gone. */
export function withVideoChange(
  state: VideosState,
  id: string,
  change: Partial<VideoUpload>,
): VideosState {
  const uploads = state.uploads.map((one) => (one.id === id ? { ...one, ...change } : one));
  return { ...state, uploads };
}

/** The state without one clip. */
export function withoutVideo(state: VideosState, id: string): VideosState {
  return { ...state, uploads: state.uploads.filter((one) => one.id !== id) };
}

/** How many clips go on by themselves. */
export function countVideosUnderWay({ uploads }: VideosState): number {
  return uploads.filter(({ phase }) => phase !== "failed" && phase !== "choosing").length;
}

/** Whether anything would not arrive if the captain signed out now. */
export function isVideoAtStake(state: VideosState): boolean {
  return state.uploads.some(({ refusal }) => refusal === null || isWorthRetrying(refusal));
}

/** Whether the page should ask before it goes away: something is on its way, or would be lost. */
export function isLeavingVideosUnwise(state: VideosState): boolean {
  const isWaiting = ({ phase, isKept }: VideoUpload) => phase === "choosing" || !isKept;
  return countVideosUnderWay(state) > 0 || state.uploads.some(isWaiting);
}
