"use client";
// What other tabs and devices do to a draft's photos, while this page is open.
import { useEffect, useState, useSyncExternalStore } from "react";
import type { DraftPhotos } from "@/lib/client/draft-photos";
import { openLivePhotos } from "@/lib/client/live-photos";
import type { UploadsState } from "@/lib/client/uploads-state";

const LASTING_MS = 2000;

/** Brings in what changes elsewhere; how many photos are arriving that this page did not send. */
export function useLivePhotos(
  draftId: string,
  arrange: DraftPhotos,
  { uploads }: UploadsState,
): number {
  const [live] = useState(() => openLivePhotos(draftId, arrange.catchUp));
  useEffect(() => live.start(), [live]);
  const arriving = useSyncExternalStore(live.subscribe, live.get, nobodyYet);
  // The server does not say whose they are: our own are among those whose bytes are on their way or there.
  const own = uploads.filter(({ phase }) => phase === "sending" || phase === "checking").length;
  return useLasting(Math.max(0, arriving - own));
}

/** The count once there has been one for a while: for a moment after our own has arrived the news still counts it. */
function useLasting(count: number): number {
  const [lasts, setLasts] = useState(false);
  const isAny = count > 0;
  useEffect(() => {
    if (!isAny) return;
    const timer = setTimeout(() => setLasts(true), LASTING_MS);
    return () => {
      clearTimeout(timer);
      setLasts(false);
    };
  }, [isAny]);
  return lasts ? count : 0;
}

const nobodyYet = () => 0;
