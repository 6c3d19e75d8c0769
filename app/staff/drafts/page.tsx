import type { Metadata } from "next";
import { draftsAddress } from "@/components/staff/drafts-address";
import { DraftsDesk } from "@/components/staff/drafts-desk";
import { listStaffDrafts } from "@/lib/domain/draft/list-staff-drafts";
import { readDraftsAddress } from "@/lib/domain/staff/schema";
import { forPage } from "@/lib/http/page";

export const metadata: Metadata = { title: "Drafts desk" };

export default async function StaffDraftsPage({ searchParams }: PageProps<"/staff/drafts">) {
  const query = readDraftsAddress(await searchParams);
  const page = await forPage("staff", draftsAddress(query), (staff) =>
    listStaffDrafts(staff, query),
  );
  return <DraftsDesk query={query} page={page} />;
}
