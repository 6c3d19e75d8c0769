// A captain takes photos they have already into a draft: nothing is uploaded or stored again.
import "server-only";
import { randomUUID } from "node:crypto";
import { db, inTransaction, type Tx } from "@/lib/db/client";
import * as mediaRepo from "@/lib/db/media-repo";
import { listDraftPhotos } from "@/lib/db/photo-list-repo";
import * as pictureRepo from "@/lib/db/picture-repo";
import * as uploadRepo from "@/lib/db/upload-repo";
import type { Captain } from "@/lib/domain/actor";
import { fail } from "@/lib/errors/app-error";
import { PHOTO_LIMITS } from "./kinds";
import { toMediaView, whatDuplicateMeans } from "./rules";
import type { MediaView } from "./schema";

interface Plan {
  /** They wait in no draft, or come back from the trash. */
  bringIn: pictureRepo.PictureRecord[];
  /** They stay where they are, and the draft gets a row of its own on the same blobs. */
  copy: uploadRepo.Copy[];
}

/**
 * Adds the captain's own photos to their open draft, all or none. What waits in no draft moves there, what
 * is in the trash comes back there, and what another draft or a charter has is copied with its words.
 * What the draft has, or the charter it edits, stays one photo: safe to repeat and to send twice at once.
 *
 * @returns the photos the draft's finalize would take, in order
 * @throws AppError not_found for a draft or photo that is absent or somebody else's; invalid_status;
 *   invalid_payload with `errors` for what is no charter photo, not accepted or lost; quota_exceeded
 */
export async function addPhotos(
  { userId }: Captain,
  draftId: string,
  mediaIds: readonly string[],
): Promise<MediaView[]> {
  await inTransaction(async (tx) => {
    const captainId = await mediaRepo.lockCaptain(tx, userId);
    const draft = await pictureRepo.findTargetDraft(tx, userId, draftId);
    if (!draft) fail("not_found");
    if (!draft.isOpen) fail("invalid_status");
    if (mediaIds.length === 0) return;
    if (!captainId) return fail("not_found");
    const rows = await pictureRepo.lockPictures(tx, captainId, mediaIds);
    requireUsable(rows, mediaIds);
    const plan = planFor(rows, mediaIds, { draftId, editsCharterId: draft.editsCharterId });
    await carryOut(tx, captainId, draftId, plan);
  });
  const everything = { limit: PHOTO_LIMITS.maxPending };
  const photos = await listDraftPhotos(db(), userId, draftId, "all", everything);
  return (photos ?? fail("not_found")).map(toMediaView);
}

function requireUsable(rows: pictureRepo.PictureRecord[], mediaIds: readonly string[]): void {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const asked = mediaIds.map((id) => byId.get(id) ?? fail("not_found"));
  const wrong = asked.flatMap((row, at) => {
    const why = whyNot(row);
    return why ? [[`mediaIds.${at}`, why] as const] : [];
  });
  if (wrong.length > 0) fail("invalid_payload", { errors: Object.fromEntries(wrong) });
}

function whyNot({ kind, rejectedReason, missingSince }: mediaRepo.MediaRecord): string | null {
  if (kind !== "CHARTER_PHOTO") return "Only charter photos can be added.";
  if (rejectedReason !== null) return `This photo was not accepted: ${rejectedReason}`;
  return missingSince ? "This photo's file was lost. Please upload it again." : null;
}

/** The house's rule for duplicates, asked for each photo; two of the same picture count once. */
function planFor(
  rows: pictureRepo.PictureRecord[],
  mediaIds: readonly string[],
  { draftId, editsCharterId }: { draftId: string; editsCharterId: string | null },
): Plan {
  const plan: Plan = { bringIn: [], copy: [] };
  const settled = new Set<string>();
  for (const id of mediaIds) {
    const asked = rows.find((row) => row.id === id) ?? fail("internal");
    const twins = rows.filter((row) => row === asked || isTwin(row, asked));
    const isSettled = twins.some((twin) => settled.has(twin.id));
    for (const twin of twins) settled.add(twin.id);
    const isOnItsCharter = twins.some(
      ({ charterId, trashedAt }) =>
        charterId !== null && charterId === editsCharterId && !trashedAt,
    );
    if (isSettled || isOnItsCharter) continue;
    // What else of it lies in the trash, or was turned down, was removed from another place and stays there.
    const kept = twins.filter(
      (twin) =>
        twin !== asked && !twin.trashedAt && (twin.draftId === draftId || !twin.rejectedReason),
    );
    const verdict = whatDuplicateMeans([asked, ...kept], { draftId, charterId: null });
    const row = rows.find((one) => one.id === verdict?.id) ?? fail("internal");
    if (verdict?.does === "copy") plan.copy.push({ sourceId: row.id, id: randomUUID() });
    else if (verdict?.does !== "answer") plan.bringIn.push(row);
  }
  return plan;
}

function isTwin(one: pictureRepo.PictureRecord, other: pictureRepo.PictureRecord): boolean {
  const isSameFile = one.dedupeKey !== null && one.dedupeKey === other.dedupeKey;
  return one.kind === other.kind && (isSameFile || one.storageKey === other.storageKey);
}

async function carryOut(
  tx: Tx,
  captainId: string,
  draftId: string,
  { bringIn, copy }: Plan,
): Promise<void> {
  const more = copy.length + bringIn.filter(({ trashedAt }) => trashedAt).length;
  const pending = await mediaRepo.countPending(tx, captainId);
  if (more > 0 && pending + more > PHOTO_LIMITS.maxPending) fail("quota_exceeded");
  const ids = bringIn.map(({ id }) => id);
  await pictureRepo.bringIn(tx, captainId, draftId, ids);
  await uploadRepo.copy(tx, copy, { charterId: null, draftId });
}
