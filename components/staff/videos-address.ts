// The address of one view of the videos.
import type { StaffVideosQuery } from "@/lib/domain/video/schema";

/** The address of all videos or of those asked for, or of the page of them that `cursor` names. */
export function videosAddress(
  { status }: Pick<StaffVideosQuery, "status">,
  cursor?: string,
): string {
  const search = new URLSearchParams({
    ...(status && { status }),
    ...(cursor && { cursor }),
  }).toString();
  return search ? `/staff/videos?${search}` : "/staff/videos";
}
