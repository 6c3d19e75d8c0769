// What a good set of photos shows, held against the photos that are there. Advice, never a condition.
import { PHOTO_SUBJECT_NAMES, PHOTO_SUBJECTS } from "@/lib/domain/media/kinds";
import type { MediaView } from "@/lib/domain/media/schema";
import { coverOf, isShown } from "./photo-order";

export interface ChecklistItem {
  key: string;
  label: string;
  /** What to add while it is not there. */
  lacking: string;
  isThere: boolean;
}

/** The list in the order it is read. */
export function checklistOf(photos: readonly MediaView[]): ChecklistItem[] {
  const shown = photos.filter(isShown);
  const cover: ChecklistItem = {
    key: "cover",
    label: "Cover",
    lacking: "The photo guests see first",
    isThere: coverOf(photos) !== undefined,
  };
  const subjects = PHOTO_SUBJECT_NAMES.flatMap((key): ChecklistItem[] => {
    const { label, lacking } = PHOTO_SUBJECTS[key];
    if (lacking === null) return [];
    return [{ key, label, lacking, isThere: shown.some(({ shows }) => shows === key) }];
  });
  return [cover, ...subjects];
}
