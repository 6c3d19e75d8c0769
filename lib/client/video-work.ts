// What the queue itself knows of each clip on its way, beside what the page shows of it.
import type PQueue from "p-queue";
import { VIDEO_LIMITS } from "@/lib/domain/video/kinds";
import { clipSize } from "@/lib/domain/video/rules";
import type { ReservedVideo, VideoInput, VideoView } from "@/lib/domain/video/schema";
import type { ClipFacts, ClipPlan } from "./clip-plan";
import type { KeptFile, KeptUploads } from "./kept-uploads";
import type { makeClip, probeClip } from "./open-clip";
import { randomId } from "./random-id";
import type { SendHold } from "./send-hold";
import type { sendVideo } from "./send-video";
import { openSpeedometer, type Speedometer } from "./speedometer";
import type { Store } from "./store";
import type { TakeBacks } from "./take-backs";
import { isWhole, type TrimRange } from "./trim-range";
import { type PartLedger, storedBytes } from "./upload-parts";
import { newVideo, type VideosState, type VideoUpload, withVideoChange } from "./videos-state";

/** What the captain chose of a clip. */
export interface ClipChoice {
  range: TrimRange;
  /** The picture that stands for it; null where this browser can't show the clip. */
  poster: Blob | null;
}

/** One clip whose part was chosen, as far as it has come; `blob` is the file as picked, and what is sent once it is prepared. */
export interface KeptClip extends KeptFile {
  facts: ClipFacts;
  range: TrimRange;
  /** How `blob` came about; null until it is what is sent. */
  plan: ClipPlan | null;
  isPosterSent: boolean;
  /** Its row, once it has one. */
  videoId: string | null;
  /** What the store has of it. */
  ledger: PartLedger | null;
  /** How many pages began to make it, one after the other, and came to no end: one may die of a clip. */
  cuts: number;
}

export interface VideoEvents {
  onArrived: (video: VideoView) => void;
  onFailed: (refusal: unknown) => void;
}

/** What happens to a clip on its way. Each throws an AppError. */
export interface VideoStages {
  probe: typeof probeClip;
  make: typeof makeClip;
  /** Whether clips may be left to the server just now. */
  canServe: (draftId: string) => Promise<boolean>;
  reserve: (input: VideoInput, key: string) => Promise<ReservedVideo>;
  renew: (videoId: string) => Promise<ReservedVideo>;
  setPoster: (videoId: string, picture: Blob) => Promise<unknown>;
  send: typeof sendVideo;
  complete: (videoId: string) => Promise<{ video: VideoView }>;
  remove: (videoId: string) => Promise<unknown>;
}

/** One clip: what is kept of it once its part is chosen, and how it stands on this page. */
export interface VideoWork extends Omit<KeptClip, "facts" | "range"> {
  facts: ClipFacts | null;
  range: TrimRange | null;
  stop: AbortController;
  /** A step is under way or stands in line. */
  isBusy: boolean;
  /** How often it began anew because the server or the store had lost it. */
  restarts: number;
  /** The captain leaves it to the server, although this browser should be able to cut it. */
  sendsWhole: boolean;
  /** How often what reads, makes or sends it could not be loaded. */
  misses: number;
  /** The last that is known; the page is told of it every so often. */
  sentBytes: number;
  speed: Speedometer;
}

export interface VideoQueueContext {
  draftId: string;
  stages: VideoStages;
  kept: KeptUploads<KeptClip>;
  store: Store<VideosState>;
  reading: PQueue;
  preparing: PQueue;
  sending: PQueue;
  work: Map<string, VideoWork>;
  events: VideoEvents | null;
  hold: SendHold;
  takeBacks: TakeBacks;
  /** The highest rank given. */
  picked: number;
}

/** A clip that was picked just now. */
export function videoWorkOf(file: File, rank: number): VideoWork {
  return {
    id: randomId(),
    name: file.name,
    rank,
    key: randomId(),
    blob: file,
    thumbnail: null,
    isStopped: false,
    arrivedAs: null,
    plan: null,
    isPosterSent: false,
    videoId: null,
    ledger: null,
    cuts: 0,
    facts: null,
    range: null,
    ...onThisPage(),
  };
}

/** A clip as it was kept. */
export function resumedVideo(kept: KeptClip): VideoWork {
  const sentBytes = kept.ledger ? storedBytes(kept.blob.size, kept.ledger.parts) : 0;
  return { ...kept, ...onThisPage(), sentBytes };
}

function onThisPage() {
  return {
    stop: new AbortController(),
    isBusy: false,
    restarts: 0,
    sendsWhole: false,
    misses: 0,
    sentBytes: 0,
    speed: openSpeedometer(),
  };
}

/** How the page shows it from the beginning. */
export function shownVideo({
  id,
  name,
  blob,
  facts,
  range,
  thumbnail,
  videoId,
  sentBytes,
}: VideoWork): VideoUpload {
  return {
    ...newVideo({ id, name, file: blob }),
    ...(range && { phase: "waiting" as const, totalBytes: blob.size }),
    ...{ facts, videoId, sentBytes },
    previewUrl: thumbnail && URL.createObjectURL(thumbnail),
  };
}

/** Keeps a clip as it is by then, once its part is chosen, and shows when the browser would not. */
export async function keepVideo(context: VideoQueueContext, work: VideoWork): Promise<void> {
  const isKept = await context.kept.keep(work.id, () => {
    const {
      stop,
      isBusy: _,
      restarts: __,
      sendsWhole: ______,
      speed: ___,
      misses: _____,
      sentBytes: ____,
      facts,
      range,
      ...rest
    } = work;
    return stop.signal.aborted || !facts || !range ? null : { ...rest, facts, range };
  });
  showVideo(context, work.id, { isKept });
}

/** Changes what the page shows of a clip. */
export function showVideo(
  { store }: VideoQueueContext,
  id: string,
  change: Partial<VideoUpload>,
): void {
  store.set((state) => withVideoChange(state, id, change));
}

/** What is said of a clip before it is sent: of the file that travels, with the part of it that is wanted. */
export function declared(
  { name, blob, plan }: VideoWork,
  facts: ClipFacts,
  range: TrimRange,
  draftId: string,
): VideoInput {
  const seconds = Math.min(range.endSec - range.startSec, VIDEO_LIMITS.maxSec);
  const isPart = plan === "server" && !isWhole(range, facts.durationSec);
  const upright = { width: Math.round(facts.width), height: Math.round(facts.height) };
  return {
    fileName: name.slice(-255),
    contentType: plan === "server" ? facts.type : "video/mp4",
    sizeBytes: blob.size,
    durationSec: plan === "make" ? seconds : facts.durationSec,
    ...(plan === "make" ? clipSize(facts) : upright),
    ...(isPart && { trimStartSec: range.startSec, trimEndSec: range.endSec }),
    draftId,
  };
}
