// Leaving an account on this device, which others may use after: what is open is saved first, and nothing of
// the captain's stays behind.
import { AppError } from "@/lib/errors/app-error";
import { api } from "./api";
import { forgetUploadsOf, hasKeptUploads } from "./kept-uploads";
import { forgetLooks } from "./photo-looks";
import { forgetAllWords, hasUnsaidWords } from "./photo-words";
import { tellSignOut } from "./sign-out-news";
import { forgetEditsOf, hasUnsavedEdits } from "./unsaved-edits";

/** Something on this page that the person who is signed in is working on. */
interface OpenWork {
  /** Saves what can be saved now; whether nothing is left unsaved. Never throws. */
  save: () => Promise<boolean>;
  /** Takes back what is unsaved, so that nothing tries or keeps it any more. */
  discard: () => void;
}

const openWork = new Set<OpenWork>();

/** Has this saved before a sign-out and discarded by it. Returns the way to leave again. */
export function joinSignOut(work: OpenWork): () => void {
  openWork.add(work);
  return () => openWork.delete(work);
}

/** Saves what can be saved now; whether a sign-out would lose nothing. Never throws. */
export async function saveBeforeSignOut(userId: string): Promise<boolean> {
  const saved = await Promise.all([...openWork].map(({ save }) => save()));
  const isAllSent = !(await hasKeptUploads(userId));
  return saved.every(Boolean) && isAllSent && !hasUnsavedEdits(userId) && !hasUnsaidWords();
}

/**
 * Signs out and deletes what this browser kept for the user, unsaved or not, in other tabs too.
 *
 * @throws AppError when it could not be done; nothing is deleted then
 */
export async function signOut(userId: string): Promise<void> {
  await api.signOut();
  tellSignOut(userId);
  discardOpenWork();
  await forgetKept(userId);
}

/**
 * Discards what is open on this page, which hears that they signed out on another, and deletes what was kept for
 * the user: what one tab was just writing another's deletion would miss. A tab that slept hears late: what they
 * kept since they signed in again stays. Never throws.
 */
export async function leaveToo(userId: string): Promise<void> {
  discardOpenWork();
  const isGone = await api.readSession().then(
    (session) => session?.user.id !== userId,
    // Whoever can't be asked about may be back.
    (error) => error instanceof AppError && error.code === "unauthorized",
  );
  if (isGone) await forgetKept(userId);
}

function discardOpenWork() {
  for (const { discard } of openWork) discard();
}

async function forgetKept(userId: string) {
  forgetEditsOf(userId);
  forgetAllWords();
  forgetLooks();
  // Last: it may have to wait for what another tab is at.
  await forgetUploadsOf(userId);
}
