import type { MediaView } from "@/lib/domain/media/schema";

/** What a photo shows, in the captain's words or by its number. */
export function wordsOf({ altText, caption }: MediaView, index: number, name: string): string {
  return altText ?? caption ?? `Photo ${index + 1} of ${name}`;
}
