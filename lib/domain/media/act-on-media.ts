// What staff do to media, up to 100 at once: each item by itself, with its own verdict and audit entry.
import "server-only";
import type { ActedRow } from "@/lib/db/staff-action-repo";
import type { Staff } from "@/lib/domain/actor";
import { FRESH_SIGN_IN_SECONDS, MEDIA_ACTIONS } from "@/lib/domain/staff/kinds";
import { requireTarget } from "@/lib/domain/staff/require-target";
import type { MediaActionInput, MediaActionResult } from "@/lib/domain/staff/schema";
import { fail } from "@/lib/errors/app-error";
import { log } from "@/lib/log";
import { actOnItems } from "./act-on-items";
import { eraseMedia } from "./erase-media";

/** What is not begun by then is reported as busy. */
const BUDGET_MS = 20_000;

/**
 * Acts on each item that allows it at the moment, and says of every other why not. A captain's items are
 * decided together in one transaction under their lock, so their own rules hold; what fails takes nobody
 * else along. Of two members of staff at once one acts and the other is told. Safe to repeat.
 *
 * @throws AppError forbidden for a purge by somebody who is no administrator; confirm_password for one by
 *   somebody who signed in a while ago; not_found for a captain or charter that is to be the target and is
 *   not there; database_unavailable when nothing could be done
 */
export async function actOnMedia(
  staff: Staff,
  input: MediaActionInput,
): Promise<MediaActionResult> {
  const { admin, fresh } = MEDIA_ACTIONS[input.action];
  if (admin && !staff.isAdmin) fail("forbidden");
  if (fresh && staff.signedInSeconds > FRESH_SIGN_IN_SECONDS) fail("confirm_password");
  await requireTarget(input);
  const { done, failed } = await actOnItems(staff, input, performance.now() + BUDGET_MS);
  if (input.action === "purge") await erase(staff, done);
  return { ok: true, done: done.map(({ id }) => id), failed };
}

/** The files go, then the rows. What is left because the store is down, the daily round finishes. */
async function erase({ requestId }: Staff, rows: readonly ActedRow[]): Promise<void> {
  if (rows.length === 0) return;
  await eraseMedia(rows).catch((err: unknown) =>
    log().warn({ requestId, err }, "purged files stay for the daily round"),
  );
}
