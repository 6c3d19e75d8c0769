// A file that no row names is deleted before a check would.
import "server-only";
import * as auditRepo from "@/lib/db/audit-repo";
import { inTransaction } from "@/lib/db/client";
import * as findings from "@/lib/db/integrity-repo";
import { condemn } from "@/lib/db/reconcile-repo";
import type { Staff } from "@/lib/domain/actor";
import { auditedBy } from "@/lib/domain/audit/rules";
import { clearBlobs } from "@/lib/domain/video/clear-blobs";
import { log } from "@/lib/log";
import type { Finding, FixOutcome } from "./schema";

/**
 * Deletes the file, however short a time ago it was first seen, unless a row names it by now, which saves it. What the
 * store refuses to delete now, the cleanup deletes.
 *
 * @throws AppError database_unavailable
 */
export async function fixStray(
  staff: Staff,
  { id, subject }: Finding,
  reason: string | undefined,
): Promise<FixOutcome> {
  const isCondemned = await inTransaction(async (tx) => {
    const keys = await condemn(tx, [subject], { longAgo: false });
    await findings.drop(tx, id);
    if (keys.length === 0) return false;
    await auditRepo.add(tx, {
      ...auditedBy(staff),
      entity: "Store",
      entityId: subject,
      action: "delete_stray",
      ...(reason && { reason }),
    });
    return true;
  });
  if (!isCondemned) return "settled";
  await clearBlobs([subject]).catch((err: unknown) =>
    log().warn({ requestId: staff.requestId, key: subject, err }, "left for the cleanup"),
  );
  return "fixed";
}
