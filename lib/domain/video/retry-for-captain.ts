// Staff have a captain's video worked on once more.
import "server-only";
import * as auditRepo from "@/lib/db/audit-repo";
import { inTransaction } from "@/lib/db/client";
import { findStaffVideo } from "@/lib/db/staff-video-repo";
import { requeue } from "@/lib/db/video-repo";
import type { Staff } from "@/lib/domain/actor";
import { auditedAs } from "@/lib/domain/audit/rules";
import { fail } from "@/lib/errors/app-error";
import { staffVideoView } from "./rules";
import type { StaffVideoView } from "./schema";

/**
 * Puts a failed or cancelled video back into the queue; one that waits, is worked on or is ready stays as it is,
 * so that asking twice is harmless.
 *
 * @throws AppError not_found, also for one in the trash; upload_incomplete while its bytes have not arrived
 */
export async function retryForCaptain(
  staff: Staff,
  videoId: string,
  reason: string,
): Promise<{ video: StaffVideoView }> {
  return inTransaction(async (tx) => {
    const isQueued = (await requeue(tx, null, videoId)) !== null;
    const row = (await findStaffVideo(tx, videoId)) ?? fail("not_found");
    if (row.processStatus === "uploading") fail("upload_incomplete");
    if (isQueued)
      await auditRepo.add(tx, {
        actorId: staff.userId,
        actorRole: auditedAs(staff),
        entity: "CaptainVideo",
        entityId: videoId,
        action: "retry",
        after: { status: "queued" },
        reason,
        requestId: staff.requestId,
      });
    return { video: staffVideoView(row) };
  });
}
