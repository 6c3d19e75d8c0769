// Lets a suspended account sign in again.
import "server-only";
import * as accountRepo from "@/lib/db/account-repo";
import * as auditRepo from "@/lib/db/audit-repo";
import { inTransaction } from "@/lib/db/client";
import type { System } from "@/lib/domain/actor";
import { fail } from "@/lib/errors/app-error";
import type { AccountView } from "./schema";

/**
 * Lifts a suspension. No session from before it comes back to life. Harmless to repeat.
 *
 * @param email in lower case
 * @returns the account as it is now, and whether anything changed
 * @throws AppError not_found
 */
export async function unsuspendAccount(
  actor: System,
  email: string,
): Promise<AccountView & { changed: boolean }> {
  return inTransaction(async (tx) => {
    const { id, name, role } = (await accountRepo.findByEmail(tx, email)) ?? fail("not_found");
    const changed = await accountRepo.clearSuspended(tx, id);
    if (changed) {
      // A sign-in that was under way while the account was suspended may have left one.
      await accountRepo.removeSessions(tx, id);
      await auditRepo.add(tx, {
        actorRole: actor.as,
        entity: "User",
        entityId: id,
        action: "unsuspend",
        requestId: actor.requestId,
      });
    }
    return { name, email, role, suspended: false, changed };
  });
}
