// Does a job of staff, slice by slice, under a lease. What is done to an item is what acting on it by hand
// would do.
import "server-only";
import { randomUUID } from "node:crypto";
import { db } from "@/lib/db/client";
import * as jobRepo from "@/lib/db/staff-job-repo";
import { findMatching } from "@/lib/db/staff-media-repo";
import { actOnItems } from "@/lib/domain/media/act-on-items";
import { soughtBy } from "@/lib/domain/media/rules";
import { reviewFilter } from "@/lib/domain/media/schema";
import { fail } from "@/lib/errors/app-error";
import { startJobInput } from "./schema";

/** Items decided between two looks at whether somebody stopped it. */
const SLICE = 50;
/** Longer than a slice can take, shorter than the patience of whoever waits for a killed one. */
const LEASE_SECONDS = 30;
/** What of a slice is not begun by then is reported as busy. */
const SLICE_MS = 15_000;

/**
 * Goes on with a running job until it ends, is stopped, or no more slices may begin. Each item is acted on
 * once and counted once, whatever breaks off in between: what a slice holds is written down before it is
 * acted on, and the audit entries tell afterwards what was done. A job whose owner is no longer staff is
 * stopped; of one that is stopped, what its last slice came to is counted. Whoever calls has proven that they may.
 *
 * @param until no slice begins after it (of performance.now())
 * @returns whether it was this call that had it; false while another one has, and when it has ended
 * @throws AppError database_unavailable; the job then goes on where it was
 */
export async function runJob(id: string, until: number): Promise<boolean> {
  const owner = randomUUID();
  const job = await jobRepo.hold(db(), id, owner, LEASE_SECONDS);
  if (!job) return false;
  let end: "done" | "cancelled" | undefined;
  try {
    end = await work(job, owner, until);
  } finally {
    // When the database is gone, the lease runs out by itself.
    await jobRepo.letGo(db(), id, owner, end).catch(() => undefined);
  }
  return true;
}

async function work(job: jobRepo.HeldJob, owner: string, until: number) {
  let { slice } = job;
  let counted: Counted = job;
  if (!job.role || job.state === "cancelled") {
    const acted = await jobRepo.findActedBy(db(), job.id, slice);
    await jobRepo.settleSlice(db(), job.id, owner, sum(counted, { done: acted.size, failed: {} }));
    return "cancelled" as const;
  }
  let beyond = job.cursorAt && { at: job.cursorAt.getTime(), id: job.cursorId ?? "" };
  do {
    if (slice.length === 0) {
      const found = await findMeant(job, { beyond: beyond ?? undefined });
      const last = found.at(-1);
      if (!last) return "done" as const;
      slice = found.map(({ id }) => id);
      beyond = { at: last.createdAt.getTime(), id: last.id };
      const noted = { slice, at: last.createdAt, last: last.id };
      if (!(await jobRepo.openSlice(db(), job.id, owner, noted, LEASE_SECONDS))) return undefined;
    }
    counted = sum(counted, await actOnSlice(job, job.role === "ADMIN", slice));
    if (!(await jobRepo.settleSlice(db(), job.id, owner, counted))) return undefined;
    slice = [];
  } while (performance.now() < until);
  return undefined;
}

/** What of all there is, or of `ids` alone, the job means. */
function findMeant(
  job: jobRepo.StoredJob,
  within: { beyond?: { at: number; id: string } | undefined } | { ids: readonly string[] },
) {
  const sought = soughtBy(reviewFilter.parse(job.filter));
  const { before } = sought;
  return findMatching(db(), {
    ...sought,
    // What came later was not meant.
    before: before && before < job.createdAt ? before : job.createdAt,
    sort: "oldest",
    reverse: false,
    ...within,
    limit: SLICE,
  });
}

type Counted = Pick<jobRepo.StoredJob, "done" | "failed">;

async function actOnSlice(
  job: jobRepo.StoredJob,
  isAdmin: boolean,
  slice: string[],
): Promise<Counted> {
  const { filter, action, captainId, reason } = startJobInput.parse({
    ...(job.input as object),
    filter: job.filter,
  });
  const before = await jobRepo.findActedBy(db(), job.id, slice);
  const open = slice.filter((id) => !before.has(id));
  // A slice may have lain for a day: what does not match any more is not meant any more.
  const meant = new Set((await findMeant(job, { ids: open })).map(({ id }) => id));
  const mediaIds = open.filter((id) => meant.has(id));
  const { failed } = await actOnItems(
    { as: "staff", userId: job.userId, isAdmin, requestId: job.id },
    { action, captainId, reason, mediaIds, from: filter.state },
    performance.now() + SLICE_MS,
  );
  // It is tried again as a whole, which changes nothing twice.
  if (failed.some(({ error }) => error === "database_unavailable")) fail("database_unavailable");
  // Not from what was just said: somebody whose lease ran out may have acted at the same moment.
  const acted = await jobRepo.findActedBy(db(), job.id, slice);
  const counts: Record<string, number> = {};
  const changed = open.filter((id) => !meant.has(id));
  const refused = [...failed, ...changed.map((id) => ({ id, error: "media_changed" as const }))];
  for (const { id, error } of refused) if (!acted.has(id)) counts[error] = (counts[error] ?? 0) + 1;
  return { done: acted.size, failed: counts };
}

function sum(a: Counted, b: Counted): Counted {
  const failed = { ...a.failed };
  for (const [error, count] of Object.entries(b.failed))
    failed[error] = (failed[error] ?? 0) + count;
  return { done: a.done + b.done, failed };
}
