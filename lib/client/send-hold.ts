// When nothing more may be sent, and when it goes on: the server asked for a rest, there is no network, or
// nobody is signed in. Knows nothing of what is sent.
import type { AppError } from "@/lib/errors/app-error";
import { isTransient, waitMs } from "./retry";

/** Why nothing is sent for now. `signed_out` ends when somebody says `signedIn`, the others by themselves. */
export type Hold = "limit" | "rest" | "offline" | "signed_out";

export interface Held {
  why: Hold;
  /** When it goes on, epoch milliseconds; null when that can't be known. */
  until: number | null;
}

export interface SendHold {
  /** Whether this refusal is nobody's fault but the moment's; if so, everything is held from now on. */
  takes: (refusal: AppError) => boolean;
  /** Something arrived: the next failure is the first again. */
  arrived: () => void;
  signedIn: () => void;
  stop: () => void;
}

interface Context {
  tell: (held: Held | null) => void;
  /** Failures in a row. */
  failures: number;
  /** Until when (epoch ms) the server wants to be left alone, and whether because we asked too often. */
  askedUntil: number;
  isLimit: boolean;
  /** Until when (epoch ms) a connection that was lost is left alone; being online again ends it. */
  lostUntil: number;
  isSignedOut: boolean;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** Watches the network from now on; `tell` hears at once and again whenever it may have changed. */
export function openSendHold(tell: Context["tell"]): SendHold {
  const context: Context = {
    tell,
    failures: 0,
    askedUntil: 0,
    isLimit: false,
    lostUntil: 0,
    isSignedOut: false,
    timer: undefined,
  };
  const offline = () => decide(context);
  const online = () => {
    context.lostUntil = 0;
    decide(context);
  };
  const signedIn = () => {
    context.isSignedOut = false;
    decide(context);
  };
  // Perhaps signed in again in another tab.
  const shown = () => {
    if (document.visibilityState === "visible") signedIn();
  };
  window.addEventListener("offline", offline);
  window.addEventListener("online", online);
  document.addEventListener("visibilitychange", shown);
  decide(context);
  return {
    takes: (refusal) => takes(context, refusal),
    arrived: () => {
      context.failures = 0;
    },
    signedIn,
    stop: () => {
      clearTimeout(context.timer);
      window.removeEventListener("offline", offline);
      window.removeEventListener("online", online);
      document.removeEventListener("visibilitychange", shown);
    },
  };
}

function takes(context: Context, refusal: AppError): boolean {
  if (refusal.code === "unauthorized") context.isSignedOut = true;
  else if (isTransient(refusal)) rest(context, refusal);
  else return false;
  decide(context);
  return true;
}

/** The longest wait counts; what fails side by side is one failure. */
function rest(context: Context, refusal: AppError): void {
  const now = Date.now();
  if (restsUntil(context) <= now) context.failures += 1;
  const until = now + waitMs(refusal, context.failures);
  if (refusal.code === "offline") {
    context.lostUntil = Math.max(context.lostUntil, until);
  } else if (until >= context.askedUntil) {
    context.askedUntil = until;
    context.isLimit = refusal.code === "rate_limited";
  }
}

function decide(context: Context): void {
  clearTimeout(context.timer);
  const held = heldNow(context);
  if (held?.until)
    context.timer = setTimeout(() => decide(context), Math.max(0, held.until - Date.now()));
  context.tell(held);
}

function heldNow(context: Context): Held | null {
  if (context.isSignedOut) return { why: "signed_out", until: null };
  if (!navigator.onLine) return { why: "offline", until: null };
  const until = restsUntil(context);
  if (until <= Date.now()) return null;
  return { why: context.isLimit && context.askedUntil > Date.now() ? "limit" : "rest", until };
}

function restsUntil({ askedUntil, lostUntil }: Context): number {
  return Math.max(askedUntil, lostUntil);
}
