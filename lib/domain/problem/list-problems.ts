// What people reported, for staff.
import "server-only";
import { db } from "@/lib/db/client";
import { countOpenProblems, findProblems } from "@/lib/db/problem-repo";
import type { Staff } from "@/lib/domain/actor";
import { problemView } from "./rules";
import type { ProblemsPage, ProblemsQuery } from "./schema";

/** The open ones are counted up to here. */
const MOST = 1_000;

/** One page of the open or the closed reports, the newest first, with its neighbours' cursors. */
export async function listProblems(_staff: Staff, query: ProblemsQuery): Promise<ProblemsPage> {
  const { state, limit, cursor } = query;
  const reverse = cursor?.towards === "previous";
  // One more than shown tells whether the walk goes on.
  const filter = { isOpen: state === "open", reverse, beyond: cursor, limit: limit + 1 };
  const [rows, open] = await Promise.all([
    findProblems(db(), filter),
    countOpenProblems(db(), MOST + 1),
  ]);
  const goesOn = rows.length > limit;
  const shown = rows.slice(0, limit);
  if (reverse) shown.reverse();
  const cursorAt = (row: (typeof rows)[number] | undefined, towards: string) =>
    row ? [towards, row.createdAt.getTime(), row.id].join(".") : null;
  return {
    problems: shown.map(problemView),
    nextCursor: reverse || goesOn ? cursorAt(shown.at(-1), "next") : null,
    previousCursor: (reverse ? goesOn : cursor) ? cursorAt(shown[0], "previous") : null,
    counts: { open: { value: Math.min(open, MOST), capped: open > MOST } },
  };
}
