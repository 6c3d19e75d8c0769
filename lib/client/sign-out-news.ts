// Word to this browser's other tabs that somebody signed out. Loaded with every page of who is signed in, so it
// brings nothing along.
import { randomId } from "./random-id";

const NAME = "sign-out";
/** A page hears its own channel too when it has opened it twice. */
const page = randomId();

interface News {
  userId: string;
  from: string;
}

/** Tells all other pages of this browser. */
export function tellSignOut(userId: string): void {
  const channel = open();
  channel?.postMessage({ userId, from: page } satisfies News);
  channel?.close();
}

/** Calls `onSignOut` when this person signed out on another page. Returns the way to stop listening. */
export function hearSignOut(userId: string, onSignOut: () => void): () => void {
  const channel = open();
  const hear = ({ data }: MessageEvent<News>) => {
    if (data.userId === userId && data.from !== page) onSignOut();
  };
  channel?.addEventListener("message", hear);
  return () => channel?.close();
}

/** Old browsers have none: there each page finds out with its next request. */
function open(): BroadcastChannel | null {
  return typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(NAME);
}
