// Photos that only a draft's form knows become their captain's pending media. A form is a client's word: a file
// is looked up in our own store by its name, in folders that the operator named, and no address is ever fetched.
import "server-only";
import * as auditRepo from "@/lib/db/audit-repo";
import { db, inTransaction } from "@/lib/db/client";
import { addLegacyPhoto, isTakenOver } from "@/lib/db/legacy-repo";
import { ensureProfile } from "@/lib/db/profile-repo";
import type { System } from "@/lib/domain/actor";
import { findBlob, withinDeadline } from "@/lib/storage/blob-store";
import { type Claim, findClaims } from "./find-claims";
import { identifyOldFile } from "./identify-old-file";
import { type OldForm, walkOldForms } from "./walk-old-forms";

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

/** A file that forms of two people name. */
export type Dispute = Pick<Claim, "drafts" | "draftIds"> & { key: string };

/**
 * Takes over what is not yet, however many photos their captain has waiting: the limit on those is for what is
 * sent, and nothing may be lost here. Harmless to repeat and to break off: the next run goes on. Memory holds the
 * forms of two batches, however many there are.
 *
 * @param options `folders` of the old system that hold photos and nothing private, with their slash;
 *   `dryRun` counts and changes nothing; `onDispute` hears once of each file that is left because of one
 * @throws AppError storage_unavailable
 */
export async function adoptPayloads(
  system: System,
  options: {
    folders: readonly string[];
    dryRun: boolean;
    onDispute?: (dispute: Dispute) => void;
  },
): Promise<Adopted> {
  const { folders, dryRun, onDispute } = options;
  const sum: Adopted = { found: 0, imported: 0, known: 0, unusable: 0, absent: 0, disputed: 0 };
  for await (const forms of walkOldForms(folders)) {
    const claimOf = claimsOn(forms, folders);
    for (const form of forms.filter(({ wantsPhotos }) => wantsPhotos))
      for (const [place, key] of form.keys.entries()) {
        sum.found++;
        const given = key && { form, place, key, claimOf, dryRun, onDispute };
        sum[given ? await adopt(system, given) : "unusable"]++;
      }
  }
  return sum;
}

type ClaimOf = (key: string) => Promise<Claim | undefined>;

/** The claims on a batch's files, looked for when first asked: a batch that is taken over asks for none. */
function claimsOn(forms: readonly OldForm[], folders: readonly string[]): ClaimOf {
  let claims: ReturnType<typeof findClaims> | undefined;
  return async (key) => {
    const keys = () => new Set(forms.flatMap((form) => form.keys.filter((one) => one !== null)));
    claims ??= findClaims(keys(), folders);
    return (await claims).get(key);
  };
}

interface Given {
  form: OldForm;
  place: number;
  key: string;
  claimOf: ClaimOf;
  dryRun: boolean;
  onDispute: ((dispute: Dispute) => void) | undefined;
}

async function adopt(system: System, given: Given): Promise<Outcome> {
  const { form, place, key, claimOf, dryRun, onDispute } = given;
  // Of the file alone: whichever form names it, it is taken over once.
  const id = identifyOldFile(key);
  if (await isTakenOver(db(), id, key)) return "known";
  const claim = await claimOf(key);
  // Also where nothing was made of it: a file is counted as what it came to where it is first named.
  const isFirst = claim?.firstId === form.id && form.keys.indexOf(key) === place;
  if (claim?.isDisputed) {
    if (isFirst) onDispute?.({ key, drafts: claim.drafts, draftIds: claim.draftIds });
    return "disputed";
  }
  if (!isFirst) return "known";
  const blob = await withinDeadline((signal) => findBlob(key, signal));
  if (!blob) return "absent";
  if (dryRun) return "imported";
  const isNew = await inTransaction(async (tx) => {
    const photo = {
      id,
      captainId: await ensureProfile(tx, form.userId),
      draftId: form.status === "DRAFT" ? form.id : null,
      url: blob.url,
      storageKey: key,
      sizeBytes: blob.bytes,
      sortOrder: place,
      createdAt: form.createdAt,
    };
    if (!(await addLegacyPhoto(tx, photo))) return false;
    await auditRepo.add(tx, {
      actorRole: "system",
      entity: "CharterMedia",
      entityId: id,
      action: "import",
      after: { draftId: form.id, storageKey: key },
      requestId: system.requestId,
    });
    return true;
  });
  return isNew ? "imported" : "known";
}
