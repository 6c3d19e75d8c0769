// Keeps a view of the media desk under a name.
import "server-only";
import { inTransaction } from "@/lib/db/client";
import { keep } from "@/lib/db/staff-view-repo";
import type { Staff } from "@/lib/domain/actor";
import { fail } from "@/lib/errors/app-error";
import { STAFF_VIEWS_MAX } from "./kinds";
import { viewView } from "./rules";
import type { KeepViewInput, StaffViewView } from "./schema";

/**
 * Keeps it, in place of what they kept under this name before. Safe to repeat, and twice at once.
 *
 * @throws AppError too_many_views
 */
export async function keepView(
  staff: Staff,
  { name, view: fields }: KeepViewInput,
): Promise<{ view: StaffViewView }> {
  const row = await inTransaction((tx) =>
    keep(tx, staff.userId, { name, fields }, STAFF_VIEWS_MAX),
  );
  return { view: viewView(row ?? fail("too_many_views")) };
}
