// What somebody reports, how staff ask for reports, and how one is shown. Browser-safe.
import { z } from "zod";
import { id } from "@/lib/domain/media/schema";
import { reasonInput, timeCursor } from "@/lib/domain/staff/schema";

/** The most characters a report may have. */
export const PROBLEM_WORDS_MAX = 2_000;

export const problemInput = z.object({
  words: z
    .string()
    .trim()
    .min(1, "Please say in a few words what went wrong.")
    .max(PROBLEM_WORDS_MAX, `Please keep it under ${PROBLEM_WORDS_MAX} characters.`),
  /** The path of the page it is about, without its query, which may hold what somebody searched for. */
  page: z
    .string()
    .max(300)
    .regex(/^\/[^\p{Cc}?#]*$/u, "must be a path"),
  /** Of the request that failed. */
  requestId: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,64}$/, "must be a request id")
    .optional(),
});
export type ProblemInput = z.infer<typeof problemInput>;

/** A report that was filed, and whether it was filed before under the same key. */
export interface FiledProblem {
  report: { id: string; createdAt: string };
  replayed: boolean;
}

export const PROBLEM_STATES = ["open", "closed"] as const;

export const problemsQuery = z.object({
  state: z.enum(PROBLEM_STATES).default("open"),
  limit: z.coerce.number().int().min(1).max(100).default(30),
  cursor: timeCursor.optional(),
});
export type ProblemsQuery = z.infer<typeof problemsQuery>;

/** {@link problemsQuery} from a page's address, where what does not fit counts as not said. */
export function readProblemsAddress(address: Record<string, unknown>): ProblemsQuery {
  const state = problemsQuery.shape.state.safeParse(address.state).data;
  const cursor = timeCursor.safeParse(address.cursor).success ? address.cursor : undefined;
  return problemsQuery.parse({ state, cursor });
}

export const problemParams = z.object({ id });
/** What was done about it. */
export const closeProblemInput = reasonInput;

/** A report as staff see it. Times are ISO 8601. */
export interface ProblemView {
  id: string;
  words: string;
  page: string;
  requestId: string | null;
  reporter: { id: string; name: string; email: string };
  createdAt: string;
  /** null while it is open; `by` is null when that account is gone. */
  closed: { at: string; by: string | null; words: string } | null;
}

/** One page, the newest first. */
export interface ProblemsPage {
  problems: ProblemView[];
  nextCursor: string | null;
  previousCursor: string | null;
  counts: { open: { value: number; capped: boolean } };
}
