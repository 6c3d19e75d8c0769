// Rows and store are compared, a slice a round: each promises what the other must keep.
import "server-only";
import { db } from "@/lib/db/client";
import { countAfter } from "@/lib/db/reconcile-repo";
import type { System } from "@/lib/domain/actor";
import { beginPass } from "./begin-pass";
import { newPass } from "./rules";
import { runRound } from "./run-round";
import type { Sums } from "./schema";
import { walkPass } from "./walk-pass";

/** Steps begin in this time; a platform ends the request after 60 s. */
const ROUND_MS = 38_000;

interface ReconcileResult extends Partial<Sums> {
  deleted: number;
  failed: number;
  /** Rows that this pass has not reached yet; of a dry run, what it would change. */
  remaining: number;
  /** The pass came to its end; the next round begins a new one. */
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
  if (dryRun) return rehearse();
  await beginPass(system);
  const round = await runRound(system, ROUND_MS);
  if (!round) return { deleted: 0, failed: 0, remaining: 0, skipped: true };
  const { pass, sums } = round;
  const { rows } = pass.places;
  const remaining = rows === null ? 0 : await countAfter(db(), rows);
  return { ...sums, remaining, complete: pass.state === "done" };
}

async function rehearse(): Promise<ReconcileResult> {
  const pass = newPass({ rows: 0, at: new Date(), begunBy: null });
  const keep = async () => true;
  const { pass: walked, sums } = await walkPass(pass, { ms: ROUND_MS, dryRun: true, keep });
  const { failed, ...found } = sums;
  const remaining = Object.values(found).reduce((sum, count) => sum + count, 0);
  const complete = Object.values(walked.places).every((place) => place === null);
  return { ...sums, deleted: 0, remaining, complete };
}
