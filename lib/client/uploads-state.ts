// What a page knows of photos on their way, and its pure transitions. No files, no requests.
import type { KnownPhoto } from "@/lib/domain/media/schema";
import type { AppError } from "@/lib/errors/app-error";
import { isWorthRetrying } from "./retry";
import type { Held } from "./send-hold";
import { type Arrived, type Counted, isUnderWay, totalOf, type UploadTotal } from "./upload-total";

/** `choosing` waits for the captain's word on a file they have already. */
export type UploadPhase = Counted["phase"];

/** Where a file is already: in this draft, among those picked with it, or elsewhere of the captain's. */
export interface Twin {
  where: "here" | "picked" | "elsewhere";
  /** A picture of it; null when there is none yet. */
  thumbnailUrl: string | null;
  usedIn: KnownPhoto["usedIn"];
}

/** One file that is not a photo of the draft yet. */
export interface Upload extends Counted {
  id: string;
  name: string;
  /** How fast its bytes leave; null until it can be told. */
  bytesPerSec: number | null;
  /** A local picture of it, once there is one. */
  previewUrl: string | null;
  /** Why it failed; null in every other phase. */
  refusal: AppError | null;
  /** What it would be a copy of; null unless the captain is asked. */
  twin: Twin | null;
  /** Whether a reload would bring it back. */
  isKept: boolean;
}

export interface UploadsState {
  uploads: readonly Upload[];
  /** What holds all of them up; null when nothing does. */
  hold: Held | null;
  /** Of the round that is on, or the last one; null before the first. */
  total: UploadTotal | null;
  arrived: Arrived;
  bytesPerSec: number | null;
}

const NOTHING: Arrived = { files: 0, bytes: 0 };

export const NO_UPLOADS: UploadsState = {
  uploads: [],
  hold: null,
  total: null,
  arrived: NOTHING,
  bytesPerSec: null,
};

/** A file as it begins. */
export function newUpload(known: Pick<Upload, "id" | "name" | "pickedBytes">): Upload {
  return {
    ...known,
    phase: "waiting",
    sentBytes: 0,
    totalBytes: 0,
    bytesPerSec: null,
    previewUrl: null,
    refusal: null,
    twin: null,
    isKept: true,
  };
}

/** The state with more files at the end. */
export function withUploads(state: UploadsState, more: readonly Upload[]): UploadsState {
  return counted(state, { uploads: [...state.uploads, ...more] });
}

/** The state with one file changed; unchanged when it is gone. */
export function withChange(state: UploadsState, id: string, change: Partial<Upload>): UploadsState {
  const uploads = state.uploads.map((one) => (one.id === id ? { ...one, ...change } : one));
  return counted(state, { uploads });
}

/** The state without one file. */
export function withoutUpload(state: UploadsState, id: string): UploadsState {
  return counted(state, { uploads: state.uploads.filter((one) => one.id !== id) });
}

/** The state without one file, because the server has it. */
export function withArrival(state: UploadsState, id: string): UploadsState {
  const upload = state.uploads.find((one) => one.id === id);
  if (!upload) return state;
  const { files, bytes } = state.arrived;
  const arrived = { files: files + 1, bytes: bytes + upload.totalBytes };
  return counted(state, { uploads: state.uploads.filter((one) => one !== upload), arrived });
}

/** A round begins with the first file on its way; what arrived in the last one no longer counts. */
function counted(
  before: UploadsState,
  change: Pick<UploadsState, "uploads"> & { arrived?: Arrived },
): UploadsState {
  const wasOn = before.uploads.some(isUnderWay);
  const isOn = change.uploads.some(isUnderWay);
  const begins = isOn && !wasOn;
  const arrived = begins ? NOTHING : (change.arrived ?? before.arrived);
  const total = totalOf(change.uploads, arrived, begins ? null : before.total);
  const bytesPerSec = isOn ? before.bytesPerSec : null;
  return {
    ...before,
    ...change,
    arrived,
    bytesPerSec,
    total: isOn || wasOn ? total : before.total,
  };
}

/** How many files go on by themselves. */
export function countUnderWay({ uploads }: UploadsState): number {
  return uploads.filter(isUnderWay).length;
}

/** The files that failed but may arrive when sent again. */
export function retryable({ uploads }: UploadsState): readonly Upload[] {
  return uploads.filter(({ refusal }) => refusal !== null && isWorthRetrying(refusal));
}

/** The files that wait for the captain's choice. */
export function undecided({ uploads }: UploadsState): readonly Upload[] {
  return uploads.filter(({ phase }) => phase === "choosing");
}

/** Whether anything would not arrive if the captain signed out now. */
export function isAtStake(state: UploadsState): boolean {
  return countUnderWay(state) + retryable(state).length + undecided(state).length > 0;
}

/** Whether the page should ask before it goes away: something is on its way, or would be lost. */
export function isLeavingUnwise(state: UploadsState): boolean {
  const waiting = [...retryable(state), ...undecided(state)];
  return countUnderWay(state) > 0 || waiting.some(({ isKept }) => !isKept);
}
