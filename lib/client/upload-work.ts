// What the queue itself knows of each file on its way, beside what the page shows of it.
import type PQueue from "p-queue";
import type { KnownPhoto } from "@/lib/domain/media/schema";
import type { AppError } from "@/lib/errors/app-error";
import type { ShrunkPhoto } from "./encode-photo";
import type { KeptUpload, KeptUploads } from "./kept-uploads";
import type { KnownAsker } from "./known-asker";
import { randomId } from "./random-id";
import type { SendHold } from "./send-hold";
import type { SentPhoto, sendPhoto } from "./send-photo";
import { openSpeedometer, type Speedometer } from "./speedometer";
import type { Store } from "./store";
import type { TakeBacks } from "./take-backs";
import { newUpload, type Upload, type UploadsState, withChange } from "./uploads-state";

export interface UploadEvents {
  /** `rank` grows in the order in which files were picked, whichever arrives first. */
  onSent: (sent: SentPhoto, rank: number) => void;
  onFailed: (refusal: AppError, name: string) => void;
  /** Before this page there was another, on which a file of this rank became this photo. */
  onRemembered: (mediaId: string, rank: number) => void;
  /** While nobody listened a file of this rank became this photo. */
  onArrivedLate: (mediaId: string, rank: number) => void;
  /** Whether this photo stands in the draft on this page. */
  has: (mediaId: string) => boolean;
}

/** What happens to a file on its way. Each throws an AppError. */
export interface UploadStages {
  hash: (file: Blob) => Promise<string | null>;
  shrink: (file: Blob) => Promise<ShrunkPhoto>;
  findKnown: (sha256: string[]) => Promise<{ known: KnownPhoto[] }>;
  reuse: (draftId: string, known: KnownPhoto) => Promise<SentPhoto | null>;
  /** To the trash. */
  remove: (mediaId: string) => Promise<unknown>;
  send: typeof sendPhoto;
  takeBack: (key: string, draftId: string) => Promise<unknown>;
}

/** One file: what is kept of it, and how it stands on this page. */
export interface Work extends KeptUpload {
  stop: AbortController;
  /** A step is under way or stands in line. */
  isBusy: boolean;
  isHashed: boolean;
  /** What the captain has of the same file; undefined until the server was asked. */
  known: KnownPhoto | null | undefined;
  /** The file picked before it that is the same. */
  twinId: string | null;
  /** The captain takes what they have instead of sending it. */
  isReused: boolean;
  /** How often it broke off half way. */
  cuts: number;
  /** How often what decodes it could not be loaded. */
  misses: number;
  speed: Speedometer;
}

/** A file that became a photo. */
export interface Arrival {
  rank: number;
  /** No page was told of it yet. */
  isUntold: boolean;
}

export interface QueueContext {
  draftId: string;
  stages: UploadStages;
  kept: KeptUploads;
  store: Store<UploadsState>;
  preparing: PQueue;
  sending: PQueue;
  work: Map<string, Work>;
  events: UploadEvents | null;
  hold: SendHold;
  asker: KnownAsker;
  takeBacks: TakeBacks;
  speed: Speedometer;
  /** The highest rank given. */
  picked: number;
  /** Files that arrived while others had not, by their ids. */
  arrived: Set<string>;
  /** What they became and where they were picked, by the photo's id; also the last ones while nobody listened. */
  ranks: Map<string, Arrival>;
}

/** A file that was picked just now. */
export function workOf(file: File, rank: number): Work {
  return resumed({
    id: randomId(),
    name: file.name,
    rank,
    key: randomId(),
    sha256: null,
    pickedBytes: file.size,
    blob: file,
    isShrunk: false,
    thumbnail: null,
    isCopyWanted: false,
    mayHaveArrived: false,
    isStopped: false,
    arrivedAs: null,
  });
}

/** A file as it was kept. What may have arrived is sent again under its key, and never asked about. */
export function resumed(kept: KeptUpload): Work {
  return {
    ...kept,
    stop: new AbortController(),
    isBusy: false,
    isHashed: kept.isShrunk || kept.sha256 !== null,
    known: kept.mayHaveArrived ? null : undefined,
    twinId: null,
    isReused: false,
    cuts: 0,
    misses: 0,
    speed: openSpeedometer(),
  };
}

/** What of a file outlives the page. */
export function keptOf(work: Work): KeptUpload {
  const { id, name, rank, key, sha256, pickedBytes, blob, isShrunk, thumbnail } = work;
  const { isCopyWanted, mayHaveArrived, isStopped, arrivedAs } = work;
  const facts = { id, name, rank, key, sha256, pickedBytes, blob, isShrunk, thumbnail };
  return { ...facts, isCopyWanted, mayHaveArrived, isStopped, arrivedAs };
}

/** How the page shows it from the beginning. */
export function shownOf({ id, name, pickedBytes, blob, isShrunk, thumbnail }: Work): Upload {
  return {
    ...newUpload({ id, name, pickedBytes }),
    totalBytes: isShrunk ? blob.size : 0,
    previewUrl: thumbnail && URL.createObjectURL(thumbnail),
  };
}

/** Keeps a file as it is by then, and shows when the browser would not. */
export async function keep({ kept, store }: QueueContext, work: Work): Promise<void> {
  const isKept = await kept.keep(work.id, () => (work.stop.signal.aborted ? null : keptOf(work)));
  store.set((state) => withChange(state, work.id, { isKept }));
}

/** Changes what the page shows of a file. */
export function show({ store }: QueueContext, id: string, change: Partial<Upload>): void {
  store.set((state) => withChange(state, id, change));
}
