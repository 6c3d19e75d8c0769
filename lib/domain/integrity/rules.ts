// How a pass begins, and how passes and findings are shown. Browser-safe.
import { FINDINGS, type FindingKind } from "./kinds";
import {
  BEGINNING,
  type ChecksView,
  type Facts,
  type FindingView,
  NO_SUMS,
  type Pass,
  type PassView,
  type Places,
  type ReconcileState,
} from "./schema";

/** A pass that has looked at nothing yet. `rows` is how many there are, `at` when that was. */
export function newPass(given: { rows: number; at: Date; begunBy: string | null }): Pass {
  const { rows, at, begunBy } = given;
  return {
    state: "running",
    begunAt: at.toISOString(),
    endedAt: null,
    begunBy,
    total: rows,
    looked: { rows: 0, videos: 0, store: 0 },
    sums: NO_SUMS,
    places: BEGINNING,
  };
}

/**
 * Until which part of a round's time each walk begins steps before the next one does, so that none keeps the others
 * waiting for days. What they leave is given away in the same order: rows have the most to do.
 */
const SHARES: readonly (readonly [keyof Places, number])[] = [
  ["rows", 0.4],
  ["videos", 0.45],
  ["store", 1],
];

/**
 * The walk that takes the next step: null when all are through or wait for the store, or the time is over.
 *
 * @param spent the part of the time that is over
 */
export function whoseTurn(
  places: Places,
  stuck: ReadonlySet<keyof Places>,
  spent: number,
): keyof Places | null {
  const open = SHARES.filter(([name]) => places[name] !== null && !stuck.has(name));
  const turn = open.find(([, until]) => spent < until) ?? (spent < 1 ? open[0] : undefined);
  return turn?.[0] ?? null;
}

/** The newest pass, and while that is not done the last one that was. */
export function checksView({ pass, last }: ReconcileState, now: Date): ChecksView {
  const shown = pass?.state === "done" ? null : last;
  return { pass: pass && passView(pass, now), last: shown && passView(shown, now) };
}

function passView(pass: Pass, now: Date): PassView {
  const { state, begunAt, endedAt, total, looked, sums } = pass;
  const ageSeconds = Math.floor((now.getTime() - new Date(endedAt ?? begunAt).getTime()) / 1000);
  return {
    ...{ state, begunAt, endedAt, total, looked, sums },
    ageSeconds: Math.max(0, ageSeconds),
  };
}

interface StoredFinding {
  id: string;
  kind: string;
  subject: string;
  facts: unknown;
  createdAt: Date;
  seenAt: Date;
  captainName: string | null;
  captainEmail: string | null;
  charterId: string | null;
  charterName: string | null;
}

/** Whether a text names a kind, as a check of the table says of every row. */
export const isFindingKind = (kind: string): kind is FindingKind => Object.hasOwn(FINDINGS, kind);

/** A stored finding as the API shows it. */
export function findingView(row: StoredFinding): FindingView {
  const { id, kind, subject, captainName, captainEmail, charterId, charterName } = row;
  return {
    ...{ id, subject },
    kind: isFindingKind(kind) ? kind : "missing",
    facts: factsOf(row.facts),
    captain: captainEmail === null ? null : { name: captainName ?? "", email: captainEmail },
    charter: charterId === null ? null : { id: charterId, name: charterName ?? "" },
    createdAt: row.createdAt.toISOString(),
    seenAt: row.seenAt.toISOString(),
  };
}

/** What only the comparison needs stays with it. */
function factsOf(stored: unknown): Facts {
  const { storageKey: _, ...facts } = stored as Facts & { storageKey?: string };
  return facts;
}
