// A video and its place among a charter's media are brought together again.
import "server-only";
import * as auditRepo from "@/lib/db/audit-repo";
import { inTransaction, type Tx } from "@/lib/db/client";
import * as findings from "@/lib/db/integrity-repo";
import * as links from "@/lib/db/video-link-repo";
import type { Staff } from "@/lib/domain/actor";
import { auditedBy } from "@/lib/domain/audit/rules";
import { LINK_FAULTS, type LinkFault } from "./kinds";
import type { Finding, FixOutcome } from "./schema";

const ACTS: Record<LinkFault, (tx: Tx, link: links.HeldLink) => Promise<void>> = {
  other_charter: links.followMedia,
  other_file: links.showOwnFile,
  other_kind: links.freeVideo,
  other_owner: links.freeVideo,
};

/**
 * Sets right what is wrong with a video's link at this moment, while both rows are held, until a check would find
 * nothing wrong. No file is removed, and what both said before and say after is on record.
 *
 * @throws AppError database_unavailable, busy
 */
export async function fixLink(
  staff: Staff,
  { id, subject }: Finding,
  reason: string | undefined,
): Promise<FixOutcome> {
  return inTransaction(async (tx) => {
    await findings.drop(tx, id);
    const first = await links.lockLink(tx, subject);
    if (!first || !isFault(first.fault)) return "settled";
    const before = { fault: first.fault, ...(await links.readFacts(tx, first)) };
    // One fault may hide another.
    for (
      let link: links.HeldLink | null = first;
      link && isFault(link.fault);
      link = await links.lockLink(tx, subject)
    )
      await ACTS[link.fault](tx, link);
    await auditRepo.add(tx, {
      ...auditedBy(staff),
      entity: "CaptainVideo",
      entityId: subject,
      action: "fix_link",
      before,
      after: { ...(await links.readFacts(tx, first)) },
      ...(reason && { reason }),
    });
    return "fixed";
  });
}

const isFault = (fault: string | null): fault is LinkFault =>
  fault !== null && Object.hasOwn(LINK_FAULTS, fault);
