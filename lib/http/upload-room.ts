// What photo uploads may take of the process, places and memory. Only counts, never a request or its bytes.
import "server-only";
import { fail } from "@/lib/errors/app-error";

/** Uploads taken in at once: as many as the decode gate runs and lets wait. */
const MAX_UPLOADS = 20;
/** A sender this slow no longer counts, so that twenty bad connections don't keep everybody out. */
const SLOW_MS = 10_000;
/** What all uploads of the process may hold in memory together, and those of one captain. */
const MAX_HELD_BYTES = 256 * 1024 * 1024;
const MAX_CAPTAIN_BYTES = MAX_HELD_BYTES / 2;

interface Uploads {
  taken: number;
  heldBytes: number;
  /** By user id, who holds any. */
  heldBy: Map<string, number>;
}
// Routes may load their own copy of this module; what is counted belongs to the process.
const remembered = globalThis as { charterMediaUploads?: Uploads };
remembered.charterMediaUploads ??= { taken: 0, heldBytes: 0, heldBy: new Map() };
const uploads = remembered.charterMediaUploads;

/**
 * Counts one more upload, until what it returns is called or it has taken too long.
 *
 * @throws AppError busy
 */
export function enterUpload(): () => void {
  if (uploads.taken >= MAX_UPLOADS) fail("busy");
  uploads.taken++;
  let inside = true;
  const leave = () => {
    clearTimeout(timer);
    if (inside) uploads.taken--;
    inside = false;
  };
  const timer = setTimeout(leave, SLOW_MS);
  return leave;
}

/** One upload's part of the memory. */
export interface Held {
  /** False, and nothing taken, when there is no room. */
  take(bytes: number): boolean;
  release(): void;
}

/** Memory for one upload of this user. */
export function memoryFor(userId: string): Held {
  let own = 0;
  const add = (bytes: number) => {
    own += bytes;
    uploads.heldBytes += bytes;
    const theirs = (uploads.heldBy.get(userId) ?? 0) + bytes;
    if (theirs > 0) uploads.heldBy.set(userId, theirs);
    else uploads.heldBy.delete(userId);
  };
  return {
    take(bytes) {
      const theirs = uploads.heldBy.get(userId) ?? 0;
      if (uploads.heldBytes + bytes > MAX_HELD_BYTES || theirs + bytes > MAX_CAPTAIN_BYTES)
        return false;
      add(bytes);
      return true;
    },
    release: () => add(-own),
  };
}
