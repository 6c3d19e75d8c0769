// Before a captain submits: everything finalize would take, and everything it would refuse for.
import "server-only";
import { db } from "@/lib/db/client";
import { findDraft } from "@/lib/db/draft-repo";
import { listPlaceablePhotos, listPublishableVideos } from "@/lib/db/finalize-repo";
import { findProfileId } from "@/lib/db/profile-repo";
import type { Captain } from "@/lib/domain/actor";
import { CHARTER_PHOTOS } from "@/lib/domain/media/kinds";
import { toMediaView } from "@/lib/domain/media/rules";
import { toVideoView } from "@/lib/domain/video/rules";
import { fail } from "@/lib/errors/app-error";
import { arrangePhotos, draftView, whatIsMissing } from "./rules";
import type { DraftReview } from "./schema";

/**
 * What the charter would be if the draft were submitted now. Changes nothing.
 *
 * @throws AppError not_found; invalid_status when the draft can't be submitted any more
 */
export async function reviewDraft(captain: Captain, draftId: string): Promise<DraftReview> {
  const { userId } = captain;
  const draft = await findDraft(db(), userId, draftId);
  if (!draft || draft.status === "DELETED") fail("not_found");
  if (draft.status !== "DRAFT") fail("invalid_status");

  // Without a profile there is no media: no row has this empty id.
  const captainId = (await findProfileId(db(), userId)) ?? "";
  const target = { draftId, userId, captainId, editsCharterId: draft.editsCharterId };
  const { order, found, left } = arrangePhotos(await listPlaceablePhotos(db(), target));
  const videos = await listPublishableVideos(db(), target);
  const errors = whatIsMissing(draft.data);
  const required = CHARTER_PHOTOS.min;
  return {
    draft: draftView(draft),
    photos: order.filter(({ usable }) => usable).map(toMediaView),
    videos: videos.map(toVideoView),
    left,
    errors,
    found,
    required,
    ready: found >= required && Object.keys(errors).length === 0,
  };
}
