import type { Metadata } from "next";
import { MediaDesk } from "@/components/staff/media-desk";
import { type ReviewView, reviewAddress } from "@/components/staff/review-address";
import { listStaffMedia } from "@/lib/domain/media/list-staff-media";
import { readReviewAddress } from "@/lib/domain/media/schema";
import { forPage } from "@/lib/http/page";

export const metadata: Metadata = { title: "Media desk" };

export default async function StaffMediaPage({ searchParams }: PageProps<"/staff/media">) {
  const address = await searchParams;
  const view: ReviewView = {
    ...readReviewAddress(address),
    look: address.look === "table" ? "table" : "grid",
  };
  const { page, isAdmin } = await forPage("staff", reviewAddress(view), async (staff) => ({
    page: await listStaffMedia(staff, view),
    isAdmin: staff.isAdmin,
  }));
  return <MediaDesk view={view} page={page} isAdmin={isAdmin} />;
}
