// Clips on their way: read, cut and sent one at a time, each with a state of its own. What holds one up for the
// moment holds all, and goes on by itself; what a crash interrupts goes on with the next page.
import PQueue from "p-queue";
import { api } from "./api";
import { type KeptUploads, openKeptFiles } from "./kept-uploads";
import { guardLeaving } from "./leave-guard";
import { oneQueueADraft } from "./one-queue-a-draft";
import { makeClip, probeClip } from "./open-clip";
import { openSendHold } from "./send-hold";
import { sendVideo } from "./send-video";
import { createStore, type Watchable } from "./store";
import { openTakeBacks } from "./take-backs";
import { toastInfo } from "./toast";
import { cancelVideo, goOnWithVideo } from "./video-steps";
import {
  type ClipChoice,
  type KeptClip,
  keepVideo,
  resumedVideo,
  shownVideo,
  showVideo,
  type VideoEvents,
  type VideoQueueContext,
  type VideoStages,
  type VideoWork,
  videoWorkOf,
} from "./video-work";
import { isLeavingVideosUnwise, isVideoAtStake, NO_VIDEOS, type VideosState } from "./videos-state";

export interface VideoQueue extends Watchable<VideosState> {
  add: (files: readonly File[]) => void;
  /** Says which part of a clip is wanted; it goes on. */
  choose: (id: string, choice: ClipChoice) => void;
  retry: (id: string) => void;
  /** Leaves a clip to the server that this browser could not cut; it goes on. */
  sendWhole: (id: string) => void;
  /** Stops a clip wherever it is and forgets it; the server too. */
  cancel: (id: string) => void;
  /** Who is told from now on; one listener at a time. Goes on if an ended session held it. Returns the way to stop listening. */
  listen: (events: VideoEvents) => () => void;
  /** Stops and forgets everything; the queue is of no more use. */
  discard: () => void;
}

const TICK_MS = 1000;
const STAGES: VideoStages = {
  probe: probeClip,
  make: makeClip,
  canServe: async (draftId) => (await api.listVideos(draftId)).canProcessOnServer,
  reserve: api.reserveVideo,
  renew: api.renewVideoUpload,
  setPoster: api.setVideoPoster,
  send: sendVideo,
  complete: api.completeVideo,
  remove: api.removeVideo,
};

/** The one queue of clips of a captain's draft on this page. */
export const videoQueueOf = oneQueueADraft<VideosState, VideoQueue>(
  (ownerId, draftId) =>
    openVideoQueue(draftId, STAGES, openKeptFiles<KeptClip>(ownerId, draftId, "video")),
  isVideoAtStake,
);

/** A queue of its own; pages share `videoQueueOf`. Goes on at once with what was kept and nobody works on. */
export function openVideoQueue(
  draftId: string,
  stages: VideoStages,
  kept: KeptUploads<KeptClip>,
): VideoQueue {
  const store = createStore(NO_VIDEOS);
  // A line of its own: the captain chooses while others are prepared.
  const reading = new PQueue({ concurrency: 1 });
  // Decoding takes all that a phone has; two at once would be slower than one after the other.
  const preparing = new PQueue({ concurrency: 1 });
  const sending = new PQueue({ concurrency: 1 });
  const hold = openSendHold((now) => {
    store.set((state) => ({ ...state, hold: now }));
    if (now) sending.pause();
    else sending.start();
  });
  const context: VideoQueueContext = {
    ...{ draftId, stages, kept, store, reading, preparing, sending, hold },
    work: new Map(),
    events: null,
    takeBacks: openTakeBacks(stages.remove, (id) => void kept.drop(id)),
    picked: 0,
  };
  const stops = [
    store.subscribe(() => guardLeaving(isLeavingVideosUnwise(store.get()), context)),
    keepTime(context),
    kept.adopt((clips) => resume(context, clips)),
    hold.stop,
  ];
  const one = (id: string, use: (work: VideoWork) => void) => {
    const work = context.work.get(id);
    if (work) use(work);
  };
  return {
    get: store.get,
    subscribe: store.subscribe,
    add: (files) => {
      const works = files.map((file) => {
        context.picked += 1;
        return videoWorkOf(file, context.picked);
      });
      begin(context, works);
    },
    choose: (id, choice) => one(id, (work) => choose(context, work, choice)),
    retry: (id) => one(id, (work) => tryAgain(context, work, false)),
    sendWhole: (id) => one(id, (work) => tryAgain(context, work, true)),
    cancel: (id) => one(id, (work) => cancelVideo(context, work)),
    listen: (events) => {
      context.events = events;
      hold.signedIn();
      return () => {
        if (context.events === events) context.events = null;
      };
    },
    discard: () => {
      context.takeBacks.stop();
      for (const work of [...context.work.values()]) cancelVideo(context, work);
      for (const stop of stops) stop();
    },
  };
}

function choose(context: VideoQueueContext, work: VideoWork, { range, poster }: ClipChoice): void {
  if (work.range || !work.facts) return;
  work.range = range;
  work.thumbnail = poster;
  const previewUrl = poster && URL.createObjectURL(poster);
  showVideo(context, work.id, { phase: "waiting", previewUrl });
  void keepVideo(context, work);
  goOnWithVideo(context, work);
}

function tryAgain(context: VideoQueueContext, work: VideoWork, sendsWhole: boolean): void {
  Object.assign(work, { restarts: 0, misses: 0, cuts: 0, sendsWhole });
  showVideo(context, work.id, { phase: work.facts ? "waiting" : "reading", refusal: null });
  goOnWithVideo(context, work);
}

/** What a page that is gone left behind. */
function resume(context: VideoQueueContext, kept: readonly KeptClip[]): void {
  for (const { id, videoId, isStopped } of kept)
    if (isStopped && videoId) context.takeBacks.add(id, videoId);
  context.picked = Math.max(context.picked, ...kept.map(({ rank }) => rank));
  const works = kept.filter(({ isStopped }) => !isStopped).map(resumedVideo);
  if (works.length === 0) return;
  begin(context, works);
  toastInfo(
    works.length === 1
      ? "A video from before goes on."
      : `${works.length} videos from before go on.`,
    "resumed-videos",
  );
}

function begin(context: VideoQueueContext, works: readonly VideoWork[]): void {
  for (const work of works) context.work.set(work.id, work);
  context.store.set((state) => ({
    ...state,
    uploads: [...state.uploads, ...works.map(shownVideo)],
  }));
  for (const work of works) goOnWithVideo(context, work);
}

/** Speeds fall while nothing leaves, so they are read by the clock; so is what left last. Returns the way to stop. */
function keepTime({ store, work }: VideoQueueContext): () => void {
  const timer = setInterval(() => {
    if (!store.get().uploads.some(({ phase }) => phase === "sending")) return;
    store.set((state) => ({
      ...state,
      uploads: state.uploads.map((one) => {
        const its = work.get(one.id);
        if (!its || one.phase !== "sending") return one;
        return { ...one, sentBytes: its.sentBytes, bytesPerSec: its.speed.read() };
      }),
    }));
  }, TICK_MS);
  return () => clearInterval(timer);
}
