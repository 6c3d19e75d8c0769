import type { Metadata } from "next";
import { metricsAddress } from "@/components/staff/metrics-address";
import { MetricsDesk } from "@/components/staff/metrics-desk";
import { readMetrics } from "@/lib/domain/health/read-metrics";
import { readMetricsAddress } from "@/lib/domain/health/schema";
import { forPage } from "@/lib/http/page";

export const metadata: Metadata = { title: "Metrics" };

export default async function StaffMetricsPage({ searchParams }: PageProps<"/staff/metrics">) {
  const { span } = readMetricsAddress(await searchParams);
  const view = await forPage("staff", metricsAddress({ span }), (staff) =>
    readMetrics(staff, span),
  );
  return <MetricsDesk view={view} />;
}
