// Which tab something belongs to: a lock that the browser itself frees when the tab is gone, however it ends.

/** Held until what it returns is called or the page is gone. */
export function holdLock(name: string): () => void {
  if (!navigator.locks) return () => {};
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  void navigator.locks.request(name, () => released);
  return release;
}

/** Runs `then` if no living tab holds the lock; its answer, or true when there was nothing to stop for. */
export async function whenAbandoned(name: string, then: () => boolean): Promise<boolean> {
  // Without locks (an old browser, plain http) a living tab can't be told from a dead one.
  if (!navigator.locks) return then();
  return navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock ? then() : true));
}

/**
 * Runs `then` once no living tab holds the lock any more, at once if none does; of several who wait one
 * comes after the other. Never runs when the signal says stop before.
 */
export async function onceAbandoned(
  name: string,
  signal: AbortSignal,
  then: () => Promise<void>,
): Promise<void> {
  if (!navigator.locks) return then();
  await navigator.locks.request(name, { signal }, then).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
