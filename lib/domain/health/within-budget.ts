// Nobody who asks for health waits long, whatever hangs.
import "server-only";

const BUDGET_MS = 1_000;

/**
 * What `work` comes to within a second, else `otherwise`; the work itself goes on. A process that is too busy to
 * listen for a second hears what has arrived meanwhile before it gives up.
 */
export async function withinBudget<T>(work: Promise<T>, otherwise: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<T>((resolve) => {
    timer = setTimeout(() => setImmediate(resolve, otherwise), BUDGET_MS);
  });
  const outcome = await Promise.race([work, over]);
  clearTimeout(timer);
  return outcome;
}
