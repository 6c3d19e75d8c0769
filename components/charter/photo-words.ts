import type { MediaView } from "@/lib/domain/media/schema";

/** What a photo shows in the captain's words, if they said so. */
export function saidOf({ altText, caption }: MediaView): string | null {
  return altText ?? caption;
}

/** What a photo shows, in the captain's words or by its number. */
export function wordsOf(photo: MediaView, index: number, name: string): string {
  return saidOf(photo) ?? `Photo ${index + 1} of ${name}`;
}
