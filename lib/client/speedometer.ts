// How fast bytes leave, over the last few seconds: steady enough to read, quick enough to be true.

export interface Speedometer {
  /** So many more bytes have left. */
  note: (bytes: number) => void;
  /** Bytes a second; null until it can be told. */
  read: () => number | null;
}

const WINDOW_MS = 6000;
const LEAST_MS = 1000;

/** Starts at the first bytes noted. */
export function openSpeedometer(now: () => number = () => performance.now()): Speedometer {
  let samples: { at: number; total: number }[] = [];
  const last = () => samples.at(-1);
  return {
    note: (bytes) => {
      const total = (last()?.total ?? 0) + bytes;
      samples.push({ at: now(), total });
    },
    read: () => {
      const since = now() - WINDOW_MS;
      // The newest of those that are too old says where the window began.
      const begin = samples.findLastIndex(({ at }) => at <= since);
      if (begin > 0) samples = samples.slice(begin);
      const [first, newest] = [samples[0], last()];
      if (!first || !newest) return null;
      const span = now() - Math.max(first.at, since);
      if (span < LEAST_MS) return null;
      return Math.max(0, (1000 * (newest.total - first.total)) / span);
    },
  };
}
