// Nobody who asks for health waits long, whatever hangs.
import "server-only";

/** The budget: a second in ten steps, before each of which the process hears what has arrived. */
const STEPS = 10;
const STEP_MS = 100;
/** What a process that is too busy to listen may add to it: callers are answered within 2.5 s. */
const MOST_MS = 1_800;

/**
 * What `work` comes to within a second, else `otherwise`; the work itself goes on. Only time in which the process
 * listens counts, up to 1.8 s: an answer that it was too busy to hear is not held against who gave it.
 */
export async function withinBudget<T>(work: Promise<T>, otherwise: T): Promise<T> {
  let step: NodeJS.Timeout | undefined;
  let most: NodeJS.Timeout | undefined;
  const over = new Promise<T>((resolve) => {
    const giveUp = () => setImmediate(resolve, otherwise);
    const listen = (steps: number) => {
      step = setTimeout(() => (steps > 1 ? listen(steps - 1) : giveUp()), STEP_MS);
    };
    listen(STEPS);
    most = setTimeout(giveUp, MOST_MS);
  });
  const outcome = await Promise.race([work, over]);
  clearTimeout(step);
  clearTimeout(most);
  return outcome;
}
