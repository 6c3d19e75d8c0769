// Rows that promise bytes which the store does not have any more are flagged, for staff and captain to see.
import "server-only";
import { db } from "@/lib/db/client";
import { listStored, type StoredRow, setMissing } from "@/lib/db/reconcile-repo";
import { renditionsOf } from "@/lib/domain/media/rules";
import { log } from "@/lib/log";
import { findBlob, withinDeadline } from "@/lib/storage/blob-store";

/** Rows a statement and a deadline; each has up to four names. */
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
 * come back take the flag off.
 *
 * @param options `until` by performance.now(); `dryRun` counts and changes nothing
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
    try {
      const { gone, back } = await compare(rows);
      walk.missing += dryRun ? gone.length : await setMissing(db(), gone, true);
      walk.found += dryRun ? back.length : await setMissing(db(), back, false);
      walk.after = last.id;
    } catch (err) {
      // A store that does not answer says nothing about what it has. The next round begins here.
      log().warn({ err }, "rows could not be compared with the store");
      return { ...walk, failed: walk.failed + rows.length };
    }
  }
  return walk;
}

async function compare(rows: StoredRow[]): Promise<{ gone: StoredRow[]; back: StoredRow[] }> {
  const whole = await withinDeadline((signal) =>
    Promise.all(
      rows.map(async ({ storageKey, renditions }) => {
        const keys = new Set([storageKey, ...renditionsOf({ renditions }).map(({ key }) => key)]);
        const found = await Promise.all([...keys].map((key) => findBlob(key, signal)));
        return found.every((blob) => blob !== null);
      }),
    ),
  );
  return {
    gone: rows.filter(({ isMissing }, at) => !isMissing && !whole[at]),
    back: rows.filter(({ isMissing }, at) => isMissing && whole[at]),
  };
}
