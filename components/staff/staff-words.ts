// How staff speak of media and drafts.
import { sizeInWords } from "@/components/words/quantities";
import type { Role } from "@/lib/domain/account/schema";
import type { DraftStatus } from "@/lib/domain/draft/schema";
import { MEDIA_KINDS } from "@/lib/domain/media/kinds";
import type { MediaState, REVIEW_VIDEO_STATES } from "@/lib/domain/media/schema";
import type { ReviewItem } from "./review-item";

export const STATE_WORDS: Record<MediaState, string> = {
  reserved: "Unfinished",
  pending: "Pending",
  linked: "Linked",
  orphan: "Orphan",
  missing: "Missing",
  trash: "Removed",
};

export const DRAFT_STATUS_WORDS: Record<DraftStatus, string> = {
  DRAFT: "Open",
  SUBMITTED: "Submitted",
  ABANDONED: "Abandoned",
  DELETED: "Deleted",
};

export const ROLE_WORDS: Record<Role, string> = {
  CAPTAIN: "Captain",
  STAFF: "Staff",
  ADMIN: "Administrator",
};

/** "Pending charter photo of Ali". */
export function headingOf({ state, kind, captain }: ReviewItem): string {
  const what = `${STATE_WORDS[state]} ${MEDIA_KINDS[kind].label.toLowerCase()}`;
  return captain?.displayName ? `${what} of ${captain.displayName}` : what;
}

/** "1920 × 1080, 412 kB"; empty when nothing was measured. */
export function measures({ width, height, sizeBytes }: ReviewItem): string {
  const parts = [
    width && height ? `${width} × ${height}` : null,
    sizeBytes === null ? null : sizeInWords(sizeBytes),
  ];
  return parts.filter(Boolean).join(", ");
}

/** "1 item", "12 items". */
export const items = (count: number): string => (count === 1 ? "1 item" : `${count} items`);

/** A moment as everybody reads it alike: "2026-03-01 14:05 UTC". */
export const moment = (iso: string): string => `${iso.slice(0, 16).replace("T", " ")} UTC`;

/** What became of a video so far. */
export const VIDEO_STATE_WORDS: Record<(typeof REVIEW_VIDEO_STATES)[number], string> = {
  queued: "Videos in the queue",
  processing: "Videos being processed",
  ready: "Videos that are ready",
  failed: "Videos that failed",
  cancelled: "Videos that were cancelled",
};
