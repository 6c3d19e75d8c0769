"use client";
// A draft's photos on this page: those that are here and those on their way.
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { type DraftPhotos, openDraftPhotos } from "@/lib/client/draft-photos";
import { toastError } from "@/lib/client/toast";
import { type UploadQueue, uploadQueueOf } from "@/lib/client/upload-queue";
import { countUnderWay, NO_UPLOADS, type UploadsState } from "@/lib/client/uploads-state";
import type { MediaView } from "@/lib/domain/media/schema";
import { useLivePhotos } from "./use-live-photos";

export interface PhotoDesk {
  draftId: string;
  /** Those that are here, in order. */
  all: readonly MediaView[];
  arrange: DraftPhotos;
  uploads: UploadsState;
  /** Null until the page runs in a browser. */
  queue: UploadQueue | null;
  /** Takes files in, from the first moment on. */
  add: (files: readonly File[]) => void;
  /** How many photos are coming in that another tab or device sent. */
  arriving: number;
}

export function useDraftPhotos(
  ownerId: string,
  draftId: string,
  first: readonly MediaView[],
): PhotoDesk {
  const [arrange] = useState(() => openDraftPhotos(draftId, first));
  useEffect(() => arrange.meet(first), [arrange, first]);
  const [queue, setQueue] = useState<UploadQueue | null>(null);
  useEffect(() => {
    const opened = uploadQueueOf(ownerId, draftId);
    setQueue(opened);
    return opened.listen({
      onSent: arrange.take,
      onRemembered: arrange.remember,
      onArrivedLate: arrange.takeLate,
      onFailed: (refusal) => toastError(refusal),
      has: (mediaId) => arrange.get().some(({ id }) => id === mediaId),
    });
  }, [ownerId, draftId, arrange]);
  useEffect(() => arrange.start(), [arrange]);
  const all = useSyncExternalStore(arrange.subscribe, arrange.get, arrange.get);
  const uploads = useSyncExternalStore(
    queue?.subscribe ?? neverChanges,
    queue?.get ?? noUploads,
    noUploads,
  );
  const add = useCallback(
    (files: readonly File[]) => uploadQueueOf(ownerId, draftId).add(files),
    [ownerId, draftId],
  );
  const isUnderWay = countUnderWay(uploads) > 0;
  useEffect(() => arrange.hold(isUnderWay), [arrange, isUnderWay]);
  const arriving = useLivePhotos(draftId, arrange, uploads);
  return useMemo(
    () => ({ draftId, all, arrange, uploads, queue, add, arriving }),
    [draftId, all, arrange, uploads, queue, add, arriving],
  );
}

const noUploads = () => NO_UPLOADS;
const neverChanges = () => () => {};
