// The address of the page of metrics: the time it shows, when that is not the usual one.
import type { MetricSpan } from "@/lib/domain/health/kinds";

export const metricsAddress = ({ span }: { span: MetricSpan }): string =>
  span === "24h" ? "/staff/metrics" : `/staff/metrics?span=${span}`;
