// Things told to the server one after the other, in the order they were done, and what becomes of those it
// would not hear. Knows nothing of what is told.
import { AppError } from "@/lib/errors/app-error";
import { isTransient, waitMs } from "./retry";
import { toastError } from "./toast";

export interface WhenRefused {
  /** It may be told later; without this it is taken back. */
  keepForLater?: () => void;
  /** Takes back what was shown too early. */
  takeBack?: () => void;
}

export interface Teller {
  /** Tells after all that was told before. Never throws: a refusal is said on screen and goes to `whenRefused`. */
  tell: (what: () => Promise<unknown>, whenRefused?: WhenRefused) => Promise<void>;
  /** Resolves when all is told that was given up to now. Never throws. */
  told: () => Promise<void>;
  /** What was refused last and is not forgotten; null when nothing was. */
  refusal: () => unknown;
  forgetRefusal: () => void;
  /** Milliseconds for which the server wants to be left alone. */
  restMs: () => number;
}

interface Context {
  told: Promise<void>;
  refusal: unknown;
  /** Failures in a row that may pass. */
  failures: number;
  restsUntil: number;
  onLater: () => void;
  onRefused: () => Promise<void>;
}

/**
 * Begins with nothing told.
 *
 * @param onLater something was kept that may be told after `restMs`
 * @param onRefused the server would not, and what it has should be read again
 */
export function openTeller({ onLater, onRefused }: Pick<Context, "onLater" | "onRefused">): Teller {
  const context: Context = {
    told: Promise.resolve(),
    refusal: null,
    failures: 0,
    restsUntil: 0,
    onLater,
    onRefused,
  };
  return {
    tell: (what, whenRefused = {}) => {
      context.told = context.told.then(what).then(
        () => {
          context.failures = 0;
        },
        (error) => disagree(context, error, whenRefused),
      );
      return context.told;
    },
    told: () => context.told,
    refusal: () => context.refusal,
    forgetRefusal: () => {
      context.refusal = null;
    },
    restMs: () => Math.max(0, context.restsUntil - Date.now()),
  };
}

async function disagree(
  context: Context,
  error: unknown,
  { keepForLater, takeBack }: WhenRefused,
): Promise<void> {
  context.refusal = error;
  // Said once, not with each further try.
  if (!keepForLater || context.failures === 0) toastError(error);
  takeBack?.();
  if (!mayPass(error)) return context.onRefused().catch(() => {});
  keepForLater?.();
  if (!isTransient(error)) return;
  context.failures += 1;
  context.restsUntil = Date.now() + waitMs(error, context.failures);
  context.onLater();
}

/** Once the server is well, or somebody has signed in again. */
export function mayPass(refusal: unknown): refusal is AppError {
  if (!(refusal instanceof AppError)) return false;
  return isTransient(refusal) || refusal.code === "unauthorized";
}
