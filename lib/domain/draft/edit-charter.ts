// A captain opens a finished charter to change it: a draft that will finalize into that charter.
import "server-only";
import { findCharter } from "@/lib/db/charter-repo";
import { db } from "@/lib/db/client";
import * as draftRepo from "@/lib/db/draft-repo";
import type { Captain } from "@/lib/domain/actor";
import { draftOfCharter } from "@/lib/domain/charter/rules";
import { fail } from "@/lib/errors/app-error";
import { draftView, mergeDraft } from "./rules";
import type { DraftView } from "./schema";

/**
 * A new draft that says what the charter says, and remembers the charter's version. The charter's photos
 * stay on it. Each call makes another draft; the first one submitted wins.
 *
 * @throws AppError not_found when absent, archived or somebody else's
 */
export async function editCharter(captain: Captain, charterId: string): Promise<DraftView> {
  const charter = (await findCharter(db(), charterId, captain.userId)) ?? fail("not_found");
  const trips = charter.trips.map((trip) => ({
    ...trip,
    price: Number(trip.price),
    promoPrice: trip.promoPrice === null ? null : Number(trip.promoPrice),
  }));
  const data = mergeDraft({}, draftOfCharter({ ...charter, trips }));
  const { version } = charter;
  return draftView(await draftRepo.createDraft(db(), captain.userId, data, { charterId, version }));
}
