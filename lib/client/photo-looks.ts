// What the coach saw in each photo, kept on this device: a photo is judged best as it was picked, which only
// this device saw. Photos it never saw are judged from their smallest rendition. Advice only: whatever fails
// here is silent.
import type { MediaView } from "@/lib/domain/media/schema";
import type { PhotoLook } from "./judge-photo";
import { lookAtPhoto } from "./look-at-photo";
import { createStore, type Watchable } from "./store";

export interface SeenPhoto {
  look: PhotoLook;
  /** The captain wants it as it is. */
  isFine: boolean;
}

/** By the id of the photo, or of the file on its way. */
export type SeenPhotos = ReadonlyMap<string, SeenPhoto>;

const KEY = "photo-looks";
/** More than any draft has; the oldest make room. */
const MOST = 300;
const NONE: SeenPhotos = new Map();

const store = createStore<SeenPhotos>(NONE);
let isRead = false;

/** What is known of every photo; read from the device at the first subscription. */
export const photoLooks: Watchable<SeenPhotos> = {
  get: store.get,
  subscribe: (listener) => {
    const leave = store.subscribe(listener);
    read();
    return leave;
  },
};

/** Keeps what was seen in a photo; again for the same one changes nothing the captain said. */
export function keepLook(id: string, look: PhotoLook): void {
  change((seen) => seen.set(id, { look, isFine: seen.get(id)?.isFine ?? false }));
}

/** A file on its way has become a photo: what was seen and said goes along. */
export function moveLook(uploadId: string, mediaId: string): void {
  change((seen) => {
    const one = seen.get(uploadId);
    // It may be a photo the captain has called fine before.
    const isFine = one?.isFine || seen.get(mediaId)?.isFine || false;
    if (one) seen.set(mediaId, { ...one, isFine });
    seen.delete(uploadId);
  });
}

/** Nothing more is to be known of this one. */
export function dropLook(id: string): void {
  change((seen) => seen.delete(id));
}

/** The captain keeps this photo as it is: no more advice on it. */
export function callFine(id: string): void {
  change((seen) => {
    const one = seen.get(id);
    if (one) seen.set(id, { ...one, isFine: true });
  });
}

/** Deletes all that was kept; for a sign-out, since phones are shared. */
export function forgetLooks(): void {
  change((seen) => seen.clear());
}

/** Looks at stored photos that this device does not know, one at a time while the page is idle. Returns the way to stop. */
export function lookAtStored(photos: readonly MediaView[]): () => void {
  const stop = new AbortController();
  read();
  void (async () => {
    for (const photo of photos) {
      if (store.get().has(photo.id) || !photo.width || !photo.height) continue;
      await idle();
      if (stop.signal.aborted) return;
      const size = { width: photo.width, height: photo.height };
      const look = await lookAtRendition(photo.renditions[0]?.url, size, stop.signal);
      if (look && !store.get().has(photo.id)) keepLook(photo.id, look);
    }
  })();
  return () => stop.abort();
}

/** The smallest rendition is in the browser's cache already, where its tile showed it. */
async function lookAtRendition(
  url: string | undefined,
  size: { width: number; height: number },
  signal: AbortSignal,
): Promise<PhotoLook | null> {
  if (!url) return null;
  try {
    const answer = await fetch(url, { signal, credentials: "omit" });
    if (!answer.ok) return null;
    const bitmap = await createImageBitmap(await answer.blob());
    const look = lookAtPhoto(bitmap, size);
    bitmap.close();
    return look;
  } catch {
    return null;
  }
}

function idle(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === "undefined") setTimeout(resolve, 200);
    else requestIdleCallback(() => resolve(), { timeout: 2000 });
  });
}

function change(how: (seen: Map<string, SeenPhoto>) => void): void {
  read();
  store.set((seen) => {
    const next = new Map(seen);
    how(next);
    return new Map([...next].slice(-MOST));
  });
  try {
    localStorage.setItem(KEY, JSON.stringify([...store.get()]));
  } catch {
    // Without storage the advice lasts as long as the page.
  }
}

function read(): void {
  if (isRead) return;
  isRead = true;
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    if (Array.isArray(kept)) store.set(() => new Map(kept.filter(isSeen)));
  } catch {
    // Nothing kept, or nothing to keep it in.
  }
}

function isSeen(entry: unknown): entry is [string, SeenPhoto] {
  if (!Array.isArray(entry)) return false;
  const [id, seen] = entry;
  return typeof id === "string" && Array.isArray(seen?.look?.faults) && "fingerprint" in seen.look;
}
