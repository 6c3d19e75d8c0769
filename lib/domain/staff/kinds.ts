// What staff can do to media and to drafts: who may, what a reason is asked for, and what takes it back.
// Browser-safe.

export const MEDIA_ACTION_NAMES = [
  "trash",
  "restore",
  "assignCaptain",
  "linkCharter",
  "review",
  "unreview",
  "reject",
  "purge",
] as const;
export type MediaActionName = (typeof MEDIA_ACTION_NAMES)[number];

interface MediaActionSpec {
  /** On its button. */
  label: string;
  /** "3 removed" */
  done: string;
  /** For administrators alone. */
  admin: boolean;
  /** "override": only for what somebody decided differently before. */
  reason: "always" | "override" | "never";
  /** What the action needs beside the media. */
  target: "captainId" | "charterId" | null;
  /** What takes it back, where something does. */
  undo: MediaActionName | null;
}

export const MEDIA_ACTIONS: Record<MediaActionName, MediaActionSpec> = {
  trash: {
    label: "Move to trash",
    done: "moved to the trash",
    admin: false,
    reason: "always",
    target: null,
    undo: "restore",
  },
  restore: {
    label: "Restore",
    done: "restored",
    admin: false,
    reason: "never",
    target: null,
    undo: "trash",
  },
  assignCaptain: {
    label: "Assign to captain",
    done: "assigned",
    admin: false,
    reason: "override",
    target: "captainId",
    undo: null,
  },
  linkCharter: {
    label: "Link to charter",
    done: "linked",
    admin: false,
    reason: "never",
    target: "charterId",
    undo: null,
  },
  review: {
    label: "Mark reviewed",
    done: "marked reviewed",
    admin: false,
    reason: "never",
    target: null,
    undo: "unreview",
  },
  unreview: {
    label: "Mark not reviewed",
    done: "marked not reviewed",
    admin: false,
    reason: "never",
    target: null,
    undo: null,
  },
  reject: {
    label: "Reject",
    done: "rejected",
    admin: false,
    reason: "always",
    target: null,
    undo: "unreview",
  },
  purge: {
    label: "Delete for good",
    done: "deleted for good",
    admin: true,
    reason: "always",
    target: null,
    undo: null,
  },
};

/** How many items one action takes at most. */
export const MEDIA_ACTION_MAX = 100;

/** Characters of a reason. A captain reads that of a rejection beside the photo. */
export const REASON_MAX = 500;

/** What acts in a captain's name asks for a sign-in younger than this. */
export const FRESH_SIGN_IN_SECONDS = 15 * 60;

/** A draft nobody touched for so long is stale. */
export const STALE_DRAFT_HOURS = 24;
