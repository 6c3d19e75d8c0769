// Photos on their way: prepared one at a time, ahead of being sent three at a time, each with a state of
// its own. A file that fails never holds up the others; a limit, an outage or an ended session holds all of
// them until it is over, and no file is given up for it. What a crash interrupts goes on with the next page.
import PQueue from "p-queue";
import { api } from "./api";
import { type KeptUploads, openKeptUploads } from "./kept-uploads";
import { openKnownAsker } from "./known-asker";
import { guardLeaving } from "./leave-guard";
import { oneQueueADraft } from "./one-queue-a-draft";
import { hashPhoto, shrinkPhoto } from "./prepare-photo";
import { reusePhoto } from "./reuse-photo";
import { openSendHold } from "./send-hold";
import { sendPhoto } from "./send-photo";
import { openSpeedometer } from "./speedometer";
import { createStore, type Watchable } from "./store";
import { openTakeBacks } from "./take-backs";
import { add, choose, keepTime, listen, resume, retry, type TwinChoice } from "./upload-orders";
import { cancel } from "./upload-steps";
import type { QueueContext, UploadEvents, UploadStages, Work } from "./upload-work";
import {
  isAtStake,
  isLeavingUnwise,
  NO_UPLOADS,
  retryable,
  type UploadsState,
} from "./uploads-state";

export interface UploadQueue extends Watchable<UploadsState> {
  add: (files: readonly File[]) => void;
  retry: (id: string) => void;
  /** Every file that failed and may arrive when sent again. */
  retryAll: () => void;
  /** Answers for these files whether the photo they have is used or both are kept. */
  choose: (ids: readonly string[], choice: TwinChoice) => void;
  /** Stops a file wherever it is and forgets it; the server too. */
  cancel: (id: string) => void;
  /** Stops every file, those that failed or wait for a choice included. */
  cancelAll: () => void;
  /** Who is told from now on; one listener at a time. Goes on if an ended session held it. Returns the way to stop listening. */
  listen: (events: UploadEvents) => () => void;
  /** Stops and forgets everything; the queue is of no more use. */
  discard: () => void;
}

const AT_ONCE = 3;
const STAGES: UploadStages = {
  hash: hashPhoto,
  shrink: shrinkPhoto,
  findKnown: api.findKnown,
  reuse: reusePhoto,
  remove: api.removeMedia,
  send: sendPhoto,
  takeBack: api.takeBackUpload,
};
/** The one queue of a captain's draft on this page. */
export const uploadQueueOf = oneQueueADraft<UploadsState, UploadQueue>(
  (ownerId, draftId) => openUploadQueue(draftId, STAGES, openKeptUploads(ownerId, draftId)),
  isAtStake,
);

/** A queue of its own; pages share `uploadQueueOf`. Goes on at once with what was kept and nobody works on. */
export function openUploadQueue(
  draftId: string,
  stages: UploadStages,
  kept: KeptUploads,
): UploadQueue {
  const store = createStore(NO_UPLOADS);
  // A decoded photo takes up to 200 MB; two at once would end a phone's browser.
  const preparing = new PQueue({ concurrency: 1 });
  const sending = new PQueue({ concurrency: AT_ONCE });
  const asker = openKnownAsker(stages.findKnown, (refusal) => hold.takes(refusal));
  const hold = openSendHold((now) => {
    store.set((state) => ({ ...state, hold: now }));
    if (now) {
      sending.pause();
    } else {
      sending.start();
      asker.resume();
    }
  });
  const context: QueueContext = {
    ...{ draftId, stages, kept, store, preparing, sending, hold, asker },
    work: new Map(),
    events: null,
    takeBacks: openTakeBacks(
      (key) => stages.takeBack(key, draftId),
      (id) => void kept.drop(id),
    ),
    speed: openSpeedometer(),
    picked: 0,
    arrived: new Set(),
    ranks: new Map(),
  };
  const stops = [
    store.subscribe(() => guardLeaving(isLeavingUnwise(store.get()), context)),
    keepTime(context),
    kept.adopt((uploads) => resume(context, uploads)),
    hold.stop,
    asker.stop,
  ];
  const one = (id: string, use: (context: QueueContext, work: Work) => void) => {
    const work = context.work.get(id);
    if (work) use(context, work);
  };
  const cancelAll = () => {
    for (const work of [...context.work.values()]) cancel(context, work);
  };
  return {
    get: store.get,
    subscribe: store.subscribe,
    add: (files) => add(context, files),
    retry: (id) => one(id, retry),
    retryAll: () => {
      for (const { id } of retryable(store.get())) one(id, retry);
    },
    choose: (ids, choice) => {
      for (const id of ids) one(id, (_, work) => choose(context, work, choice));
    },
    cancel: (id) => one(id, cancel),
    cancelAll,
    listen: (events) => listen(context, events),
    discard: () => {
      // Whoever signs out has not stopped them: what the server has by now may stay.
      context.takeBacks.stop();
      cancelAll();
      for (const stop of stops) stop();
    },
  };
}
