// The way in for people whose password nobody knows, or whose hash did not come along.
import "server-only";
import { issueResetLink } from "@/lib/auth/issue-reset-link";
import * as accountRepo from "@/lib/db/account-repo";
import * as auditRepo from "@/lib/db/audit-repo";
import { db } from "@/lib/db/client";
import type { System } from "@/lib/domain/actor";
import { fail } from "@/lib/errors/app-error";

/**
 * A link with which the account's owner sets a password: once, within 24 hours. A new one ends the
 * earlier ones. Hand it over on a way that reaches nobody else.
 *
 * @param email in lower case
 * @throws AppError not_found
 */
export async function makeResetLink(actor: System, email: string): Promise<string> {
  const { id } = (await accountRepo.findByEmail(db(), email)) ?? fail("not_found");
  const link = await issueResetLink(id);
  await auditRepo.add(db(), {
    actorRole: actor.as,
    entity: "User",
    entityId: id,
    action: "reset_link",
    requestId: actor.requestId,
  });
  return link;
}
