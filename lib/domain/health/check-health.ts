// Readiness: is each thing the product stands on there, asked seldom and never for long.
import "server-only";
import { type Db, dbOfAnySchema } from "@/lib/db/client";
import { cleanupKeepsUp, databaseAnswers, migrationsAreApplied } from "@/lib/db/health-repo";
import { workerIsThere } from "@/lib/db/video-queue-repo";
import { storeAnswers } from "@/lib/storage/blob-store";
import { HEALTH_CHECKS, type HealthCheck, type HealthReport, type HealthStatus } from "./schema";
import { shareLook } from "./share-look";
import { withinBudget } from "./within-budget";

type Probe = () => Promise<boolean>;

/** What a check comes to when its probe does not say yes in time. */
const OTHERWISE: Record<HealthCheck, HealthStatus> = {
  database: "fail",
  migrations: "fail",
  storage: "fail",
  // Limits are counted in each process meanwhile, and what cleanup leaves lying harms nobody for a while.
  rateLimiter: "warn",
  cleanup: "warn",
  // Videos wait, and the picker takes only those that the browser can prepare.
  worker: "warn",
};

/** A probe that has not come back; `isLate` once it has cost its budget. */
interface Pending {
  answer: Promise<boolean>;
  isLate: boolean;
}
// Of this process.
const pending = new Map<HealthCheck, Pending>();

const shared = shareLook(lookAtAll);

/**
 * The state of everything the product stands on. Any number of callers share one look, which stays
 * good for a second; a part that hangs costs its budget of a second once, and is not asked again until its
 * first probe has ended. Of a database that does not answer one thing nothing else is asked. Never throws.
 *
 * @param limiterAnswers whether the rate limiter does, which only the door knows
 */
export async function checkHealth(limiterAnswers: Probe): Promise<HealthReport> {
  return shared({
    database: () => databaseAnswers(dbOfAnySchema()),
    migrations: onceThere(migrationsAreApplied),
    storage: storeAnswers,
    rateLimiter: limiterAnswers,
    cleanup: onceThere(cleanupKeepsUp),
    worker: onceThere(workerIsThere),
  });
}

/** What is asked only of a database that answers. */
const onceThere =
  (ask: (db: Db) => Promise<boolean>): Probe =>
  async () =>
    (await pending.get("database")?.answer) !== false && ask(dbOfAnySchema());

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
  const running = pending.get(name) ?? begin(name, probe);
  const isWell = !running.isLate && (await withinBudget(running.answer, false));
  running.isLate = true;
  const ms = Math.round(performance.now() - startedAt);
  return { status: isWell ? "pass" : OTHERWISE[name], ms };
}

function begin(name: HealthCheck, probe: Probe): Pending {
  const answer = (async () => probe())()
    .catch(() => false)
    .finally(() => pending.delete(name));
  const begun = { answer, isLate: false };
  pending.set(name, begun);
  return begun;
}
