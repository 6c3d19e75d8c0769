// Staff stop the work on a captain's video.
import "server-only";
import * as auditRepo from "@/lib/db/audit-repo";
import { inTransaction } from "@/lib/db/client";
import { cancelAny, findStaffVideo } from "@/lib/db/staff-video-repo";
import type { Staff } from "@/lib/domain/actor";
import { auditedAs } from "@/lib/domain/audit/rules";
import { fail } from "@/lib/errors/app-error";
import { staffVideoView } from "./rules";
import type { StaffVideoView } from "./schema";

/**
 * Takes a video out of the queue or away from its worker, and tells its captain why; one that is cancelled already
 * stays as it is, so that asking twice is harmless. Its captain, or staff, can have it tried again.
 *
 * @throws AppError not_found, also for one in the trash; media_changed for one that is uploading, ready or has failed
 */
export async function cancelForCaptain(
  staff: Staff,
  videoId: string,
  reason: string,
): Promise<{ video: StaffVideoView }> {
  return inTransaction(async (tx) => {
    const isCancelled = await cancelAny(tx, videoId, reason);
    const row = (await findStaffVideo(tx, videoId)) ?? fail("not_found");
    if (row.processStatus !== "cancelled") fail("media_changed");
    if (isCancelled)
      await auditRepo.add(tx, {
        actorId: staff.userId,
        actorRole: auditedAs(staff),
        entity: "CaptainVideo",
        entityId: videoId,
        action: "cancel",
        after: { status: "cancelled" },
        reason,
        requestId: staff.requestId,
      });
    return { video: staffVideoView(row) };
  });
}
