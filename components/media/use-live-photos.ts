"use client";
// What other tabs and devices do to a draft's photos, while this page is open.
import { useEffect, useState, useSyncExternalStore } from "react";
import type { DraftPhotos } from "@/lib/client/draft-photos";
import { openLivePhotos } from "@/lib/client/live-photos";
import type { UploadsState } from "@/lib/client/uploads-state";

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
  return Math.max(0, arriving - own);
}

const nobodyYet = () => 0;
