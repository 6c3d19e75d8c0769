// One pass through rows, links and store, as far as the time lets it, one step after the other.
import "server-only";
import { compareLinks } from "./compare-links";
import { compareRows } from "./compare-rows";
import { whoseTurn } from "./rules";
import { NO_SUMS, type Pass, type Places, type Sums } from "./schema";
import { sweepStrays } from "./sweep-strays";

interface Step<W extends keyof Places> {
  place: Places[W];
  looked: number;
  sums: Partial<Sums>;
  isStuck: boolean;
}
type Walk<W extends keyof Places> = (
  place: NonNullable<Places[W]>,
  how: { dryRun: boolean },
) => Promise<Step<W>>;

const WALKS: { [W in keyof Places]: Walk<W> } = {
  rows: compareRows,
  videos: compareLinks,
  store: sweepStrays,
};
interface Time {
  /** Milliseconds in which steps may begin; one that waits for a store that hangs takes 10 s longer. */
  ms: number;
  dryRun: boolean;
  /** Writes down how far it is, after each step; false ends the walk at once. */
  keep: (pass: Pass) => Promise<boolean>;
}

/**
 * Goes on where the pass stopped. What is through waits for the others, so that a pass looks at everything once.
 *
 * @returns the pass as it is now, what was found and done since, and whether `keep` ended it
 * @throws AppError database_unavailable
 */
export async function walkPass(
  pass: Pass,
  time: Time,
): Promise<{ pass: Pass; sums: Sums; isStopped: boolean }> {
  const start = performance.now();
  const stuck = new Set<keyof Places>();
  let now = pass;
  for (;;) {
    const name = whoseTurn(now.places, stuck, (performance.now() - start) / time.ms);
    if (!name) break;
    const { pass: next, isStuck } = await take(name, now, time.dryRun);
    now = next;
    if (!(await time.keep(now))) return { pass: now, sums: since(pass, now), isStopped: true };
    if (isStuck) stuck.add(name);
  }
  return { pass: now, sums: since(pass, now), isStopped: false };
}

async function take<W extends keyof Places>(
  name: W,
  pass: Pass,
  dryRun: boolean,
): Promise<{ pass: Pass; isStuck: boolean }> {
  const at = pass.places[name];
  if (at === null) return { pass, isStuck: true };
  const step = await WALKS[name](at, { dryRun });
  const sums = { ...pass.sums };
  for (const key of SUM_NAMES) sums[key] += step.sums[key] ?? 0;
  const looked = { ...pass.looked, [name]: pass.looked[name] + step.looked };
  return {
    pass: { ...pass, sums, looked, places: { ...pass.places, [name]: step.place } },
    isStuck: step.isStuck,
  };
}

const SUM_NAMES = Object.keys(NO_SUMS) as (keyof Sums)[];

function since(before: Pass, after: Pass): Sums {
  const sums = { ...NO_SUMS };
  for (const key of SUM_NAMES) sums[key] = after.sums[key] - before.sums[key];
  return sums;
}
