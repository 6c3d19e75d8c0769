"use client";
// A draft's videos on this page: those the server has and those on their way.
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import {
  type DraftVideos,
  type DraftVideosState,
  openDraftVideos,
} from "@/lib/client/draft-videos";
import { takeVideos } from "@/lib/client/take-videos";
import { toastError, toastInfo } from "@/lib/client/toast";
import { type VideoQueue, videoQueueOf } from "@/lib/client/video-queue";
import { NO_VIDEOS, type VideosState } from "@/lib/client/videos-state";
import { tooManyInWords } from "./video-words";

export interface VideoDesk {
  /** What the server has; not read before somebody watches it. */
  here: DraftVideosState;
  server: DraftVideos;
  uploads: VideosState;
  /** Null until the page runs in a browser. */
  queue: VideoQueue | null;
  /** Takes what was picked, dropped or pasted, as far as there is room, and says so when there is not. */
  add: (files: readonly File[]) => void;
  /** How often it was. */
  picks: number;
}

export function useDraftVideos(ownerId: string, draftId: string): VideoDesk {
  const [server] = useState(() => openDraftVideos(draftId));
  const [queue, setQueue] = useState<VideoQueue | null>(null);
  const [picks, setPicks] = useState(0);
  useEffect(() => {
    const opened = videoQueueOf(ownerId, draftId);
    setQueue(opened);
    return opened.listen({ onArrived: server.take, onFailed: toastError });
  }, [ownerId, draftId, server]);
  const here = useSyncExternalStore(server.subscribe, server.get, server.get);
  const uploads = useSyncExternalStore(
    queue?.subscribe ?? neverChanges,
    queue?.get ?? noVideos,
    noVideos,
  );
  const add = useCallback(
    async (files: readonly File[]) => {
      setPicks((before) => before + 1);
      const taken = await takeVideos(server, videoQueueOf(ownerId, draftId), files);
      if (taken < files.length) toastInfo(tooManyInWords(files.length, taken), "too-many-videos");
    },
    [ownerId, draftId, server],
  );
  return useMemo(
    () => ({ here, server, uploads, queue, add, picks }),
    [here, server, uploads, queue, add, picks],
  );
}

const noVideos = () => NO_VIDEOS;
const neverChanges = () => () => {};
