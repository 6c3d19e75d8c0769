// One media item with all that is known of it, for the staff's review. Never asks the store.
import "server-only";
import { findAudit } from "@/lib/db/audit-list-repo";
import { db } from "@/lib/db/client";
import { findDetail, listUses, type UseRow } from "@/lib/db/staff-detail-repo";
import type { Staff } from "@/lib/domain/actor";
import { auditView } from "@/lib/domain/audit/rules";
import { staffMediaView } from "@/lib/domain/staff/rules";
import type { MediaUse, StaffMediaDetail } from "@/lib/domain/staff/schema";
import { fail } from "@/lib/errors/app-error";
import { mediaState, renditionsOf } from "./rules";

const HISTORY_MAX = 50;

/**
 * The item, its file, every place that stands on the same file, and the newest of its history. Three
 * statements at once.
 *
 * @throws AppError not_found
 */
export async function getStaffMedia(_staff: Staff, mediaId: string): Promise<StaffMediaDetail> {
  const [row, uses, history] = await Promise.all([
    findDetail(db(), mediaId),
    listUses(db(), mediaId),
    findAudit(db(), {
      entities: ["CharterMedia"],
      entityId: mediaId,
      reverse: false,
      limit: HISTORY_MAX,
    }),
  ]);
  if (!row) return fail("not_found");
  const iso = (time: Date | null) => time?.toISOString() ?? null;
  return {
    item: staffMediaView(row),
    file: {
      key: row.storageKey,
      sha256: row.contentHash,
      pictures: renditionsOf(row).map(({ key, width, height, bytes }) => ({
        key,
        width,
        height,
        bytes,
      })),
    },
    times: {
      updatedAt: row.updatedAt.toISOString(),
      trashedAt: iso(row.trashedAt),
      orphanedAt: iso(row.orphanedAt),
      missingSince: iso(row.missingSince),
    },
    reviewedBy: row.reviewedBy,
    uses: uses.map(useOf),
    history: history.map(auditView),
  };
}

function useOf(row: UseRow): MediaUse {
  const { id: mediaId, charterId, draftId, profileId } = row;
  const of = { mediaId, state: mediaState(row) };
  if (charterId) return { ...of, type: "charter", id: charterId, name: row.charterName ?? "" };
  if (draftId) return { ...of, type: "draft", id: draftId, name: row.draftName ?? "" };
  if (profileId) return { ...of, type: "profile", id: profileId, name: row.profileName ?? "" };
  return { ...of, type: "none", id: null, name: "" };
}
