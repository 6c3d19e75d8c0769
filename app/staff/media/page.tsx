import type { Metadata } from "next";
import { MediaDesk } from "@/components/staff/media-desk";
import { reviewAddress } from "@/components/staff/review-address";
import { listStaffMedia } from "@/lib/domain/media/list-staff-media";
import { readReviewAddress } from "@/lib/domain/media/schema";
import { forPage } from "@/lib/http/page";

export const metadata: Metadata = { title: "Media desk" };

export default async function StaffMediaPage({ searchParams }: PageProps<"/staff/media">) {
  const query = readReviewAddress(await searchParams);
  const here = reviewAddress(query);
  const page = await forPage("staff", here, (staff) => listStaffMedia(staff, query));
  return <MediaDesk query={query} page={page} />;
}
