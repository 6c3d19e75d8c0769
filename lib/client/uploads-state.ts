// What a page knows of photos on their way, and its pure transitions. No files, no requests.
import type { AppError } from "@/lib/errors/app-error";
import { isWorthRetrying } from "./retry";
import type { Hold } from "./send-hold";

export type UploadPhase = "waiting" | "preparing" | "sending" | "checking" | "failed";

/** One file that is not a photo of the draft yet. */
export interface Upload {
  id: string;
  name: string;
  phase: UploadPhase;
  sentBytes: number;
  totalBytes: number;
  /** A local picture of it, once it is prepared. */
  previewUrl: string | null;
  /** Why it failed; null in every other phase. */
  refusal: AppError | null;
}

export interface UploadsState {
  uploads: readonly Upload[];
  hold: Hold | null;
}

export const NO_UPLOADS: UploadsState = { uploads: [], hold: null };

/** The state with one more file at the end. */
export function withUpload(state: UploadsState, id: string, name: string): UploadsState {
  const upload: Upload = {
    id,
    name,
    phase: "waiting",
    sentBytes: 0,
    totalBytes: 0,
    previewUrl: null,
    refusal: null,
  };
  return { ...state, uploads: [...state.uploads, upload] };
}

/** The state with one file changed; unchanged when it is gone. */
export function withChange(state: UploadsState, id: string, change: Partial<Upload>): UploadsState {
  const uploads = state.uploads.map((one) => (one.id === id ? { ...one, ...change } : one));
  return { ...state, uploads };
}

/** The state without one file. */
export function withoutUpload(state: UploadsState, id: string): UploadsState {
  return { ...state, uploads: state.uploads.filter((one) => one.id !== id) };
}

/** How many files go on by themselves. */
export function countUnderWay({ uploads }: UploadsState): number {
  return uploads.filter(({ phase }) => phase !== "failed").length;
}

/** The files that failed but may arrive when sent again. */
export function retryable({ uploads }: UploadsState): readonly Upload[] {
  return uploads.filter(({ refusal }) => refusal !== null && isWorthRetrying(refusal));
}

/** Whether anything would be lost if the page went away now. */
export function isAtStake(state: UploadsState): boolean {
  return countUnderWay(state) > 0 || retryable(state).length > 0;
}
