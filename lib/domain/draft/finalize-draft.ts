// A captain submits a draft: it becomes a charter with the photos and videos that wait in the database.
import "server-only";
import { randomUUID } from "node:crypto";
import { writeCharter } from "@/lib/db/charter-write-repo";
import { inTransaction, type Tx } from "@/lib/db/client";
import { findDraft } from "@/lib/db/draft-repo";
import * as finalizeRepo from "@/lib/db/finalize-repo";
import type { Captain } from "@/lib/domain/actor";
import { charterOfDraft } from "@/lib/domain/charter/rules";
import { CHARTER_PHOTOS } from "@/lib/domain/media/kinds";
import { fail } from "@/lib/errors/app-error";
import { arrangePhotos, whatIsMissing } from "./rules";
import { draftData, type FinalizeResult } from "./schema";

/** Calls that this process is just answering, by captain, draft and version. */
const underWay = new Map<string, Promise<FinalizeResult>>();

/**
 * Makes the charter, or renews the one the draft edits, exactly once: again, or at the same time, it
 * answers with the same charter. All or nothing, in one transaction without network. The media is what
 * the database says is the captain's; nothing the client sends chooses it.
 *
 * @param version when not null, the draft must have exactly this version, unless it is submitted already
 * @throws AppError in this order: not_found; version_conflict with `serverVersion`; invalid_status;
 *   missing_captain_profile; charter_changed, or invalid_status when that charter is archived; validation
 *   with `errors`; missing_media with `found` and `required`. At any point finalize_in_progress.
 */
export async function finalizeDraft(
  captain: Captain,
  draftId: string,
  { version = null }: { version?: number | null } = {},
): Promise<FinalizeResult> {
  const run = () => submit(captain, draftId, version);
  const key = JSON.stringify([captain.userId, draftId, version]);
  const first = underWay.get(key);
  // The database alone keeps this right. Sharing spares it a crowd that queues for connections only to
  // be told the same; a refusal is not shared, because it may be out of date by the time it is heard.
  if (first) return first.then((made) => ({ ...made, replayed: true }), run);
  const answer = run();
  underWay.set(key, answer);
  return answer.finally(() => underWay.delete(key));
}

function submit(
  captain: Captain,
  draftId: string,
  version: number | null,
): Promise<FinalizeResult> {
  return inTransaction(
    async (tx) => {
      const draft = await finalizeRepo.claimForFinalize(tx, captain.userId, draftId, version);
      return draft
        ? publish(tx, captain, draftId, draft)
        : replay(tx, captain.userId, draftId, version);
    },
    { onLockTimeout: "finalize_in_progress" },
  );
}

async function publish(
  tx: Tx,
  captain: Captain,
  draftId: string,
  draft: finalizeRepo.ClaimedDraft,
): Promise<FinalizeResult> {
  const { editsCharterId, editsCharterVersion } = draft;
  const captainId = draft.captainId ?? fail("missing_captain_profile");
  if (editsCharterId) {
    const now = await finalizeRepo.findCharterVersion(tx, editsCharterId);
    if (now !== editsCharterVersion) fail(now === null ? "invalid_status" : "charter_changed");
  }
  const data = draftData.safeParse(draft.data).data;
  if (!data) return fail("validation", { errors: whatIsMissing(draft.data) });

  const target = { draftId, userId: captain.userId, captainId, editsCharterId };
  const placeable = await finalizeRepo.lockPlaceablePhotos(tx, target);
  const { order, found, left } = arrangePhotos(placeable);
  if (found < CHARTER_PHOTOS.min) fail("missing_media", { found, required: CHARTER_PHOTOS.min });

  const charterId = editsCharterId ?? randomUUID();
  const written = await writeCharter(tx, {
    id: charterId,
    captainId,
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
    actorId: captain.userId,
    actorRole: captain.as,
    entity: "CharterDraft",
    entityId: draftId,
    action: editsCharterId ? "finalize_update" : "finalize_create",
    after: made,
    requestId: captain.requestId,
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
