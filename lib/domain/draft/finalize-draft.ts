// A captain submits a draft, or staff do it for them: it becomes a charter with the photos and videos that
// wait in the database.
import "server-only";
import { randomUUID } from "node:crypto";
import { writeCharter } from "@/lib/db/charter-write-repo";
import { db, inTransaction, type Tx } from "@/lib/db/client";
import { findDraft } from "@/lib/db/draft-repo";
import * as finalizeRepo from "@/lib/db/finalize-repo";
import { findDraftOwner } from "@/lib/db/staff-draft-repo";
import type { Captain, Staff } from "@/lib/domain/actor";
import { auditedAs } from "@/lib/domain/audit/rules";
import { charterOfDraft } from "@/lib/domain/charter/rules";
import { CHARTER_PHOTOS } from "@/lib/domain/media/kinds";
import { FRESH_SIGN_IN_SECONDS } from "@/lib/domain/staff/kinds";
import { fail } from "@/lib/errors/app-error";
import type { FinalizeResult } from "./schema";
import { weighDraft } from "./weigh-draft";

/** Who submits, and whose draft: the same person unless staff do it. */
interface Submitter {
  actor: Captain | Staff;
  /** The draft's owner, to whom the charter will belong. */
  userId: string;
  reason: string | undefined;
}

/** Calls that this process is just answering, by captain, draft and version. */
const underWay = new Map<string, Promise<FinalizeResult>>();

/**
 * Makes the charter, or renews the one the draft edits, exactly once: again, or at the same time, it
 * answers with the same charter. All or nothing, in one transaction without network. The media is what
 * the database says is the captain's; nothing the client sends chooses it. Whoever submits, the charter
 * is the captain's, and the audit names who it was.
 *
 * @param options `version` when not null, the draft must have exactly this version, unless it is submitted
 *   already; `reason` of staff, who must give one
 * @throws AppError in this order: of staff confirm_password without a fresh sign-in, and reason_missing;
 *   not_found; version_conflict with `serverVersion`; invalid_status; missing_captain_profile;
 *   charter_changed, or invalid_status when that charter is archived; validation with `errors`;
 *   missing_media with `found` and `required`. At any point finalize_in_progress.
 */
export async function finalizeDraft(
  actor: Captain | Staff,
  draftId: string,
  { version = null, reason }: { version?: number | null; reason?: string } = {},
): Promise<FinalizeResult> {
  const userId = actor.as === "captain" ? actor.userId : await ownerFor(actor, draftId, reason);
  const run = () => submit({ actor, userId, reason }, draftId, version);
  const key = JSON.stringify([userId, draftId, version]);
  const first = underWay.get(key);
  // The database alone keeps this right. Sharing spares it a crowd that queues for connections only to
  // be told the same; a refusal is not shared, because it may be out of date by the time it is heard.
  if (first) return first.then((made) => ({ ...made, replayed: true }), run);
  const answer = run();
  underWay.set(key, answer);
  return answer.finally(() => underWay.delete(key));
}

async function ownerFor(
  staff: Staff,
  draftId: string,
  reason: string | undefined,
): Promise<string> {
  if (staff.signedInSeconds > FRESH_SIGN_IN_SECONDS) fail("confirm_password");
  if (!reason) fail("reason_missing");
  return (await findDraftOwner(db(), draftId)) ?? fail("not_found");
}

function submit(
  submitter: Submitter,
  draftId: string,
  version: number | null,
): Promise<FinalizeResult> {
  const { userId } = submitter;
  return inTransaction(
    async (tx) => {
      const draft = await finalizeRepo.claimForFinalize(tx, userId, draftId, version);
      return draft ? publish(tx, submitter, draftId, draft) : replay(tx, userId, draftId, version);
    },
    { onLockTimeout: "finalize_in_progress" },
  );
}

async function publish(
  tx: Tx,
  { actor, userId, reason }: Submitter,
  draftId: string,
  draft: finalizeRepo.ClaimedDraft,
): Promise<FinalizeResult> {
  const { editsCharterId, editsCharterVersion } = draft;
  const { target, data, order, found, left } = await weighDraft(
    tx,
    { ...draft, draftId, userId },
    (wanted) => finalizeRepo.lockPlaceablePhotos(tx, wanted),
  );
  const charterId = editsCharterId ?? randomUUID();
  const written = await writeCharter(tx, {
    id: charterId,
    captainId: target.captainId,
    expectedVersion: editsCharterVersion,
    ...charterOfDraft(data),
  });
  if (!written) fail("charter_changed");
  const linked = await finalizeRepo.linkMedia(tx, target, {
    charterId,
    photoIds: order.map(({ id }) => id),
    firstVideoPlace: CHARTER_PHOTOS.max,
  });
  if (linked.photos !== order.length) fail("finalize_in_progress");
  const made = { charterId, photos: found, videos: linked.videos, left };
  await finalizeRepo.completeSubmission(tx, target, charterId, {
    actorId: actor.userId,
    actorRole: auditedAs(actor),
    entity: "CharterDraft",
    entityId: draftId,
    action: editsCharterId ? "finalize_update" : "finalize_create",
    after: made,
    ...(reason && { reason }),
    requestId: actor.requestId,
  });
  return { ok: true, ...made, replayed: false };
}

/** The answer for a draft that can't be claimed: its charter is made already, or there is a reason to refuse. */
async function replay(
  tx: Tx,
  userId: string,
  draftId: string,
  version: number | null,
): Promise<FinalizeResult> {
  const draft = (await findDraft(tx, userId, draftId)) ?? fail("not_found");
  const charterId = draft.charterId ?? draft.editsCharterId;
  if (draft.status === "SUBMITTED" && charterId) {
    const { photos, videos } = draft;
    return { ok: true, charterId, photos, videos, left: 0, replayed: true };
  }
  if (version !== null && draft.version !== version)
    fail("version_conflict", { serverVersion: draft.version });
  return fail("invalid_status");
}
