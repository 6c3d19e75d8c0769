// Photos whose files stand under the old system's names get a copy below the product's own folder. The old file
// stays: a form or a page of the old system may still name it.
import "server-only";
import { randomUUID } from "node:crypto";
import * as auditRepo from "@/lib/db/audit-repo";
import { db, inTransaction } from "@/lib/db/client";
import { listOldFiles, moveToCopy, OLD_FILE } from "@/lib/db/legacy-repo";
import { expectBlob, loosenBlobs, takeBlob } from "@/lib/db/loose-blob-repo";
import type { System } from "@/lib/domain/actor";
import { copyBlob, findBlob, withinDeadline } from "@/lib/storage/blob-store";
import { identifyOldFile } from "./identify-old-file";

const BATCH = 50;
/** For how long a copy that no row names yet is kept. */
const KEEP_SECONDS = 3_600;

/** What became of the files under old names; together they are `found`. */
interface Copied {
  found: number;
  copied: number;
  /** The store has nothing under that name; reconcile flags their rows. */
  absent: number;
  /** Its rows went elsewhere while it was copied. */
  left: number;
}

/**
 * Copies what stands under old names and lets its rows stand on the copy. Harmless to repeat and to break off:
 * the next run goes on.
 *
 * @param options `dryRun` counts and changes nothing
 * @throws AppError storage_unavailable
 */
export async function copyOldFiles(
  system: System,
  { dryRun }: { dryRun: boolean },
): Promise<Copied> {
  const sum: Copied = { found: 0, copied: 0, absent: 0, left: 0 };
  for (let after = ""; ; ) {
    const keys = await listOldFiles(db(), after, BATCH);
    for (const key of keys) {
      sum.found++;
      sum[await moveOne(system, key, dryRun)]++;
    }
    const last = keys.at(-1);
    if (last === undefined) return sum;
    after = last;
  }
}

async function moveOne(
  system: System,
  from: string,
  dryRun: boolean,
): Promise<"copied" | "absent" | "left"> {
  if (!(await withinDeadline((signal) => findBlob(from, signal)))) return "absent";
  if (dryRun) return "copied";
  const to = nameCopy(from);
  // Known before it exists: a run that breaks off here leaves nothing that nobody knows of.
  await expectBlob(db(), to, KEEP_SECONDS);
  const url = await withinDeadline((signal) => copyBlob(from, to, signal));
  return inTransaction(async (tx) => {
    // Its time is over when this took more than an hour: the copy may be gone, so the rows stay where they are.
    if (!(await takeBlob(tx, to))) return "left";
    const ids = await moveToCopy(tx, { from, to, url });
    if (ids.length === 0) {
      await loosenBlobs(tx, [to]);
      return "left";
    }
    const change = {
      actorRole: "system" as const,
      action: "copy",
      before: { storageKey: from },
      after: { storageKey: to },
      requestId: system.requestId,
    };
    await auditRepo.addAll(tx, [
      // By this a form that names the file is known to be served, whatever becomes of the rows.
      { ...change, entity: OLD_FILE, entityId: identifyOldFile(from) },
      ...ids.map((entityId) => ({ ...change, entity: "CharterMedia", entityId })),
    ]);
    return "copied";
  });
}

/** A name that no copy before it had: one that broke off may still be on its way out of the store. */
function nameCopy(key: string): string {
  const extension = key.split(".").at(-1)?.toLowerCase() ?? "";
  const name = `photos/${randomUUID().replaceAll("-", "")}/legacy`;
  return /^[a-z0-9]{1,5}$/.test(extension) ? `${name}.${extension}` : name;
}
