// What people reported, for staff.
import "server-only";
import { db } from "@/lib/db/client";
import { countOpenProblems, findProblems } from "@/lib/db/problem-repo";
import type { Staff } from "@/lib/domain/actor";
import { pageByTime } from "@/lib/domain/staff/rules";
import { problemView } from "./rules";
import type { ProblemsPage, ProblemsQuery } from "./schema";

/** The open ones are counted up to here. */
const MOST = 1_000;

/** One page of the open or the closed reports, the newest first, with its neighbours' cursors. */
export async function listProblems(_staff: Staff, query: ProblemsQuery): Promise<ProblemsPage> {
  const { state, limit, cursor } = query;
  // One more than shown tells whether the walk goes on.
  const filter = {
    isOpen: state === "open",
    reverse: cursor?.towards === "previous",
    beyond: cursor,
    limit: limit + 1,
  };
  const [rows, open] = await Promise.all([
    findProblems(db(), filter),
    countOpenProblems(db(), MOST + 1),
  ]);
  const { shown, ...cursors } = pageByTime(rows, query);
  return {
    problems: shown.map(problemView),
    ...cursors,
    counts: { open: { value: Math.min(open, MOST), capped: open > MOST } },
  };
}
