// A captain looks at their own photos, and nobody else's.
import "server-only";
import { db } from "@/lib/db/client";
import * as photoListRepo from "@/lib/db/photo-list-repo";
import type { Captain } from "@/lib/domain/actor";
import { fail } from "@/lib/errors/app-error";
import { toMediaView } from "./rules";
import { type CaptainPhotosQuery, type MediaView, photoCursorText } from "./schema";

/** As many as a captain may have pending, so that one page holds them all. */
const PAGE = 200;

/**
 * The captain's photos by sortOrder, then createdAt: without a state all that are not in the trash; with
 * `draftId` those of that draft, which while it is open are what its finalize would take.
 *
 * @throws AppError not_found for a draft that is not the captain's
 */
export async function listCaptainPhotos(
  { userId }: Captain,
  { draftId, state, cursor }: CaptainPhotosQuery,
): Promise<{ photos: MediaView[]; nextCursor: string | null }> {
  const list = state ?? "all";
  const from = { after: cursor, limit: PAGE + 1 };
  const rows = draftId
    ? await photoListRepo.listDraftPhotos(db(), userId, draftId, list, from)
    : await photoListRepo.listPhotos(db(), userId, list, from);
  const page = (rows ?? fail("not_found")).slice(0, PAGE);
  const last = page.at(-1);
  const hasMore = (rows?.length ?? 0) > PAGE;
  return {
    photos: page.map(toMediaView),
    nextCursor: hasMore && last ? photoCursorText(last) : null,
  };
}
