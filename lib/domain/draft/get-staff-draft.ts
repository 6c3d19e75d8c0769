// One draft, whoever's, for staff: its data, its media, and what was done to it.
import "server-only";
import { findAudit } from "@/lib/db/audit-list-repo";
import { db } from "@/lib/db/client";
import { readDrafts } from "@/lib/db/draft-repo";
import { listPlaceablePhotos, listPublishableVideos } from "@/lib/db/finalize-repo";
import { findStaffDraft, listUnusablePhotos } from "@/lib/db/staff-draft-repo";
import type { Staff } from "@/lib/domain/actor";
import { auditView } from "@/lib/domain/audit/rules";
import { toMediaView } from "@/lib/domain/media/rules";
import { staffDraftView } from "@/lib/domain/staff/rules";
import type { StaffDraftDetail } from "@/lib/domain/staff/schema";
import { toVideoView } from "@/lib/domain/video/rules";
import { fail } from "@/lib/errors/app-error";
import { arrangePhotos, whatIsMissing } from "./rules";

const HISTORY_MAX = 50;

/**
 * The draft with the media it would take or, once it is submitted, that of its charter. The number of
 * statements depends on nothing.
 *
 * @throws AppError not_found
 */
export async function getStaffDraft(_staff: Staff, draftId: string): Promise<StaffDraftDetail> {
  const [row, [stored]] = await Promise.all([
    findStaffDraft(db(), draftId),
    readDrafts(db(), [draftId]),
  ]);
  if (!row || !stored) return fail("not_found");
  const { userId } = row;
  // Without a profile there is no media: no row has this empty id.
  const captainId = row.captainId ?? "";
  const editsCharterId = stored.charterId ?? stored.editsCharterId;
  const target = { draftId, userId, captainId, editsCharterId };
  const [placeable, videos, unusable, history] = await Promise.all([
    listPlaceablePhotos(db(), target),
    listPublishableVideos(db(), target),
    listUnusablePhotos(db(), target),
    findAudit(db(), {
      entities: ["CharterDraft"],
      entityId: draftId,
      reverse: false,
      limit: HISTORY_MAX,
    }),
  ]);
  const isOver = stored.status === "SUBMITTED";
  const { order } = arrangePhotos(isOver ? placeable.filter(({ linked }) => linked) : placeable);
  return {
    draft: staffDraftView(stored, row),
    photos: order.filter(({ usable }) => usable).map(toMediaView),
    unusable: [...order.filter(({ usable }) => !usable), ...(isOver ? [] : unusable)].map(
      toMediaView,
    ),
    videos: videos.filter(({ charterId }) => !isOver || charterId).map(toVideoView),
    errors: whatIsMissing(stored.data),
    history: history.map(auditView),
  };
}
