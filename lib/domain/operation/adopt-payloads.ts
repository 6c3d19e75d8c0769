// Photos that only a draft's form knows become their captain's pending media. A form is a client's word: a file
// is looked up in our own store by its name, in folders that the operator named, and no address is ever fetched.
import "server-only";
import { createHash } from "node:crypto";
import * as auditRepo from "@/lib/db/audit-repo";
import { db, inTransaction } from "@/lib/db/client";
import {
  addLegacyPhoto,
  isTakenOver,
  type LegacyDraft,
  listLegacyDrafts,
} from "@/lib/db/legacy-repo";
import { ensureProfile } from "@/lib/db/profile-repo";
import type { System } from "@/lib/domain/actor";
import { findBlob, withinDeadline } from "@/lib/storage/blob-store";
import { nameAdopted } from "./name-adopted";
import { legacyKeyOf } from "./rules";

/** Drafts a statement. */
const BATCH = 50;

/** What became of the photos in the forms; together they are `found`. */
interface Adopted {
  found: number;
  imported: number;
  /** A row names the file already, or did when it was taken over before. */
  known: number;
  /** No name of a photo in one of the folders. */
  unusable: number;
  /** The store has nothing under that name. */
  absent: number;
}

/**
 * Takes over what is not yet. Harmless to repeat and to break off: the next run goes on.
 *
 * @param options `folders` of the old system that hold photos and nothing private, with their slash;
 *   `dryRun` counts and changes nothing
 * @throws AppError storage_unavailable
 */
export async function adoptPayloads(
  system: System,
  { folders, dryRun }: { folders: readonly string[]; dryRun: boolean },
): Promise<Adopted> {
  const sum: Adopted = { found: 0, imported: 0, known: 0, unusable: 0, absent: 0 };
  // Files that this run has counted: without rows nothing else knows them in a dry run.
  const seen = new Set<string>();
  for (let after = ""; ; ) {
    const drafts = await listLegacyDrafts(db(), after, BATCH);
    for (const draft of drafts)
      for (const [place, item] of draft.photos.entries()) {
        const key = legacyKeyOf(item, folders);
        const outcome = key
          ? await adopt(system, { draft, place, key, isSeen: seen.has(key), dryRun })
          : "unusable";
        if (key) seen.add(key);
        sum.found++;
        sum[outcome]++;
      }
    const last = drafts.at(-1);
    if (!last) return sum;
    after = last.id;
  }
}

async function adopt(
  system: System,
  given: { draft: LegacyDraft; place: number; key: string; isSeen: boolean; dryRun: boolean },
): Promise<"imported" | "known" | "absent"> {
  const { draft, place, key, isSeen, dryRun } = given;
  // Of the file alone: whichever form names it, it is taken over once.
  const id = `c${createHash("sha256").update(`legacy:${key}`).digest("hex").slice(0, 24)}`;
  if (isSeen || (await isTakenOver(db(), id, [key, nameAdopted(key)]))) return "known";
  const blob = await withinDeadline((signal) => findBlob(key, signal));
  if (!blob) return "absent";
  if (dryRun) return "imported";
  const isNew = await inTransaction(async (tx) => {
    const photo = {
      id,
      captainId: await ensureProfile(tx, draft.userId),
      draftId: draft.isOpen ? draft.id : null,
      url: blob.url,
      storageKey: key,
      sizeBytes: blob.bytes,
      sortOrder: place,
      createdAt: draft.createdAt,
    };
    if (!(await addLegacyPhoto(tx, photo))) return false;
    await auditRepo.add(tx, {
      actorRole: "system",
      entity: "CharterMedia",
      entityId: id,
      action: "import",
      after: { draftId: draft.id, storageKey: key },
      requestId: system.requestId,
    });
    return true;
  });
  return isNew ? "imported" : "known";
}
