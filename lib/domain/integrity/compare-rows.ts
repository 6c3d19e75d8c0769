// Rows that promise bytes which the store does not have any more, or has otherwise, are flagged and listed, for staff
// and captain to see.
import "server-only";
import { db } from "@/lib/db/client";
import * as findings from "@/lib/db/integrity-repo";
import { listStored, type StoredRow, setMissing } from "@/lib/db/reconcile-repo";
import { log } from "@/lib/log";
import { storeAnswers } from "@/lib/storage/blob-store";
import { judgeRow, type Verdict } from "./judge-row";
import type { Sums } from "./schema";

/** Rows asked for at once; each has up to four files. */
const BATCH = 16;

interface Step {
  /** The id to go on after; null at the end. */
  place: string | null;
  looked: number;
  sums: Partial<Sums>;
  /** The store answers nothing at all: the walk waits there. */
  isStuck: boolean;
}

/** A row with what the store has of it; null when that could not be asked. */
interface Compared {
  row: StoredRow;
  verdict: Verdict | null;
}

/**
 * Compares the next READY rows by id with their bytes. Nothing is ever removed: rows whose bytes are gone are flagged,
 * and bytes that come back take the flag off. A row that the store fails on is left to the next pass, and stops no other.
 *
 * @param options `dryRun` counts and changes nothing
 * @throws AppError database_unavailable
 */
export async function compareRows(after: string, { dryRun }: { dryRun: boolean }): Promise<Step> {
  const rows = await listStored(db(), after, BATCH);
  const last = rows.at(-1);
  if (!last) return { place: null, looked: 0, sums: {}, isStuck: false };
  const compared = await Promise.all(rows.map(async (row) => ({ row, verdict: await ask(row) })));
  const failed = compared.filter(({ verdict }) => verdict === null).length;
  if (failed === rows.length && !(await storeAnswers().catch(() => false)))
    return { place: after, looked: 0, sums: { failed }, isStuck: true };
  const gone = compared.filter(({ row, verdict }) => !row.isMissing && isAt(verdict, "gone"));
  const back = compared.filter(({ row, verdict }) => row.isMissing && verdict === "sound");
  const damaged = compared.filter(({ row, verdict }) => !row.isMissing && isAt(verdict, "damaged"));
  const sums = dryRun
    ? { missing: gone.length, found: back.length, damaged: damaged.length }
    : await write(compared, { gone, back });
  return {
    place: last.id,
    looked: rows.length - failed,
    sums: { ...sums, failed },
    isStuck: false,
  };
}

function ask(row: StoredRow): Promise<Verdict | null> {
  return judgeRow(row).catch((err: unknown) => {
    log().warn({ mediaId: row.id, err }, "a row could not be compared with the store");
    return null;
  });
}

const isAt = (verdict: Verdict | null, is: "gone" | "damaged") =>
  verdict !== null && verdict !== "sound" && verdict.is === is;

async function write(
  compared: readonly Compared[],
  { gone, back }: Record<"gone" | "back", readonly Compared[]>,
): Promise<Partial<Sums>> {
  const rowsOf = (some: readonly Compared[]) => some.map(({ row }) => row);
  const missing = await setMissing(db(), rowsOf(gone), true);
  const found = await setMissing(db(), rowsOf(back), false);
  const kinds = await findings.record(db(), {
    kinds: ["missing", "damaged"],
    looked: compared.flatMap(({ row, verdict }) => (verdict ? [row.id] : [])),
    seen: compared.flatMap(({ row, verdict }) =>
      verdict === null || verdict === "sound"
        ? []
        : [
            {
              // What is flagged and damaged stays flagged.
              kind: row.isMissing || verdict.is === "gone" ? "missing" : "damaged",
              subject: row.id,
              facts: { ...verdict.facts, storageKey: row.storageKey },
            },
          ],
    ),
  });
  await findings.keep(
    db(),
    compared.flatMap(({ row, verdict }) => (verdict ? [] : [row.id])),
  );
  return { missing, found, damaged: kinds.filter((kind) => kind === "damaged").length };
}
