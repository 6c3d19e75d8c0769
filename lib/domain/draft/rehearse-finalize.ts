// A dry run of finalize for staff: what would be linked, or what it would be refused for.
import "server-only";
import { db } from "@/lib/db/client";
import { readDrafts } from "@/lib/db/draft-repo";
import { listPlaceablePhotos, listPublishableVideos } from "@/lib/db/finalize-repo";
import { findEditedVersion, findStaffDraft } from "@/lib/db/staff-draft-repo";
import type { Staff } from "@/lib/domain/actor";
import { CHARTER_PHOTOS } from "@/lib/domain/media/kinds";
import { toMediaView } from "@/lib/domain/media/rules";
import type { FinalizeRehearsal } from "@/lib/domain/staff/schema";
import { toVideoView } from "@/lib/domain/video/rules";
import { AppError, fail } from "@/lib/errors/app-error";
import { ERRORS } from "@/lib/errors/catalogue";
import { arrangePhotos } from "./rules";
import { weighDraft } from "./weigh-draft";

/**
 * Asks all that finalize would ask, by the same rules in the same order, and writes and locks nothing.
 *
 * @throws AppError not_found
 */
export async function rehearseFinalize(_staff: Staff, draftId: string): Promise<FinalizeRehearsal> {
  const [row, [stored], editsCharterVersion] = await Promise.all([
    findStaffDraft(db(), draftId),
    readDrafts(db(), [draftId]),
    findEditedVersion(db(), draftId),
  ]);
  if (!row || !stored) return fail("not_found");
  const { userId, captainId } = row;
  const { status, charterId, editsCharterId, data } = stored;
  const target = { draftId, userId, captainId: captainId ?? "", editsCharterId };
  const [placeable, videos] = await Promise.all([
    listPlaceablePhotos(db(), target),
    listPublishableVideos(db(), target),
  ]);
  const isSubmitted = status === "SUBMITTED";
  const { order, found, left } = arrangePhotos(placeable);
  const refusal = isSubmitted
    ? null
    : await refusalOf(async () => {
        if (status !== "DRAFT") fail("invalid_status");
        const draft = { draftId, userId, captainId, data, editsCharterId, editsCharterVersion };
        await weighDraft(db(), draft, async () => placeable);
      });
  return {
    ok: true,
    dryRun: true,
    refusal,
    charterId: charterId ?? editsCharterId,
    replayed: isSubmitted,
    photos: isSubmitted ? [] : order.filter(({ usable }) => usable).map(toMediaView),
    videos: isSubmitted ? [] : videos.map(toVideoView),
    found: isSubmitted ? stored.photos : found,
    required: CHARTER_PHOTOS.min,
    left: isSubmitted ? 0 : left,
  };
}

async function refusalOf(check: () => Promise<void>): Promise<FinalizeRehearsal["refusal"]> {
  try {
    await check();
    return null;
  } catch (error) {
    if (!(error instanceof AppError) || ERRORS[error.code].status >= 500) throw error;
    return { error: error.code, message: ERRORS[error.code].toast, ...error.details };
  }
}
