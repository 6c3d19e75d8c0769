// A captain who fills in several charters at once: photos in no draft are shown in each of them.
import "server-only";
import { db } from "@/lib/db/client";
import { listPlaces } from "@/lib/db/library-repo";
import type { Captain } from "@/lib/domain/actor";

/** The captain's open drafts but this one, the newest first; a name is empty where there is none yet. */
export async function findOtherDrafts(
  { userId }: Captain,
  draftId: string,
): Promise<{ id: string; name: string }[]> {
  const places = await listPlaces(db(), userId);
  return places
    .filter(({ type, id }) => type === "draft" && id !== draftId)
    .map(({ id, name }) => ({ id, name }));
}
