// Rows and store are compared, a slice a round: each promises what the other must keep.
import "server-only";
import * as auditRepo from "@/lib/db/audit-repo";
import { db } from "@/lib/db/client";
import * as leaseRepo from "@/lib/db/lease-repo";
import { countAfter } from "@/lib/db/reconcile-repo";
import type { System } from "@/lib/domain/actor";
import { flagMissing } from "./flag-missing";
import { reconcilePlace } from "./schema";
import { sweepStrays } from "./sweep-strays";

/** Until when each half may begin something more; what waits for a store that hangs takes 10 s longer. */
const ROWS_MS = 15_000;
const STORE_MS = 38_000;
/** Longer than a round, shorter than the patience of whoever waits for a killed one to be repeated. */
const LEASE_SECONDS = 60;

interface ReconcileResult {
  /** Stored files that no row named, seen twice. */
  deleted: number;
  /** What could not be compared or removed now and will be tried again. */
  failed: number;
  /** Rows that this pass has not reached yet; of a dry run, what it would change. */
  remaining: number;
  /** Rows newly flagged as missing their bytes. */
  missing?: number;
  /** Rows whose bytes are back. */
  found?: number;
  /** Stored files that no row names, seen for the first time. */
  quarantined?: number;
  /** Both walks came to their end; the next round begins anew. */
  complete?: boolean;
  /** Another round was running: this one did nothing. */
  skipped?: true;
}

/**
 * One round, 50 seconds at most, that goes on where the last one stopped. Of two at once one works and the
 * other answers `skipped`.
 *
 * @param options `dryRun` looks from the beginning, for as long, and changes nothing
 */
export async function reconcileStore(
  system: System,
  { dryRun }: { dryRun: boolean },
): Promise<ReconcileResult> {
  if (dryRun) {
    const { rows, store } = await walk({ after: "", store: { folder: 0 } }, true);
    const remaining = rows.missing + rows.found + store.quarantined + store.deleted;
    return { ...sum({ rows, store }), deleted: 0, remaining };
  }
  const lease = await leaseRepo.claim(db(), leaseRepo.RECONCILE, LEASE_SECONDS);
  if (!lease) return { deleted: 0, failed: 0, remaining: 0, skipped: true };

  const earlier = await leaseRepo.lastResult(db(), leaseRepo.RECONCILE);
  const place = reconcilePlace.parse(earlier);
  const walks = await walk(place, false);
  const { rows, store } = walks;
  const remaining = rows.after === null ? 0 : await countAfter(db(), rows.after);
  const result = { ...sum(walks), remaining };
  if (result.deleted + result.missing + result.found > 0) await audit(system, result);
  // A half that is through waits for the other, so that a pass looks at everything once.
  const next = result.complete ? {} : { after: rows.after, store: store.at };
  await leaseRepo.release(db(), leaseRepo.RECONCILE, lease, { ...result, ...next });
  return result;
}

type Walks = Awaited<ReturnType<typeof walk>>;

async function walk(
  place: { after: string | null; store: Parameters<typeof sweepStrays>[0] | null },
  dryRun: boolean,
) {
  const start = performance.now();
  const rows =
    place.after === null
      ? { after: null, missing: 0, found: 0, failed: 0 }
      : await flagMissing(place.after, { until: start + ROWS_MS, dryRun });
  const store =
    place.store === null
      ? { at: null, quarantined: 0, deleted: 0, failed: 0 }
      : await sweepStrays(place.store, { until: start + STORE_MS, dryRun });
  return { rows, store };
}

function sum({ rows, store }: Walks) {
  return {
    deleted: store.deleted,
    failed: rows.failed + store.failed,
    missing: rows.missing,
    found: rows.found,
    quarantined: store.quarantined,
    complete: rows.after === null && store.at === null,
  };
}

function audit({ requestId }: System, after: ReturnType<typeof sum>): Promise<void> {
  return auditRepo.add(db(), {
    actorRole: "system",
    entity: "Store",
    entityId: "all",
    action: "reconcile",
    after,
    requestId,
  });
}
