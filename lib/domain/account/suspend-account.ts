// Keeps somebody out without deleting what is theirs.
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
 * Ends every session of an account and lets it sign in no more. Harmless to repeat.
 *
 * @param who an account's id, or its e-mail in lower case
 * @returns the account as it is now, and whether anything changed
 * @throws AppError not_found; what `holdAccount` refuses an administrator
 */
export async function suspendAccount(
  actor: Admin | System,
  who: string,
  reason?: string,
): Promise<AccountView & { changed: boolean }> {
  const now = new Date();
  return inTransaction(async (tx) => {
    const found = await holdAccount(tx, actor, who);
    const changed = await accountRepo.markSuspended(tx, found.id, now);
    await accountRepo.removeSessions(tx, found.id);
    if (changed)
      await auditRepo.add(tx, {
        ...auditedBy(actor),
        entity: "User",
        entityId: found.id,
        action: "suspend",
        ...(reason && { reason }),
      });
    return { ...accountView({ ...found, suspendedAt: found.suspendedAt ?? now }), changed };
  });
}
