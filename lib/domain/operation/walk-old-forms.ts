// The forms of an old system's drafts, a thousand in memory at a time however many there are.
import "server-only";
import { db } from "@/lib/db/client";
import { type LegacyDraft, listLegacyDrafts } from "@/lib/db/legacy-repo";
import { legacyKeyOf } from "./rules";

/** Drafts a statement. */
const BATCH = 1_000;

export interface OldForm extends Omit<LegacyDraft, "photos"> {
  /** Names of files in our store, in the form's order; null where an entry names none in a folder that was given. */
  keys: (string | null)[];
  /** A draft that became a charter has its photos, and one that was deleted wants none: it only says whose they are. */
  wantsPhotos: boolean;
}

/** Every form that lists photos, in the same order each time. */
export async function* walkOldForms(folders: readonly string[]): AsyncGenerator<OldForm[], void> {
  for (let after = ""; ; ) {
    const drafts = await listLegacyDrafts(db(), after, BATCH);
    const last = drafts.at(-1);
    if (!last) return;
    yield drafts.map(({ photos, ...draft }) => ({
      ...draft,
      keys: photos.map((item) => legacyKeyOf(item, folders)),
      wantsPhotos: draft.status !== "SUBMITTED" && draft.status !== "DELETED",
    }));
    after = last.id;
  }
}
