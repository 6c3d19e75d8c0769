// What readiness is made of, and the report that goes out. Browser-safe.

export const HEALTH_CHECKS = [
  "database",
  "migrations",
  "storage",
  "rateLimiter",
  "cleanup",
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
