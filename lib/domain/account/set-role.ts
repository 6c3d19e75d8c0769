// Roles are given here and nowhere else.
import "server-only";
import * as accountRepo from "@/lib/db/account-repo";
import * as auditRepo from "@/lib/db/audit-repo";
import { inTransaction } from "@/lib/db/client";
import type { System } from "@/lib/domain/actor";
import { fail } from "@/lib/errors/app-error";
import type { AccountView, Role } from "./schema";

/**
 * Gives an account its role, from its next request on. Harmless to repeat.
 *
 * @param email in lower case
 * @returns the account as it is now, and whether anything changed
 * @throws AppError not_found
 */
export async function setRole(
  actor: System,
  email: string,
  role: Role,
): Promise<AccountView & { changed: boolean }> {
  return inTransaction(async (tx) => {
    const found = (await accountRepo.findByEmail(tx, email)) ?? fail("not_found");
    const changed =
      found.role !== role && (await accountRepo.updateRole(tx, found.id, found.role, role));
    if (changed)
      await auditRepo.add(tx, {
        actorRole: actor.as,
        entity: "User",
        entityId: found.id,
        action: "role",
        before: { role: found.role },
        after: { role },
        requestId: actor.requestId,
      });
    const { name, suspendedAt } = found;
    return { name, email, role, suspended: suspendedAt !== null, changed };
  });
}
