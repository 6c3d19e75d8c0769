// Captains for staff to choose from, with the charters that media can be linked to.
import "server-only";
import { db } from "@/lib/db/client";
import { findCaptains } from "@/lib/db/staff-detail-repo";
import type { Staff } from "@/lib/domain/actor";
import type { CaptainChoice, CaptainsQuery } from "./schema";

/** Ten at most by a part of a name or e-mail, or the one of an id; nobody when neither is given. One statement. */
export async function listCaptains(
  _staff: Staff,
  { q, captainId }: CaptainsQuery,
): Promise<{ captains: CaptainChoice[] }> {
  if (!q && !captainId) return { captains: [] };
  return { captains: await findCaptains(db(), { search: q, captainId }) };
}
