// The success metrics, computed from the database however many ask.
import "server-only";
import { db } from "@/lib/db/client";
import { countFigures } from "@/lib/db/metrics-repo";
import { FAILURES, judgeMetrics } from "./rules";
import type { Metric } from "./schema";
import { shareLook } from "./share-look";
import { withinBudget } from "./within-budget";

/** For how long a count stands in for one that takes longer than a caller may wait. */
const STANDS_IN_MS = 60_000;

// Of this process: a count that has not come back, which is not asked for again, and the last that has.
let counting: Promise<Metric[]> | undefined;
let counted: { metrics: Metric[]; at: number } | undefined;

const shared = shareLook(() => {
  counting ??= count().finally(() => {
    counting = undefined;
  });
  const last = counted && performance.now() - counted.at < STANDS_IN_MS ? counted : undefined;
  return withinBudget(counting, last?.metrics ?? judgeMetrics(null));
});

/**
 * Every metric with its verdict. When the database does not say within a second, what it said within the
 * last minute, else "no_data" for all of them.
 */
export async function measureSuccess(): Promise<Metric[]> {
  return shared();
}

async function count(): Promise<Metric[]> {
  const metrics = judgeMetrics(await countFigures(db(), FAILURES).catch(() => null));
  counted = { metrics, at: performance.now() };
  return metrics;
}
