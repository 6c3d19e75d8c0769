// Keeps somebody out without deleting what is theirs.
import "server-only";
import * as accountRepo from "@/lib/db/account-repo";
import * as auditRepo from "@/lib/db/audit-repo";
import { inTransaction } from "@/lib/db/client";
import type { System } from "@/lib/domain/actor";
import { fail } from "@/lib/errors/app-error";
import type { AccountView } from "./schema";

/**
 * Ends every session of an account and lets it sign in no more. Harmless to repeat.
 *
 * @param email in lower case
 * @returns the account as it is now, and whether anything changed
 * @throws AppError not_found
 */
export async function suspendAccount(
  actor: System,
  email: string,
  now = new Date(),
): Promise<AccountView & { changed: boolean }> {
  return inTransaction(async (tx) => {
    const { id, name, role } = (await accountRepo.findByEmail(tx, email)) ?? fail("not_found");
    const changed = await accountRepo.markSuspended(tx, id, now);
    await accountRepo.removeSessions(tx, id);
    if (changed)
      await auditRepo.add(tx, {
        actorRole: actor.as,
        entity: "User",
        entityId: id,
        action: "suspend",
        requestId: actor.requestId,
      });
    return { name, email, role, suspended: true, changed };
  });
}
