// One round of the comparison of rows and store, under its lease: whoever asks, the schedule or a page that is open,
// one works and the others are told.
import "server-only";
import * as auditRepo from "@/lib/db/audit-repo";
import { db } from "@/lib/db/client";
import { dropUnseen } from "@/lib/db/integrity-repo";
import * as leaseRepo from "@/lib/db/lease-repo";
import { sizeUp } from "@/lib/db/reconcile-repo";
import type { Staff, System } from "@/lib/domain/actor";
import { auditedBy } from "@/lib/domain/audit/rules";
import { BEGINNING, NO_SUMS, type Pass, reconcileState, type Sums } from "./schema";
import { walkPass } from "./walk-pass";

/** Longer than a step can take, shorter than the patience of whoever waits for one that was killed. */
const LEASE_SECONDS = 30;

interface Round {
  pass: Pass;
  /** It began with this round. */
  isNew: boolean;
  /** What this round found and did. */
  sums: Sums;
}

/**
 * Goes on with the pass that is under way, for `ms` milliseconds. How far it is stands in the lease's row after every
 * step, so one that is killed loses a step at most, and one that is cancelled ends after its step. At its end,
 * findings that it has not seen go off the list.
 *
 * @param options `begin`: in whose name a pass begins when none is under way, null for the schedule; absent, none does
 * @returns null when another round has the lease, or there was nothing to go on with
 * @throws AppError database_unavailable; the pass then goes on where it was
 */
export async function runRound(
  by: Staff | System,
  ms: number,
  { begin }: { begin?: string | null } = {},
): Promise<Round | null> {
  let lease = await leaseRepo.claim(db(), leaseRepo.RECONCILE, LEASE_SECONDS);
  if (!lease) return null;
  const state = reconcileState.parse(await leaseRepo.lastResult(db(), leaseRepo.RECONCILE));
  const isRunning = state.pass?.state === "running";
  if (!isRunning && begin === undefined) {
    await leaseRepo.release(db(), leaseRepo.RECONCILE, lease, state);
    return null;
  }
  const last = state.pass?.state === "done" ? state.pass : state.last;
  const pass = isRunning && state.pass ? state.pass : await newPass(begin ?? null);
  const keep = async (now: Pass) => {
    const noted = { seconds: LEASE_SECONDS, result: { pass: now, last } };
    lease = lease && (await leaseRepo.note(db(), leaseRepo.RECONCILE, lease, noted));
    return lease !== null;
  };
  const walked = await walkPass(pass, { ms, dryRun: false, keep });
  const isNew = !isRunning;
  await writeDown(by, walked.sums);
  if (walked.isStopped) return { ...walked, isNew };
  const ended = await end(walked.pass);
  await leaseRepo.release(db(), leaseRepo.RECONCILE, lease, { pass: ended, last });
  return { pass: ended, sums: walked.sums, isNew };
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

async function newPass(begunBy: string | null): Promise<Pass> {
  const { rows, at } = await sizeUp(db());
  return {
    state: "running",
    begunAt: at.toISOString(),
    endedAt: null,
    begunBy,
    total: rows,
    looked: { rows: 0, videos: 0, store: 0 },
    sums: NO_SUMS,
    places: BEGINNING,
  };
}

async function end(pass: Pass): Promise<Pass> {
  if (Object.values(pass.places).some((place) => place !== null)) return pass;
  await dropUnseen(db(), pass.begunAt);
  return { ...pass, state: "done", endedAt: new Date().toISOString() };
}
