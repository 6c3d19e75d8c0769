// Rows that promise bytes which the store does not have any more are flagged, for staff and captain to see.
import "server-only";
import { db } from "@/lib/db/client";
import { listStored, type StoredRow, setMissing } from "@/lib/db/reconcile-repo";
import { renditionsOf } from "@/lib/domain/media/rules";
import { log } from "@/lib/log";
import { findBlob, storeAnswers, withinDeadline } from "@/lib/storage/blob-store";

/** Rows asked for at once; each has up to four names. */
const BATCH = 16;

interface Walk {
  /** The id to go on after; null at the end. */
  after: string | null;
  /** Newly flagged. */
  missing: number;
  /** Flagged before, and there again. */
  found: number;
  failed: number;
}

/**
 * Walks the READY rows by id and asks the store for each one's bytes. Nothing is ever removed: bytes that
 * come back take the flag off. A row that the store fails on is left to the next pass, and stops no other; where
 * the store answers nothing at all the walk stops, and goes on there.
 *
 * @param options `until` by performance.now(); `dryRun` counts and changes nothing
 * @throws AppError database_unavailable
 */
export async function flagMissing(
  after: string,
  { until, dryRun }: { until: number; dryRun: boolean },
): Promise<Walk> {
  const walk: Walk = { after, missing: 0, found: 0, failed: 0 };
  while (walk.after !== null && performance.now() < until) {
    const rows = await listStored(db(), walk.after, BATCH);
    const last = rows.at(-1);
    if (!last) return { ...walk, after: null };
    const { gone, back, failed } = await compare(rows);
    walk.failed += failed;
    if (failed === rows.length && !(await storeAnswers().catch(() => false))) return walk;
    walk.missing += dryRun ? gone.length : await setMissing(db(), gone, true);
    walk.found += dryRun ? back.length : await setMissing(db(), back, false);
    walk.after = last.id;
  }
  return walk;
}

/** A store that does not answer says nothing about what it has: such a row is neither gone nor back. */
async function compare(rows: StoredRow[]) {
  const whole = await Promise.all(rows.map(isWhole));
  return {
    gone: rows.filter(({ isMissing }, at) => !isMissing && whole[at] === false),
    back: rows.filter(({ isMissing }, at) => isMissing && whole[at] === true),
    failed: whole.filter((verdict) => verdict === null).length,
  };
}

/** Whether the store has all of a row's bytes; null when it can't be asked. */
async function isWhole({ id, storageKey, renditions }: StoredRow): Promise<boolean | null> {
  const keys = new Set([storageKey, ...renditionsOf({ renditions }).map(({ key }) => key)]);
  try {
    const found = await withinDeadline((signal) =>
      Promise.all([...keys].map((key) => findBlob(key, signal))),
    );
    return found.every((blob) => blob !== null);
  } catch (err) {
    log().warn({ mediaId: id, err }, "a row could not be compared with the store");
    return null;
  }
}
