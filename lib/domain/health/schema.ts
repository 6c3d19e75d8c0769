// What readiness is made of, and the reports that go out. Browser-safe.
import { z } from "zod";
import type { MetricName, MetricSpec } from "./kinds";

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
