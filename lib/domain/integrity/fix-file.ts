// A row whose file is gone or damaged, looked at once more.
import "server-only";
import * as auditRepo from "@/lib/db/audit-repo";
import { db, inTransaction } from "@/lib/db/client";
import * as findings from "@/lib/db/integrity-repo";
import { findStored, type StoredRow, setMissing } from "@/lib/db/reconcile-repo";
import type { Staff } from "@/lib/domain/actor";
import { auditedBy } from "@/lib/domain/audit/rules";
import { judgeRow } from "./judge-row";
import type { Finding, FixOutcome } from "./schema";

/**
 * Takes the flag off a row whose files are sound again, and flags one that promises what the store does not have as
 * it was. The row is never removed.
 *
 * @returns "unchanged" for a row that is flagged, and rightly so
 * @throws AppError storage_unavailable, database_unavailable
 */
export async function fixFile(
  staff: Staff,
  { id, subject }: Finding,
  reason: string | undefined,
): Promise<FixOutcome> {
  const row = await findStored(db(), subject);
  const verdict = row && (await judgeRow(row));
  if (!row || !verdict) return settle(id);
  const isMissing = verdict !== "sound";
  if (row.isMissing === isMissing) return isMissing ? "unchanged" : settle(id);
  return inTransaction(async (tx) => {
    await findings.drop(tx, id);
    if ((await setMissing(tx, [row], isMissing)) === 0) return "settled";
    if (verdict !== "sound") {
      const facts = { ...verdict.facts, storageKey: row.storageKey };
      await findings.record(tx, {
        kinds: ["missing"],
        looked: [subject],
        seen: [{ kind: "missing", subject, facts }],
      });
    }
    await auditRepo.add(tx, entryOf(staff, row, { isMissing, reason }));
    return "fixed";
  });
}

async function settle(id: string): Promise<"settled"> {
  await findings.drop(db(), id);
  return "settled";
}

function entryOf(
  staff: Staff,
  { id, isMissing: wasMissing }: StoredRow,
  { isMissing, reason }: { isMissing: boolean; reason: string | undefined },
): auditRepo.AuditEntry {
  return {
    ...auditedBy(staff),
    entity: "CharterMedia",
    entityId: id,
    action: isMissing ? "flag_missing" : "unflag_missing",
    before: { missing: wasMissing },
    after: { missing: isMissing },
    ...(reason && { reason }),
  };
}
