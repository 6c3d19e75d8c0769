// Autosave: merges a patch into a draft that nobody changed since the caller read it.
import "server-only";
import { db } from "@/lib/db/client";
import * as draftRepo from "@/lib/db/draft-repo";
import type { Captain } from "@/lib/domain/actor";
import { fail } from "@/lib/errors/app-error";
import { draftView, mergeDraft } from "./rules";
import type { DraftPatch, DraftView, SaveDraftInput } from "./schema";

/**
 * Objects merge, arrays replace, null clears; the version goes up by one. The merge is made on exactly
 * the version it is written over, so that of two writers at once one wins and the other is told.
 *
 * @throws AppError not_found; invalid_status when no longer a DRAFT; version_conflict with the
 *   `server` copy when clientVersion is not the newest
 */
export async function saveDraft(
  captain: Captain,
  draftId: string,
  input: SaveDraftInput,
): Promise<DraftView> {
  const draft = (await draftRepo.findDraft(db(), captain.userId, draftId)) ?? fail("not_found");
  if (draft.status !== "DRAFT") fail("invalid_status");
  if (draft.version !== input.clientVersion) fail("version_conflict", { server: draftView(draft) });
  const saved = await draftRepo.saveDraft(db(), captain.userId, {
    id: draftId,
    version: draft.version,
    // Merged into what is stored, not what is legible, so that an older form's fields are kept.
    data: mergeDraft(draft.data as DraftPatch, input.dataPartial),
    currentStep: input.currentStep ?? draft.currentStep,
  });
  // Somebody was faster: looking again refuses for the right reason.
  return saved ? draftView(saved) : saveDraft(captain, draftId, input);
}
