import type { Metadata } from "next";
import { integrityAddress } from "@/components/staff/integrity-address";
import { IntegrityDesk } from "@/components/staff/integrity-desk";
import { listFindings } from "@/lib/domain/integrity/list-findings";
import { readFindingsAddress } from "@/lib/domain/integrity/schema";
import { forPage } from "@/lib/http/page";

export const metadata: Metadata = { title: "Integrity" };

export default async function StaffIntegrityPage({ searchParams }: PageProps<"/staff/integrity">) {
  const query = readFindingsAddress(await searchParams);
  const { page, isAdmin } = await forPage("staff", integrityAddress(query), async (staff) => ({
    page: await listFindings(staff, query),
    isAdmin: staff.isAdmin,
  }));
  return <IntegrityDesk query={query} page={page} isAdmin={isAdmin} />;
}
