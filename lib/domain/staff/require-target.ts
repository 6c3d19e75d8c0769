// The captain or charter that an action of staff leads to.
import "server-only";
import { db } from "@/lib/db/client";
import { findCharterCaptain, hasCaptain } from "@/lib/db/staff-action-repo";
import { fail } from "@/lib/errors/app-error";
import { MEDIA_ACTIONS } from "./kinds";
import type { MediaActionInput } from "./schema";

/**
 * That what an action names as its target is there.
 *
 * @throws AppError not_found
 */
export async function requireTarget({
  action,
  captainId,
  charterId,
}: Pick<MediaActionInput, "action" | "captainId" | "charterId">): Promise<void> {
  const { target } = MEDIA_ACTIONS[action];
  if (target === "captainId" && !(await hasCaptain(db(), captainId ?? ""))) fail("not_found");
  if (target === "charterId" && !(await findCharterCaptain(db(), charterId ?? "")))
    fail("not_found");
}
