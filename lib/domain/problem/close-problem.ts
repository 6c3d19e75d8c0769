// Staff say what was done about a report.
import "server-only";
import * as auditRepo from "@/lib/db/audit-repo";
import { inTransaction } from "@/lib/db/client";
import { closeOpenProblem, findProblem } from "@/lib/db/problem-repo";
import type { Staff } from "@/lib/domain/actor";
import { auditedAs } from "@/lib/domain/audit/rules";
import { fail } from "@/lib/errors/app-error";
import { problemView } from "./rules";
import type { ProblemView } from "./schema";

/**
 * Closes the report, once: on one that is closed it changes nothing and answers with what was said then.
 *
 * @throws AppError not_found
 */
export async function closeProblem(
  staff: Staff,
  id: string,
  words: string,
): Promise<{ problem: ProblemView }> {
  return inTransaction(async (tx) => {
    const isClosed = await closeOpenProblem(tx, { id, closedById: staff.userId, words });
    const problem = problemView((await findProblem(tx, id)) ?? fail("not_found"));
    if (isClosed)
      await auditRepo.add(tx, {
        actorId: staff.userId,
        actorRole: auditedAs(staff),
        entity: "ProblemReport",
        entityId: id,
        action: "close",
        before: { state: "open" },
        after: { state: "closed" },
        reason: words,
        requestId: staff.requestId,
      });
    return { problem };
  });
}
