// Where rows, files and links disagree, for staff.
import "server-only";
import { db } from "@/lib/db/client";
import { countFindings, findFindings } from "@/lib/db/integrity-repo";
import { lastResult, RECONCILE } from "@/lib/db/lease-repo";
import type { Staff } from "@/lib/domain/actor";
import { cappedCount } from "@/lib/domain/media/schema";
import { pageByTime } from "@/lib/domain/staff/rules";
import { FINDING_KINDS, type FindingKind } from "./kinds";
import { checksView, findingView } from "./rules";
import { type FindingsPage, type FindingsQuery, reconcileState } from "./schema";

/** Each kind is counted up to here. */
const MOST = 1_000;

/**
 * One page of one kind, the newest first, with its neighbours' cursors, the counts of all kinds, and how the last
 * checks went. Three statements; the store is not asked.
 */
export async function listFindings(_staff: Staff, query: FindingsQuery): Promise<FindingsPage> {
  const { kind, limit, cursor } = query;
  const reverse = cursor?.towards === "previous";
  const [rows, counted, state] = await Promise.all([
    // One more than shown tells whether the walk goes on.
    findFindings(db(), { kind, reverse, beyond: cursor, limit: limit + 1 }),
    countFindings(db(), FINDING_KINDS, MOST + 1),
    lastResult(db(), RECONCILE),
  ]);
  const { shown, ...cursors } = pageByTime(rows, query);
  const count = (one: FindingKind) => cappedCount(counted.get(one) ?? 0, MOST);
  return {
    ...checksView(reconcileState.parse(state), new Date()),
    findings: shown.map(findingView),
    ...cursors,
    counts: {
      missing: count("missing"),
      damaged: count("damaged"),
      stray: count("stray"),
      link: count("link"),
    },
  };
}
