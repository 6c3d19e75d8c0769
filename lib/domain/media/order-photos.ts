// A captain arranges the photos of a draft.
import "server-only";
import { db, inTransaction } from "@/lib/db/client";
import * as mediaRepo from "@/lib/db/media-repo";
import * as photoListRepo from "@/lib/db/photo-list-repo";
import type { Captain } from "@/lib/domain/actor";
import { fail } from "@/lib/errors/app-error";
import { toMediaView } from "./rules";
import type { MediaView } from "./schema";

/**
 * Gives the draft's photos the order of the list, which names each of them once: every photo that waits in
 * it, and all or none of those on the charter it edits, which stand before the others there whatever the
 * list says and change their places at once. Photos that are rejected or missing may be named too.
 *
 * @returns those named that people may see or would after a finalize, in their new order
 * @throws AppError not_found, invalid_status; invalid_payload when the list is anything else
 */
export async function orderPhotos(
  { userId }: Captain,
  draftId: string,
  mediaIds: string[],
): Promise<MediaView[]> {
  const before = await photoListRepo.listDraftPhotos(db(), userId, draftId, "all", { limit: 1 });
  if (!before) fail("not_found");
  await inTransaction(async (tx) => {
    const captainId = await mediaRepo.lockCaptain(tx, userId);
    if (!(await mediaRepo.isOpenDraft(tx, userId, draftId))) fail("invalid_status");
    const known = captainId ? await photoListRepo.listOrderable(tx, captainId, draftId) : [];
    if (!captainId || !isOnceEach(mediaIds, known))
      return fail("invalid_payload", {
        errors: { mediaIds: "must name each photo of the draft once, and nothing else" },
      });
    for (const charterId of await mediaRepo.order(tx, captainId, mediaIds))
      await mediaRepo.touchCharter(tx, userId, charterId);
  });
  return (await photoListRepo.listUsable(db(), userId, mediaIds)).map(toMediaView);
}

function isOnceEach(ids: string[], known: photoListRepo.OrderablePhoto[]): boolean {
  const given = new Set(ids);
  const all = new Set(known.map(({ id }) => id));
  const namesLinked = known.some(({ id, linked }) => linked && given.has(id));
  const mustBeNamed = ({ usable, linked }: photoListRepo.OrderablePhoto) =>
    usable && (!linked || namesLinked);
  return (
    given.size === ids.length &&
    ids.every((id) => all.has(id)) &&
    known.every((photo) => !mustBeNamed(photo) || given.has(photo.id))
  );
}
