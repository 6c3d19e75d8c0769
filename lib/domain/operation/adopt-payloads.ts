// Photos that only a draft's form knows become their captain's pending media. A form is a client's word: a file
// is looked up in our own store by its name, in folders that the operator named, and no address is ever fetched.
import "server-only";
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
import { identifyOldFile } from "./identify-old-file";
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
  /** Forms of two people name it, and nothing says whose it is. */
  disputed: number;
}

type Outcome = Exclude<keyof Adopted, "found">;

/**
 * Takes over what is not yet, however many photos their captain has waiting: the limit on those is for what is
 * sent, and nothing may be lost here. Harmless to repeat and to break off: the next run goes on.
 *
 * @param options `folders` of the old system that hold photos and nothing private, with their slash;
 *   `dryRun` counts and changes nothing
 * @throws AppError storage_unavailable
 */
export async function adoptPayloads(
  system: System,
  { folders, dryRun }: { folders: readonly string[]; dryRun: boolean },
): Promise<Adopted> {
  const sum: Adopted = { found: 0, imported: 0, known: 0, unusable: 0, absent: 0, disputed: 0 };
  const owners = await findOwners(folders);
  // Files that this run has counted: without rows nothing else knows them in a dry run.
  const seen = new Set<string>();
  for await (const draft of legacyDrafts()) {
    // A draft that became a charter has its photos, and one that was deleted wants none.
    if (draft.status === "SUBMITTED" || draft.status === "DELETED") continue;
    for (const [place, item] of draft.photos.entries()) {
      const key = legacyKeyOf(item, folders);
      const isDisputed = key !== null && owners.get(key) === null;
      const given = key && { draft, place, key, isDisputed, isSeen: seen.has(key), dryRun };
      sum.found++;
      sum[given ? await adopt(system, given) : "unusable"]++;
      if (key) seen.add(key);
    }
  }
  return sum;
}

/** Whose form names each file; null where those of two people do. */
async function findOwners(folders: readonly string[]): Promise<Map<string, string | null>> {
  const owners = new Map<string, string | null>();
  for await (const { userId, photos } of legacyDrafts())
    for (const item of photos) {
      const key = legacyKeyOf(item, folders);
      if (key)
        owners.set(key, (owners.has(key) ? owners.get(key) : userId) === userId ? userId : null);
    }
  return owners;
}

async function* legacyDrafts(): AsyncGenerator<LegacyDraft, void> {
  for (let after = ""; ; ) {
    const drafts = await listLegacyDrafts(db(), after, BATCH);
    yield* drafts;
    const last = drafts.at(-1);
    if (!last) return;
    after = last.id;
  }
}

interface Given {
  draft: LegacyDraft;
  place: number;
  key: string;
  isDisputed: boolean;
  isSeen: boolean;
  dryRun: boolean;
}

async function adopt(system: System, given: Given): Promise<Outcome> {
  const { draft, place, key, isDisputed, isSeen, dryRun } = given;
  // Of the file alone: whichever form names it, it is taken over once.
  const id = identifyOldFile(key);
  if (await isTakenOver(db(), id, key)) return "known";
  if (isDisputed) return "disputed";
  if (isSeen) return "known";
  const blob = await withinDeadline((signal) => findBlob(key, signal));
  if (!blob) return "absent";
  if (dryRun) return "imported";
  const isNew = await inTransaction(async (tx) => {
    const photo = {
      id,
      captainId: await ensureProfile(tx, draft.userId),
      draftId: draft.status === "DRAFT" ? draft.id : null,
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
