// A captain begins a draft.
import "server-only";
import { db } from "@/lib/db/client";
import * as draftRepo from "@/lib/db/draft-repo";
import type { Captain } from "@/lib/domain/actor";
import { draftView, mergeDraft } from "./rules";
import type { DraftPatch, DraftView } from "./schema";

/** A new draft of the caller with version 1. Each call makes another one. */
export async function createDraft(captain: Captain, data: DraftPatch = {}): Promise<DraftView> {
  return draftView(await draftRepo.createDraft(db(), captain.userId, mergeDraft({}, data)));
}
