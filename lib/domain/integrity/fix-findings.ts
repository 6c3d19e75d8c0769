// Staff put right what a check found, one or many of a kind. Each fix looks again, and the statement that acts asks
// once more.
import "server-only";
import { db } from "@/lib/db/client";
import { findSubjects } from "@/lib/db/integrity-repo";
import type { Staff } from "@/lib/domain/actor";
import { FRESH_SIGN_IN_SECONDS } from "@/lib/domain/staff/kinds";
import { REASON_WANTED } from "@/lib/domain/staff/schema";
import { AppError, fail } from "@/lib/errors/app-error";
import type { ErrorCode } from "@/lib/errors/catalogue";
import { fixFile } from "./fix-file";
import { fixLink } from "./fix-link";
import { fixStray } from "./fix-stray";
import { FINDINGS, type FindingKind } from "./kinds";
import type { FixInput, FixOutcome, FixResult } from "./schema";

/** What is not begun by then is reported as busy. */
const BUDGET_MS = 15_000;
/** Fixed at once: each may read up to four files. */
const TOGETHER = 4;

const FIXES: Record<FindingKind, typeof fixFile> = {
  missing: fixFile,
  damaged: fixFile,
  stray: fixStray,
  link: fixLink,
};

type Verdict = { outcome: FixOutcome } | { error: ErrorCode };

/**
 * Fixes findings of one kind, each by itself, and says of each what was done, or why nothing was, in the order they
 * were given. Of two at once one acts, and the other hears that nothing was left to do. Nothing that a row names is
 * ever deleted. Safe to repeat.
 *
 * @throws AppError forbidden and confirm_password for what only an administrator does; invalid_payload without the
 *   reason it asks for; database_unavailable when nothing could be done
 */
export async function fixFindings(
  staff: Staff,
  { kind, ids, reason }: FixInput,
): Promise<FixResult> {
  const spec = FINDINGS[kind];
  if (spec.admin && !staff.isAdmin) fail("forbidden");
  if (spec.admin && staff.signedInSeconds > FRESH_SIGN_IN_SECONDS) fail("confirm_password");
  if (spec.reason && !reason) fail("invalid_payload", { errors: { reason: REASON_WANTED } });
  const until = performance.now() + BUDGET_MS;
  const subjects = await findSubjects(db(), kind, ids);
  const verdicts = new Map<string, Verdict>();
  const fixOne = async (id: string) => {
    const subject = subjects.get(id);
    if (subject === undefined) return verdicts.set(id, { error: "not_found" });
    if (performance.now() >= until) return verdicts.set(id, { error: "busy" });
    const fixing = FIXES[kind](staff, { id, kind, subject }, reason);
    return verdicts.set(id, await fixing.then((outcome) => ({ outcome }), refusalOf));
  };
  for (let at = 0; at < ids.length; at += TOGETHER)
    await Promise.all(ids.slice(at, at + TOGETHER).map(fixOne));
  return report(ids, verdicts);
}

function refusalOf(error: unknown): Verdict {
  if (!(error instanceof AppError)) throw error;
  return { error: error.code };
}

function report(ids: readonly string[], verdicts: ReadonlyMap<string, Verdict>): FixResult {
  const result: FixResult = { ok: true, done: [], failed: [] };
  for (const id of ids) {
    const verdict = verdicts.get(id) ?? { error: "not_found" };
    if ("outcome" in verdict) result.done.push({ id, ...verdict });
    else result.failed.push({ id, ...verdict });
  }
  const isOutage = result.failed.some(({ error }) => error === "database_unavailable");
  if (result.done.length === 0 && isOutage) fail("database_unavailable");
  return result;
}
