// What a captain typed and the server has not confirmed, kept in this browser so that a reload, a crash
// or an ended session loses nothing. One entry a tab: two tabs on one draft never overwrite each other.
// Entries carry their owner, because phones are shared, and don't outlive thirty days.
import type { DraftPatch } from "@/lib/domain/draft/schema";
import { randomId } from "./random-id";
import { holdLock, whenAbandoned } from "./tab-lock";

export interface UnsavedEdits {
  /** The server's data these edits began from. */
  base: DraftPatch;
  data: DraftPatch;
}

export interface TabEdits {
  /** Whether the browser took them; it may have no room or forbid storage. */
  keep: (edits: UnsavedEdits) => boolean;
  drop: () => void;
  /**
   * Hands over, one after the other, what tabs that are gone left behind. An entry is deleted once
   * `use` has resolved to true; false leaves it and the rest for another time.
   */
  adopt: (use: (edits: UnsavedEdits) => boolean) => Promise<void>;
  /** Gives this tab's entry free for others to adopt. */
  release: () => void;
}

const PREFIX = "unsaved-draft:";
const LONGEST_KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** This tab's place for a draft's unsaved edits. Held, by a lock the browser itself frees, until released. */
export function openTabEdits(ownerId: string, draftId: string): TabEdits {
  forgetKeys(keysWith(PREFIX).filter(isTooOld));
  const prefix = `${PREFIX}${ownerId}:${draftId}:`;
  const own = prefix + randomId();
  const release = holdLock(own);
  return {
    keep: (edits) =>
      attempt(() => localStorage.setItem(own, JSON.stringify({ ...edits, at: Date.now() }))),
    drop: () => void attempt(() => localStorage.removeItem(own)),
    release,
    adopt: async (use) => {
      for (const key of keysWith(prefix).filter((name) => name !== own))
        if (!(await whenAbandoned(key, () => handOver(key, use)))) return;
    },
  };
}

/** Deletes what any tab kept of a draft; for drafts that are submitted or deleted. */
export function forgetEdits(draftId: string): void {
  forgetKeys(keysWith(PREFIX).filter((key) => key.includes(`:${draftId}:`)));
}

/** Deletes all that was kept for one person; for when they sign out. */
export function forgetEditsOf(ownerId: string): void {
  forgetKeys(keysWith(`${PREFIX}${ownerId}:`));
}

/** Whether anything this person typed waits on this device to be saved. */
export function hasUnsavedEdits(ownerId: string): boolean {
  return keysWith(`${PREFIX}${ownerId}:`).length > 0;
}

function forgetKeys(keys: readonly string[]): void {
  for (const key of keys) attempt(() => localStorage.removeItem(key));
}

function handOver(key: string, use: (edits: UnsavedEdits) => boolean): boolean {
  const edits = read(key);
  if (edits && !use(edits)) return false;
  attempt(() => localStorage.removeItem(key));
  return true;
}

function isTooOld(key: string): boolean {
  const at = read(key)?.at;
  return at === undefined || at < Date.now() - LONGEST_KEPT_MS;
}

function read(key: string): (UnsavedEdits & { at: number }) | undefined {
  try {
    const kept: Partial<UnsavedEdits & { at: number }> | null = JSON.parse(
      localStorage.getItem(key) ?? "null",
    );
    const { base, data, at } = kept ?? {};
    return base && data && at !== undefined ? { base, data, at } : undefined;
  } catch {
    return undefined;
  }
}

function keysWith(prefix: string): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}

function attempt(action: () => void): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}
