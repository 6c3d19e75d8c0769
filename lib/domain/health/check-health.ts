// Readiness: is each thing the product stands on there, asked seldom and never for long.
import "server-only";
import { db } from "@/lib/db/client";
import { cleanupKeepsUp, databaseAnswers, migrationsAreApplied } from "@/lib/db/health-repo";
import { storeAnswers } from "@/lib/storage/blob-store";
import { HEALTH_CHECKS, type HealthCheck, type HealthReport, type HealthStatus } from "./schema";

const BUDGET_MS = 1_000;
const FRESH_MS = 1_000;

type Probe = () => Promise<boolean>;

/** What a check comes to when its probe does not say yes in time. */
const OTHERWISE: Record<HealthCheck, HealthStatus> = {
  database: "fail",
  migrations: "fail",
  storage: "fail",
  // Limits are counted in each process meanwhile, and what cleanup leaves lying harms nobody for a while.
  rateLimiter: "warn",
  cleanup: "warn",
};

// Of this process: the last report, or the one under way, and the probes that have not come back.
let last: { report: Promise<HealthReport>; finishedAt?: number } | undefined;
const pending = new Map<HealthCheck, Promise<boolean>>();

/**
 * The state of everything the product stands on. Any number of callers share one look, which stays
 * good for a second; a part that hangs costs its budget of a second and is not asked again until its
 * first probe has ended. Never throws.
 *
 * @param limiterAnswers whether the rate limiter does, which only the door knows
 */
export async function checkHealth(limiterAnswers: Probe): Promise<HealthReport> {
  if (last?.finishedAt !== undefined && performance.now() - last.finishedAt > FRESH_MS)
    last = undefined;
  last ??= begin({
    database: () => databaseAnswers(db()),
    migrations: () => migrationsAreApplied(db()),
    storage: storeAnswers,
    rateLimiter: limiterAnswers,
    cleanup: () => cleanupKeepsUp(db()),
  });
  return last.report;
}

function begin(probes: Record<HealthCheck, Probe>): NonNullable<typeof last> {
  const look: NonNullable<typeof last> = { report: lookAtAll(probes) };
  void look.report.then(() => {
    look.finishedAt = performance.now();
  });
  return look;
}

async function lookAtAll(probes: Record<HealthCheck, Probe>): Promise<HealthReport> {
  const results = await Promise.all(
    HEALTH_CHECKS.map(async (name) => [name, await look(name, probes[name])] as const),
  );
  const seen = new Set(results.map(([, { status }]) => status));
  return {
    status: seen.has("fail") ? "fail" : seen.has("warn") ? "warn" : "pass",
    checks: Object.fromEntries(results) as HealthReport["checks"],
  };
}

async function look(name: HealthCheck, probe: Probe): Promise<HealthReport["checks"][HealthCheck]> {
  const startedAt = performance.now();
  const isWell = await withinBudget(pendingOrNew(name, probe));
  const ms = Math.round(performance.now() - startedAt);
  return { status: isWell ? "pass" : OTHERWISE[name], ms };
}

function pendingOrNew(name: HealthCheck, probe: Probe): Promise<boolean> {
  const running =
    pending.get(name) ??
    (async () => probe())()
      .catch(() => false)
      .finally(() => pending.delete(name));
  pending.set(name, running);
  return running;
}

async function withinBudget(probe: Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, BUDGET_MS, false);
  });
  const isWell = await Promise.race([probe, over]);
  clearTimeout(timer);
  return isWell;
}
