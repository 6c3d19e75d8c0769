// A video and its place among a charter's media are brought together again.
import "server-only";
import * as auditRepo from "@/lib/db/audit-repo";
import { inTransaction, type Tx } from "@/lib/db/client";
import * as findings from "@/lib/db/integrity-repo";
import { followMedia, freeVideo, lockFault, showOwnFile } from "@/lib/db/video-link-repo";
import type { Staff } from "@/lib/domain/actor";
import { auditedBy } from "@/lib/domain/audit/rules";
import { LINK_FAULTS, type LinkFault } from "./kinds";
import type { Finding, FixResult } from "./schema";

const ACTS: Record<LinkFault, (tx: Tx, id: string) => Promise<void>> = {
  other_charter: followMedia,
  other_file: showOwnFile,
  no_media: freeVideo,
  other_kind: freeVideo,
  other_owner: freeVideo,
};

/**
 * Sets right what is wrong with a video's link at this moment, while both rows are held. Nothing is removed.
 *
 * @throws AppError database_unavailable, busy
 */
export async function fixLink(
  staff: Staff,
  { id, subject }: Finding,
  reason: string | undefined,
): Promise<FixResult["outcome"]> {
  return inTransaction(async (tx) => {
    const fault = await lockFault(tx, subject);
    await findings.drop(tx, id);
    if (!isFault(fault)) return "settled";
    await ACTS[fault](tx, subject);
    await auditRepo.add(tx, {
      ...auditedBy(staff),
      entity: "CaptainVideo",
      entityId: subject,
      action: "fix_link",
      before: { fault },
      ...(reason && { reason }),
    });
    return "fixed";
  });
}

const isFault = (fault: string | null): fault is LinkFault =>
  fault !== null && Object.hasOwn(LINK_FAULTS, fault);
