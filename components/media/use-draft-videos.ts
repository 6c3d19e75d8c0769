"use client";
// A draft's videos on this page: those the server has and those on their way.
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import {
  type DraftVideos,
  type DraftVideosState,
  openDraftVideos,
} from "@/lib/client/draft-videos";
import { toastError } from "@/lib/client/toast";
import { type VideoQueue, videoQueueOf } from "@/lib/client/video-queue";
import { NO_VIDEOS, type VideosState } from "@/lib/client/videos-state";

export interface VideoDesk {
  /** What the server has; not read before somebody watches it. */
  here: DraftVideosState;
  server: DraftVideos;
  uploads: VideosState;
  /** Null until the page runs in a browser. */
  queue: VideoQueue | null;
}

export function useDraftVideos(ownerId: string, draftId: string): VideoDesk {
  const [server] = useState(() => openDraftVideos(draftId));
  const [queue, setQueue] = useState<VideoQueue | null>(null);
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
  return useMemo(() => ({ here, server, uploads, queue }), [here, server, uploads, queue]);
}

const noVideos = () => NO_VIDEOS;
const neverChanges = () => () => {};
