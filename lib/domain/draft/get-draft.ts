// One draft of the caller, to go on with or to look back at.
import "server-only";
import { db } from "@/lib/db/client";
import * as draftRepo from "@/lib/db/draft-repo";
import type { Captain } from "@/lib/domain/actor";
import { fail } from "@/lib/errors/app-error";
import { draftView } from "./rules";
import type { DraftView } from "./schema";

/**
 * The caller's own draft, submitted ones included.
 *
 * @throws AppError not_found when absent, deleted or somebody else's
 */
export async function getDraft(captain: Captain, draftId: string): Promise<DraftView> {
  const draft = await draftRepo.findDraft(db(), captain.userId, draftId);
  if (!draft || draft.status === "DELETED") fail("not_found");
  return draftView(draft);
}
