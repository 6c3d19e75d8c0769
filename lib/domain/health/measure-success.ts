// The success metrics, computed from the database however many ask.
import "server-only";
import { db } from "@/lib/db/client";
import { countFigures } from "@/lib/db/metrics-repo";
import { ERRORS } from "@/lib/errors/catalogue";
import { judgeMetrics } from "./rules";
import type { Metric } from "./schema";
import { shareLook } from "./share-look";
import { withinBudget } from "./within-budget";

/** The codes a caller can do nothing about. */
const FAILURES = Object.entries(ERRORS).flatMap(([code, { status }]) =>
  status >= 500 ? [code] : [],
);

// Of this process: a count that has not come back is not asked for again.
let counting: Promise<Metric[]> | undefined;

const shared = shareLook(() => {
  counting ??= count().finally(() => {
    counting = undefined;
  });
  return withinBudget(counting, judgeMetrics(null));
});

/** Every metric with its verdict; "no_data" for all of them when the database does not say within a second. */
export async function measureSuccess(): Promise<Metric[]> {
  return shared();
}

async function count(): Promise<Metric[]> {
  return judgeMetrics(await countFigures(db(), FAILURES).catch(() => null));
}
