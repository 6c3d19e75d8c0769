import type { Metadata } from "next";
import { videosAddress } from "@/components/staff/videos-address";
import { VideosDesk } from "@/components/staff/videos-desk";
import { listStaffVideos } from "@/lib/domain/video/list-staff-videos";
import { readVideosAddress } from "@/lib/domain/video/schema";
import { forPage } from "@/lib/http/page";

export const metadata: Metadata = { title: "Videos" };

export default async function StaffVideosPage({ searchParams }: PageProps<"/staff/videos">) {
  const query = readVideosAddress(await searchParams);
  const page = await forPage("staff", videosAddress(query), (staff) =>
    listStaffVideos(staff, query),
  );
  return <VideosDesk query={query} page={page} />;
}
