// Gives a kept view another name.
import "server-only";
import { db } from "@/lib/db/client";
import { rename } from "@/lib/db/staff-view-repo";
import type { Staff } from "@/lib/domain/actor";
import { fail } from "@/lib/errors/app-error";
import { viewView } from "./rules";
import type { StaffViewView } from "./schema";

/**
 * Renames one of theirs. Safe to repeat.
 *
 * @throws AppError not_found; name_taken when another of theirs has it
 */
export async function renameView(
  staff: Staff,
  id: string,
  name: string,
): Promise<{ view: StaffViewView }> {
  const row = (await rename(db(), staff.userId, id, name)) ?? fail("not_found");
  return { view: viewView(row === "taken" ? fail("name_taken") : row) };
}
