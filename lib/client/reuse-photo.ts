// Takes a photo the captain has already into a draft instead of sending its file again.
import type { KnownPhoto } from "@/lib/domain/media/schema";
import { api } from "./api";
import type { SentPhoto } from "./send-photo";

/**
 * The photo as the draft has it now; null when the draft shows it already, as part of the charter it edits.
 *
 * @throws AppError as the API
 */
export async function reusePhoto(
  draftId: string,
  { media }: KnownPhoto,
): Promise<SentPhoto | null> {
  const { photos } = await api.addPhotos(draftId, [media.id]);
  // A copy has an id of its own, and stands on the same files.
  const taken =
    photos.find(({ id }) => id === media.id) ?? photos.find(({ url }) => url === media.url);
  if (!taken) return null;
  return { media: taken, duplicate: true, restored: media.state === "trash" };
}
