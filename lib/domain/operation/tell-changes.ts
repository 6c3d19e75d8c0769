// Somebody is told when a metric's status changes, once per change.
import "server-only";
import { db } from "@/lib/db/client";
import * as leaseRepo from "@/lib/db/lease-repo";
import type { System } from "@/lib/domain/actor";
import { METRICS } from "@/lib/domain/health/kinds";
import { measureSuccess } from "@/lib/domain/health/measure-success";
import type { Metric } from "@/lib/domain/health/schema";
import { log } from "@/lib/log";
import { type Alert, toldMetrics } from "./schema";

/** Longer than a round of seven alerts that nobody takes. */
const LEASE_SECONDS = 60;
const ROUND_MS = 40_000;

interface TellResult {
  /** Changes that somebody took note of. */
  posted: number;
  /** Changes that nobody took note of yet; they are posted again by the next round. */
  failed: number;
  /** Changes that are still to be told. */
  remaining: number;
  /** Another round was running: this one did nothing. */
  skipped?: true;
}

/** Nobody has to be told that all is well. */
const UNTOLD = { status: "ok", changes: 0 } as const;

type Told = ReturnType<typeof toldMetrics.parse>["told"];

/**
 * Posts every change since the last round. A metric without data says nothing: what was told of it stays.
 * A receiver that answered after its time gets the same
 * alert, with the same id, once more.
 *
 * @param post delivers one alert or throws; undefined when there is nowhere to post to
 */
export async function tellChanges(
  { requestId }: System,
  post: ((alert: Alert) => Promise<void>) | undefined,
  { dryRun }: { dryRun: boolean },
): Promise<TellResult> {
  const nothing = { posted: 0, failed: 0 };
  if (dryRun || !post) {
    const told = await toldBefore();
    return { ...nothing, remaining: changesSince(told, await measureSuccess()).length };
  }
  const lease = await leaseRepo.claim(db(), leaseRepo.METRICS, LEASE_SECONDS);
  if (!lease) return { ...nothing, remaining: 0, skipped: true };

  const told = await toldBefore();
  const changes = changesSince(told, await measureSuccess());
  const until = performance.now() + ROUND_MS;
  let posted = 0;
  for (const { id: alertId, ...change } of changes) {
    if (performance.now() > until) break;
    try {
      await post({ id: alertId, ...change });
      posted += 1;
      note(told, change);
    } catch (err) {
      log().error({ requestId, alertId, err }, "an alert could not be delivered");
    }
  }
  const left = changesSince(told, changes).length;
  const result = { posted, failed: left, remaining: left };
  await leaseRepo.release(db(), leaseRepo.METRICS, lease, { ...result, told });
  return result;
}

async function toldBefore(): Promise<Told> {
  return toldMetrics.parse(await leaseRepo.lastResult(db(), leaseRepo.METRICS)).told;
}

function changesSince(told: Told, metrics: readonly Metric[]): Alert[] {
  return metrics.flatMap((metric) => {
    const { status: from, changes } = told[metric.name] ?? UNTOLD;
    if (metric.status === "no_data" || metric.status === from) return [];
    const { definition } = METRICS[metric.name];
    return [{ ...metric, id: `${metric.name}-${changes + 1}`, from, definition }];
  });
}

function note(told: Told, { name, status }: Metric): void {
  if (status === "no_data") return;
  told[name] = { status, changes: (told[name] ?? UNTOLD).changes + 1 };
}
