import type { Metadata } from "next";
import { auditAddress } from "@/components/staff/audit-address";
import { AuditDesk } from "@/components/staff/audit-desk";
import { listAudit } from "@/lib/domain/audit/list-audit";
import { readAuditAddress } from "@/lib/domain/audit/schema";
import { forPage } from "@/lib/http/page";

export const metadata: Metadata = { title: "Audit" };

export default async function StaffAuditPage({ searchParams }: PageProps<"/staff/audit">) {
  const query = readAuditAddress(await searchParams);
  const { page, isAdmin } = await forPage("staff", auditAddress(query), async (staff) => ({
    page: await listAudit(staff, query),
    isAdmin: staff.isAdmin,
  }));
  return <AuditDesk query={query} page={page} isAdmin={isAdmin} />;
}
