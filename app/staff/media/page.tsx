import type { Metadata } from "next";
import { MediaDesk } from "@/components/staff/media-desk";
import { type ReviewView, reviewAddress } from "@/components/staff/review-address";
import { toReviewItem } from "@/components/staff/review-item";
import { listStaffMedia } from "@/lib/domain/media/list-staff-media";
import { readReviewAddress } from "@/lib/domain/media/schema";
import { getOwnDesk } from "@/lib/domain/staff/get-own-desk";
import { forPage } from "@/lib/http/page";

export const metadata: Metadata = { title: "Media desk" };

export default async function StaffMediaPage({ searchParams }: PageProps<"/staff/media">) {
  const address = await searchParams;
  const view: ReviewView = {
    ...readReviewAddress(address),
    look: address.look === "table" ? "table" : "grid",
  };
  const { page, own, isAdmin } = await forPage("staff", reviewAddress(view), async (staff) => {
    const [page, own] = await Promise.all([listStaffMedia(staff, view), getOwnDesk(staff)]);
    return {
      page: { ...page, items: page.items.map(toReviewItem) },
      own,
      isAdmin: staff.isAdmin,
    };
  });
  return <MediaDesk view={view} page={page} own={own} isAdmin={isAdmin} />;
}
