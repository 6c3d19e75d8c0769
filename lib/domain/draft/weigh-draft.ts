// What a draft would become, and every reason why it can't: asked by finalize before it writes, and by a dry
// run instead of writing.
import "server-only";
import type { Db } from "@/lib/db/client";
import type { ClaimedDraft, Target } from "@/lib/db/finalize-repo";
import { findCharterVersion } from "@/lib/db/finalize-repo";
import { CHARTER_PHOTOS } from "@/lib/domain/media/kinds";
import { fail } from "@/lib/errors/app-error";
import { arrangePhotos, type PlaceablePhoto, whatIsMissing } from "./rules";
import { type DraftData, draftData } from "./schema";

interface Weighed<P> {
  target: Target;
  data: DraftData;
  /** The photos as the charter would show them. */
  order: P[];
  found: number;
  left: number;
}

/**
 * Changes nothing by itself.
 *
 * @param photosOf reads the photos that could be placed, and holds them where they are to be written
 * @throws AppError in this order: missing_captain_profile; charter_changed, or invalid_status when that
 *   charter is archived; validation with `errors`; missing_media with `found` and `required`
 */
export async function weighDraft<P extends PlaceablePhoto>(
  db: Db,
  draft: ClaimedDraft & { draftId: string; userId: string },
  photosOf: (target: Target) => Promise<P[]>,
): Promise<Weighed<P>> {
  const { draftId, userId, editsCharterId, editsCharterVersion } = draft;
  const captainId = draft.captainId ?? fail("missing_captain_profile");
  if (editsCharterId) {
    const now = await findCharterVersion(db, editsCharterId);
    if (now !== editsCharterVersion) fail(now === null ? "invalid_status" : "charter_changed");
  }
  const data = draftData.safeParse(draft.data).data;
  if (!data) return fail("validation", { errors: whatIsMissing(draft.data) });

  const target = { draftId, userId, captainId, editsCharterId };
  const { order, found, left } = arrangePhotos(await photosOf(target));
  if (found < CHARTER_PHOTOS.min) fail("missing_media", { found, required: CHARTER_PHOTOS.min });
  return { target, data, order, found, left };
}
