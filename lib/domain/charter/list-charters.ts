// The caller's finished charters, for the dashboard.
import "server-only";
import * as charterRepo from "@/lib/db/charter-repo";
import { db } from "@/lib/db/client";
import type { Captain } from "@/lib/domain/actor";
import type { CharterSummary } from "./schema";

/** The caller's charters, newest first; never archived ones. */
export async function listCharters(captain: Captain): Promise<CharterSummary[]> {
  const rows = await charterRepo.listCharters(db(), captain.userId);
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}
