// How passes and findings are shown. Browser-safe.
import { FINDINGS, type FindingKind } from "./kinds";
import type { ChecksView, Facts, FindingView, Pass, PassView, ReconcileState } from "./schema";

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
