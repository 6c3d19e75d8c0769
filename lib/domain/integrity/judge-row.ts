// What the store has of one row, read as far as it takes to know.
import "server-only";
import type { StoredRow } from "@/lib/db/reconcile-repo";
import { renditionsOf } from "@/lib/domain/media/rules";
import { findBlob, withinDeadline } from "@/lib/storage/blob-store";
import { hashBlob } from "@/lib/storage/read-blob";
import type { Facts } from "./schema";

/** Sound, or what was seen of the first file that is not. A file that is gone says more than one that is damaged. */
export type Verdict = "sound" | { is: "gone" | "damaged"; facts: Facts };

/**
 * Asks the store for each of a row's files: whether it is there, of the size that was recorded, and, where a checksum
 * was recorded, whether its bytes still have it. Files are read in pieces and never held.
 *
 * @throws AppError storage_unavailable, also when it takes over 10 s
 */
export async function judgeRow({ storageKey, renditions }: StoredRow): Promise<Verdict> {
  const recorded = new Map<string, Recorded>([[storageKey, {}]]);
  for (const { key, bytes, sha256 } of renditionsOf({ renditions }))
    recorded.set(key, { bytes, sha256 });
  const verdicts = await withinDeadline((signal) =>
    Promise.all([...recorded].map(([key, known]) => judgeFile(key, known, signal))),
  );
  const faults = verdicts.filter((verdict) => verdict !== "sound");
  return faults.find(({ is }) => is === "gone") ?? faults[0] ?? "sound";
}

interface Recorded {
  bytes?: number;
  /** Hex. */
  sha256?: string;
}

async function judgeFile(key: string, known: Recorded, signal: AbortSignal): Promise<Verdict> {
  const stored = await findBlob(key, signal);
  if (!stored) return { is: "gone", facts: { key } };
  const differs = (what: "size" | "checksum", expected: string, found: string): Verdict => ({
    is: "damaged",
    facts: { key, what, expected, found },
  });
  const { bytes, sha256 } = known;
  if (bytes !== undefined && bytes !== stored.bytes)
    return differs("size", String(bytes), String(stored.bytes));
  if (sha256 === undefined) return "sound";
  const found = await hashBlob(stored.url, signal);
  return found === sha256 ? "sound" : differs("checksum", sha256, found);
}
