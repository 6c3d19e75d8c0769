// Who claims the files that some forms name: a form is a client's word, so two people may name the same.
import "server-only";
import { walkOldForms } from "./walk-old-forms";

/** How many drafts that name one file are told by their ids. */
const MOST_NAMED = 10;

export interface Claim {
  /** Forms of two people name the file: nothing says whose it is. */
  isDisputed: boolean;
  /** The first that would get the photo. */
  firstId: string | null;
  /** How many drafts name the file, and the first of them. */
  drafts: number;
  draftIds: string[];
}

/**
 * By name, who claims each of these files in any form. Forms are walked once more for it and only these names are
 * kept: which spelling of an address names a file is said in one place, which no SQL could repeat.
 */
export async function findClaims(
  keys: ReadonlySet<string>,
  folders: readonly string[],
): Promise<Map<string, Claim>> {
  const found = new Map<string, Claim & { userId: string }>();
  for await (const forms of walkOldForms(folders))
    for (const { id, userId, keys: named, wantsPhotos } of forms)
      for (const key of new Set(named)) {
        if (key === null || !keys.has(key)) continue;
        const claim = found.get(key) ?? {
          userId,
          isDisputed: false,
          firstId: null,
          drafts: 0,
          draftIds: [],
        };
        claim.isDisputed ||= claim.userId !== userId;
        if (wantsPhotos) claim.firstId ??= id;
        if (++claim.drafts <= MOST_NAMED) claim.draftIds.push(id);
        found.set(key, claim);
      }
  return found;
}
