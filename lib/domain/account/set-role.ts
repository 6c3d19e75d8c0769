// Roles are given here and nowhere else.
import "server-only";
import * as accountRepo from "@/lib/db/account-repo";
import * as auditRepo from "@/lib/db/audit-repo";
import { inTransaction } from "@/lib/db/client";
import type { Admin, System } from "@/lib/domain/actor";
import { auditedBy } from "@/lib/domain/audit/rules";
import { fail } from "@/lib/errors/app-error";
import { holdAccount } from "./hold-account";
import { accountView } from "./rules";
import type { AccountView, Role } from "./schema";

/**
 * Gives an account its role, from its next request on. Harmless to repeat.
 *
 * @param who an account's id, or its e-mail in lower case
 * @param given `from`: the role that was seen; an account that has another one by now is left alone
 * @returns the account as it is now, and whether anything changed
 * @throws AppError not_found; media_changed; what `holdAccount` refuses an administrator
 */
export async function setRole(
  actor: Admin | System,
  who: string,
  role: Role,
  { from, reason }: { from?: Role; reason?: string } = {},
): Promise<AccountView & { changed: boolean }> {
  return inTransaction(async (tx) => {
    const found = await holdAccount(tx, actor, who);
    if (from && found.role !== from && found.role !== role) fail("media_changed");
    const changed =
      found.role !== role && (await accountRepo.updateRole(tx, found.id, found.role, role));
    if (changed)
      await auditRepo.add(tx, {
        ...auditedBy(actor),
        entity: "User",
        entityId: found.id,
        action: "role",
        before: { role: found.role },
        after: { role },
        ...(reason && { reason }),
      });
    return { ...accountView({ ...found, role }), changed };
  });
}
