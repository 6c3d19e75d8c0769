// A captain arranges the photos of a draft.
import "server-only";
import { db, inTransaction } from "@/lib/db/client";
import * as mediaRepo from "@/lib/db/media-repo";
import * as photoListRepo from "@/lib/db/photo-list-repo";
import type { Captain } from "@/lib/domain/actor";
import { fail } from "@/lib/errors/app-error";
import { PHOTO_LIMITS } from "./kinds";
import { toMediaView } from "./rules";
import type { MediaView } from "./schema";

/**
 * Gives the draft's photos the order of the list, which names each of them once: every photo its finalize
 * would take. Photos that wait there but are rejected or missing may be named too.
 *
 * @returns the photos its finalize would take, in their new order
 * @throws AppError not_found, invalid_status; invalid_payload when the list is anything else
 */
export async function orderPhotos(
  { userId }: Captain,
  draftId: string,
  mediaIds: string[],
): Promise<MediaView[]> {
  const everything = { limit: PHOTO_LIMITS.maxPending };
  const before = await photoListRepo.listDraftPhotos(db(), userId, draftId, "all", everything);
  if (!before) fail("not_found");
  await inTransaction(async (tx) => {
    const captainId = await mediaRepo.lockCaptain(tx, userId);
    if (!(await mediaRepo.isOpenDraft(tx, userId, draftId))) fail("invalid_status");
    const known = captainId ? await photoListRepo.listOrderable(tx, captainId, draftId) : [];
    if (!captainId || !isOnceEach(mediaIds, known))
      return fail("invalid_payload", {
        errors: { mediaIds: "must name each photo of the draft once, and nothing else" },
      });
    await mediaRepo.order(tx, captainId, mediaIds);
  });
  const after = await photoListRepo.listDraftPhotos(db(), userId, draftId, "all", everything);
  return (after ?? fail("not_found")).map(toMediaView);
}

function isOnceEach(ids: string[], known: { id: string; usable: boolean }[]): boolean {
  const given = new Set(ids);
  const all = new Set(known.map(({ id }) => id));
  return (
    given.size === ids.length &&
    ids.every((id) => all.has(id)) &&
    known.every(({ id, usable }) => !usable || given.has(id))
  );
}
