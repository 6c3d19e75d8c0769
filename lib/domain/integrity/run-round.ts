// One round of the comparison of rows and store, under its lease: whoever asks, the schedule or a page that is open,
// one works and the others are told.
import "server-only";
import * as auditRepo from "@/lib/db/audit-repo";
import { db } from "@/lib/db/client";
import { dropUnseen } from "@/lib/db/integrity-repo";
import * as leaseRepo from "@/lib/db/lease-repo";
import type { Staff, System } from "@/lib/domain/actor";
import { auditedBy } from "@/lib/domain/audit/rules";
import { type Pass, reconcileState, type Sums } from "./schema";
import { walkPass } from "./walk-pass";

/** Longer than a step can take, shorter than the patience of whoever waits for one that was killed. */
const LEASE_SECONDS = 30;

/** Findings taken off the list in one round at most; the next one goes on. */
const UNSEEN_MAX = 5_000;

interface Round {
  pass: Pass;
  /** What this round found and did. */
  sums: Sums;
}

/**
 * Goes on with the pass that is under way, for `ms` milliseconds. How far it is stands in the lease's row after every
 * step, so one that is killed loses a step at most, and one that is cancelled ends after its step. At its end,
 * findings that it has not seen go off the list.
 *
 * @returns null when another round has the lease, or no pass is under way
 * @throws AppError database_unavailable; the pass then goes on where it was
 */
export async function runRound(by: Staff | System, ms: number): Promise<Round | null> {
  let lease = await leaseRepo.claim(db(), leaseRepo.RECONCILE, LEASE_SECONDS);
  if (!lease) return null;
  const { pass, last } = reconcileState.parse(
    await leaseRepo.lastResult(db(), leaseRepo.RECONCILE),
  );
  if (pass?.state !== "running") {
    await leaseRepo.release(db(), leaseRepo.RECONCILE, lease, { pass, last });
    return null;
  }
  const keep = async (now: Pass) => {
    const noted = { seconds: LEASE_SECONDS, result: { pass: now, last } };
    lease = lease && (await leaseRepo.note(db(), leaseRepo.RECONCILE, lease, noted));
    return lease !== null;
  };
  const walked = await walkPass(pass, { ms, dryRun: false, keep });
  await writeDown(by, walked.sums);
  if (walked.isStopped) return walked;
  const ended = await end(walked.pass);
  await leaseRepo.release(db(), leaseRepo.RECONCILE, lease, { pass: ended, last });
  return { pass: ended, sums: walked.sums };
}

/** What a round deleted, flagged or found flagged wrongly is on record, whoever asked for it. */
async function writeDown(by: Staff | System, sums: Sums): Promise<void> {
  if (sums.deleted + sums.missing + sums.found === 0) return;
  await auditRepo.add(db(), {
    ...auditedBy(by),
    entity: "Store",
    entityId: "all",
    action: "reconcile",
    after: { ...sums },
  });
}

async function end(pass: Pass): Promise<Pass> {
  if (Object.values(pass.places).some((place) => place !== null)) return pass;
  if ((await dropUnseen(db(), pass.begunAt, UNSEEN_MAX)) === UNSEEN_MAX) return pass;
  return { ...pass, state: "done", endedAt: new Date().toISOString() };
}
