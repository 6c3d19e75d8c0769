// The caller's drafts, for the dashboard.
import "server-only";
import { db } from "@/lib/db/client";
import * as draftRepo from "@/lib/db/draft-repo";
import type { Captain } from "@/lib/domain/actor";
import { draftView } from "./rules";
import type { DraftView } from "./schema";

/** The caller's drafts, newest first and submitted ones included; never deleted ones. */
export async function listDrafts(captain: Captain): Promise<DraftView[]> {
  return (await draftRepo.listDrafts(db(), captain.userId)).map(draftView);
}
