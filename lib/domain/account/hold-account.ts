// Who may change somebody's account, decided while both accounts are held.
import "server-only";
import { type AccountRow, lockAccounts } from "@/lib/db/account-repo";
import type { Tx } from "@/lib/db/client";
import type { Admin, System } from "@/lib/domain/actor";
import { FRESH_SIGN_IN_SECONDS } from "@/lib/domain/staff/kinds";
import { fail } from "@/lib/errors/app-error";

/**
 * Holds an account until the transaction ends, for the console or for an administrator, who is held with it. Nobody
 * changes their own account here, and who acts is an administrator still: so one always remains, also when two take
 * the role from each other at the same moment.
 *
 * @param who an account's id, or its e-mail in lower case
 * @throws AppError confirm_password for an administrator who signed in a while ago; forbidden for one who is none any
 *   more; own_account; not_found
 */
export async function holdAccount(tx: Tx, actor: Admin | System, who: string): Promise<AccountRow> {
  const actorId = actor.as === "staff" ? actor.userId : null;
  if (actor.as === "staff" && actor.signedInSeconds > FRESH_SIGN_IN_SECONDS)
    fail("confirm_password");
  const held = await lockAccounts(tx, who, actorId);
  const own = held.find(({ id }) => id === actorId);
  if (actorId && (own?.role !== "ADMIN" || own.suspendedAt)) fail("forbidden");
  const found = held.find(({ id, email }) => id === who || email === who) ?? fail("not_found");
  if (found === own) fail("own_account");
  return found;
}
