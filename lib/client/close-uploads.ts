// What ends with a draft: its queues of photos and of videos on this page, and what this browser kept of them.
// Knows neither queue, so that a page which closes one does not have to load it.
import { forgetUploadsFor } from "./kept-uploads";

const closers = new Map<string, Set<() => void>>();

/** Calls `close` once when the draft is submitted or deleted. Returns the way to take that back. */
export function closeWithDraft(draftId: string, close: () => void): () => void {
  const own = closers.get(draftId) ?? new Set();
  closers.set(draftId, own.add(close));
  return () => own.delete(close);
}

/** Stops and forgets all files of a draft that was submitted or deleted, on this page and in this browser. */
export async function closeUploads(draftId: string): Promise<void> {
  const own = closers.get(draftId);
  closers.delete(draftId);
  for (const close of own ?? []) close();
  await forgetUploadsFor(draftId);
}
