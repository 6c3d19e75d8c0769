// Lets a suspended account sign in again.
import "server-only";
import * as accountRepo from "@/lib/db/account-repo";
import * as auditRepo from "@/lib/db/audit-repo";
import { inTransaction } from "@/lib/db/client";
import type { Admin, System } from "@/lib/domain/actor";
import { auditedBy } from "@/lib/domain/audit/rules";
import { holdAccount } from "./hold-account";
import { accountView } from "./rules";
import type { AccountView } from "./schema";

/**
 * Lifts a suspension. No session from before it comes back to life. Harmless to repeat.
 *
 * @param who an account's id, or its e-mail in lower case
 * @returns the account as it is now, and whether anything changed
 * @throws AppError not_found; what `holdAccount` refuses an administrator
 */
export async function unsuspendAccount(
  actor: Admin | System,
  who: string,
  reason?: string,
): Promise<AccountView & { changed: boolean }> {
  return inTransaction(async (tx) => {
    const found = await holdAccount(tx, actor, who);
    const changed = await accountRepo.clearSuspended(tx, found.id);
    if (changed) {
      // A sign-in that was under way while the account was suspended may have left one.
      await accountRepo.removeSessions(tx, found.id);
      await auditRepo.add(tx, {
        ...auditedBy(actor),
        entity: "User",
        entityId: found.id,
        action: "unsuspend",
        ...(reason && { reason }),
      });
    }
    return { ...accountView({ ...found, suspendedAt: null }), changed };
  });
}
