// Uploads that were stopped after their bytes began to leave: the server is told, as often as it takes, so
// that nothing of them stays there.
import { AppError } from "@/lib/errors/app-error";
import { isTransient, waitMs } from "./retry";

export interface TakeBacks {
  /** Tells of one, again and again until the server has heard. */
  add: (id: string, key: string) => void;
  stop: () => void;
}

/**
 * Nothing to take back yet.
 *
 * @param tell takes an Idempotency-Key
 * @param onTold it need not be remembered any more
 */
export function openTakeBacks(
  tell: (key: string) => Promise<unknown>,
  onTold: (id: string) => void,
): TakeBacks {
  const timers = new Set<ReturnType<typeof setTimeout>>();
  let isStopped = false;
  const attempt = async (id: string, key: string, failures: number): Promise<void> => {
    try {
      await tell(key);
    } catch (error) {
      if (error instanceof AppError && mayPass(error)) {
        if (isStopped) return;
        const timer = setTimeout(
          () => {
            timers.delete(timer);
            void attempt(id, key, failures + 1);
          },
          waitMs(error, failures + 1),
        );
        timers.add(timer);
        return;
      }
    }
    onTold(id);
  };
  return {
    add: (id, key) => {
      if (!isStopped) void attempt(id, key, 0);
    },
    stop: () => {
      isStopped = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

/** The server is away, or nobody is signed in for the moment. */
function mayPass(refusal: AppError): boolean {
  return isTransient(refusal) || refusal.code === "unauthorized";
}
