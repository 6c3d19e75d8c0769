// One look at something for any number of callers.
import "server-only";

const FRESH_MS = 1_000;

/**
 * A function that looks only when the last look ended over a second ago; until then, and while a look is
 * under way, all callers share its result. `look` must not throw.
 */
export function shareLook<T, A extends unknown[]>(
  look: (...given: A) => Promise<T>,
): (...given: A) => Promise<T> {
  let last: { result: Promise<T>; finishedAt?: number } | undefined;
  const begin = (given: A): NonNullable<typeof last> => {
    const begun: NonNullable<typeof last> = { result: look(...given) };
    void begun.result.then(() => {
      begun.finishedAt = performance.now();
    });
    return begun;
  };
  return async (...given) => {
    if (last?.finishedAt !== undefined && performance.now() - last.finishedAt > FRESH_MS)
      last = undefined;
    last ??= begin(given);
    return last.result;
  };
}
