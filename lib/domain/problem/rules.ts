// How a stored report is shown. Browser-safe.
import type { ProblemView } from "./schema";

interface StoredProblem {
  id: string;
  words: string;
  page: string;
  requestId: string | null;
  createdAt: Date;
  closedAt: Date | null;
  closingWords: string | null;
  userId: string;
  userName: string;
  userEmail: string;
  closedByName: string | null;
}

/** A stored report as the API shows it. */
export function problemView(row: StoredProblem): ProblemView {
  const { id, words, page, requestId, createdAt, closedAt, closingWords, closedByName } = row;
  return {
    id,
    words,
    page,
    requestId,
    reporter: { id: row.userId, name: row.userName, email: row.userEmail },
    createdAt: createdAt.toISOString(),
    closed: closedAt && {
      at: closedAt.toISOString(),
      by: closedByName,
      words: closingWords ?? "",
    },
  };
}
