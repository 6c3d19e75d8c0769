// Captains' videos, for staff.
import "server-only";
import { db } from "@/lib/db/client";
import { findStaffVideos } from "@/lib/db/staff-video-repo";
import type { Staff } from "@/lib/domain/actor";
import { pageByTime } from "@/lib/domain/staff/rules";
import { staffVideoView } from "./rules";
import type { StaffVideosPage, StaffVideosQuery } from "./schema";

/** One page of all videos, of those in one state, or of the stale ones, the newest first, with its neighbours' cursors. */
export async function listStaffVideos(
  _staff: Staff,
  query: StaffVideosQuery,
): Promise<StaffVideosPage> {
  const { status, limit, cursor } = query;
  const reverse = cursor?.towards === "previous";
  // One more than shown tells whether the walk goes on.
  const rows = await findStaffVideos(db(), { status, reverse, beyond: cursor, limit: limit + 1 });
  const { shown, ...cursors } = pageByTime(rows, query);
  return { videos: shown.map(staffVideoView), ...cursors };
}
