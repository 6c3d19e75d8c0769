// Staff put right what a check found. Each fix looks again, and the statement that acts asks once more.
import "server-only";
import { db } from "@/lib/db/client";
import { findFinding } from "@/lib/db/integrity-repo";
import type { Staff } from "@/lib/domain/actor";
import { FRESH_SIGN_IN_SECONDS } from "@/lib/domain/staff/kinds";
import { REASON_WANTED } from "@/lib/domain/staff/schema";
import { fail } from "@/lib/errors/app-error";
import { fixFile } from "./fix-file";
import { fixLink } from "./fix-link";
import { fixStray } from "./fix-stray";
import { FINDINGS, type FindingKind } from "./kinds";
import { isFindingKind } from "./rules";
import type { FixResult } from "./schema";

const FIXES: Record<FindingKind, typeof fixFile> = {
  missing: fixFile,
  damaged: fixFile,
  stray: fixStray,
  link: fixLink,
};

/**
 * Fixes one finding and says what was done. Of two at once one acts, and the other hears that nothing was left to do.
 * Nothing that a row names is ever deleted.
 *
 * @throws AppError not_found for what is not on the list any more; forbidden and confirm_password for what only an
 *   administrator does; invalid_payload without the reason it asks for; storage_unavailable, database_unavailable: nothing was done then
 */
export async function fixFinding(
  staff: Staff,
  findingId: string,
  reason: string | undefined,
): Promise<FixResult> {
  const finding = (await findFinding(db(), findingId)) ?? fail("not_found");
  const { id, kind, subject } = finding;
  if (!isFindingKind(kind)) return fail("not_found");
  const spec = FINDINGS[kind];
  if (spec.admin && !staff.isAdmin) fail("forbidden");
  if (spec.admin && staff.signedInSeconds > FRESH_SIGN_IN_SECONDS) fail("confirm_password");
  if (spec.reason && !reason) fail("invalid_payload", { errors: { reason: REASON_WANTED } });
  return { ok: true, outcome: await FIXES[kind](staff, { id, kind, subject }, reason) };
}
