// Removes a kept view.
import "server-only";
import { db } from "@/lib/db/client";
import { remove } from "@/lib/db/staff-view-repo";
import type { Staff } from "@/lib/domain/actor";
import { fail } from "@/lib/errors/app-error";

/**
 * Removes one of theirs.
 *
 * @throws AppError not_found, also when it is removed already
 */
export async function removeView(staff: Staff, id: string): Promise<{ ok: true }> {
  if (!(await remove(db(), staff.userId, id))) fail("not_found");
  return { ok: true };
}
