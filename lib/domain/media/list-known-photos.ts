// A captain asks, before sending files, which of them they have uploaded already.
import "server-only";
import { db } from "@/lib/db/client";
import * as photoListRepo from "@/lib/db/photo-list-repo";
import type { Captain } from "@/lib/domain/actor";
import { mediaState, toMediaView } from "./rules";
import type { KnownPhoto, MediaState } from "./schema";

/** Which row stands for a file that has several: the one the captain could use first. */
const PREFERENCE: readonly MediaState[] = ["pending", "linked", "trash"];

/**
 * One entry for each of these files that the captain has, in the order asked; files nobody has and files
 * of others look the same: they are not in the list.
 */
export async function listKnownPhotos(
  { userId }: Captain,
  sha256: readonly string[],
): Promise<KnownPhoto[]> {
  const asked = [...new Set(sha256)];
  const rows = await photoListRepo.findKnown(db(), userId, asked);
  return asked.flatMap((file) => {
    const same = rows
      .filter(({ dedupeKey }) => dedupeKey === file)
      .sort((a, b) => rank(a) - rank(b) || a.createdAt.getTime() - b.createdAt.getTime());
    const [first] = same;
    if (!first) return [];
    return [{ sha256: file, media: toMediaView(first), usedIn: same.flatMap(usesOf) }];
  });
}

const rank = (row: photoListRepo.KnownPhoto) => PREFERENCE.indexOf(mediaState(row));

function usesOf(row: photoListRepo.KnownPhoto): KnownPhoto["usedIn"] {
  if (row.trashedAt) return [];
  if (row.charterId) return [{ type: "charter", id: row.charterId, name: row.charterName ?? "" }];
  return row.draftId ? [{ type: "draft", id: row.draftId, name: row.draftName ?? "" }] : [];
}
