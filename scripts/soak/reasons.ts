// What a soak must have seen before it may pass: a run in which little happened proves little.
import type { Answer } from "./diary";

/** The longest that a server may take to end. */
const END_MS = 10_000;
/** Node's word for a process that ended by SIGTERM, after finishing what it had to. */
const ENDED_BY_SIGTERM = 143;

/** All that is known of a run when it is over. */
export interface Run {
  /** Kinds of request that never succeeded. */
  neverWell: readonly string[];
  charters: number;
  faults: Readonly<Record<string, { failed: number }>>;
  /** Of the server that was told to end in the middle. */
  stop: {
    ms: number;
    exitCode: number | null;
    /** What became of the requests that it had in its hands. */
    underWay: readonly Answer[];
  };
  /** How many requests had succeeded when it was told to, and how many since another one came. */
  well: { before: number; after: number };
  /** What may never be. */
  violations: readonly string[];
}

/** Why the run is no pass; empty when it is. */
export function reasonsToFail(run: Run): string[] {
  const { neverWell, charters, faults, stop, well, violations } = run;
  const because = (isSo: boolean, reason: string) => (isSo ? [reason] : []);
  return [
    ...violations,
    ...neverWell.map((kind) => `never well: ${kind}`),
    ...because(charters === 0, "no charter was made"),
    ...Object.entries(faults).flatMap(([part, { failed }]) =>
      because(failed === 0, `nothing of the ${part} was made to fail`),
    ),
    ...because(stop.underWay.length === 0, "the server was told to end with nothing in its hands"),
    ...because(stop.ms >= END_MS, "the server did not end within 10 s"),
    ...because(
      stop.exitCode !== ENDED_BY_SIGTERM,
      `the server ended with ${stop.exitCode}, not by itself after SIGTERM`,
    ),
    ...because(well.before === 0, "nothing was well before the server was told to end"),
    ...because(well.after === 0, "nothing was well after it was started again"),
    ...stop.underWay
      .filter(({ status }) => status === 0)
      .map(({ body }) => `work under way at SIGTERM got no answer: ${body}`),
  ];
}
