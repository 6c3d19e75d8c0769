import type { Metadata } from "next";
import { StaffDraftPage } from "@/components/staff/draft-page";
import { getStaffDraft } from "@/lib/domain/draft/get-staff-draft";
import { draftParams } from "@/lib/domain/draft/schema";
import { fail } from "@/lib/errors/app-error";
import { forPage } from "@/lib/http/page";

export const metadata: Metadata = { title: "Draft" };

export default async function OneDraftPage({ params }: PageProps<"/staff/drafts/[draftId]">) {
  const { draftId } = await params;
  const detail = await forPage("staff", `/staff/drafts/${draftId}`, async (staff) => {
    const { id } = draftParams.safeParse({ id: draftId }).data ?? fail("not_found");
    return getStaffDraft(staff, id);
  });
  return <StaffDraftPage detail={detail} />;
}
