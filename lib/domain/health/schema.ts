// What readiness is made of, and the reports that go out. Browser-safe.
import { z } from "zod";
import { METRIC_SPANS, type MetricName, type MetricSpan, type MetricSpec } from "./kinds";

export const HEALTH_CHECKS = [
  "database",
  "migrations",
  "storage",
  "rateLimiter",
  "cleanup",
  "worker",
] as const;
export type HealthCheck = (typeof HEALTH_CHECKS)[number];

/** "warn": something that the product can do without for a while is down. */
export type HealthStatus = "pass" | "warn" | "fail";

/** Never a host, a user, a driver's words or a number of customers: anybody may read it. */
export interface HealthReport {
  /** The worst of the checks. */
  status: HealthStatus;
  /** `ms` is how long the check took, at most its budget of a second. */
  checks: Record<HealthCheck, { status: HealthStatus; ms: number }>;
}

/** "no_data": nothing happened in the window, or the database could not be asked. */
export type MetricStatus = "ok" | "warn" | "critical" | "no_data";

/** One success metric, for operators; METRICS says what each one counts. */
export interface Metric {
  name: MetricName;
  value: number | null;
  target: number;
  critical: number;
  status: MetricStatus;
  window: MetricSpec["window"];
}

export const healthQuery = z.object({
  /** JSON unless said, here or by Accept. */
  format: z.enum(["json", "openmetrics"]).optional(),
});

/** The page of metrics from its address, where what does not fit counts as not said. */
export function readMetricsAddress(address: Record<string, unknown>): { span: MetricSpan } {
  const span = z.enum(Object.keys(METRIC_SPANS) as [MetricSpan, ...MetricSpan[]]).catch("24h");
  return { span: span.parse(address.span) };
}

/** One metric over the time of the page; empty when no past of it is kept. */
export interface MetricHistory extends Metric {
  /** The oldest first; `value` is null where nothing happened. Per-hour metrics are an hour's average. */
  points: { from: string; value: number | null }[];
}

/** Steps of a way, each a part of the one before it. */
export type Funnel = { step: FunnelStep; count: number }[];
export const FUNNEL_STEPS = [
  "sent",
  "stored",
  "kept",
  "linked",
  "begun",
  "withPhotos",
  "submitted",
] as const;
export type FunnelStep = (typeof FUNNEL_STEPS)[number];

/** What staff see of the metrics. Times are ISO 8601. */
export interface MetricsView {
  span: MetricSpan;
  metrics: MetricHistory[];
  uploads: Funnel;
  drafts: Funnel;
  finalize: { answered: number; done: number };
  refusals: { operation: string; code: string; times: number }[];
  slowLoads: { ms: number; at: string; requestId: string | null }[];
}
