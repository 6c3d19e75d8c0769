// What staff can do to media and to drafts: who may, what a reason is asked for, and what takes it back.
// Browser-safe.

export const MEDIA_ACTION_NAMES = [
  "trash",
  "restore",
  "assignCaptain",
  "unassign",
  "linkCharter",
  "unlinkCharter",
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
  /** Asks for a sign-in of the last minutes. */
  fresh: boolean;
  /** Also offered for all that match a view, in the background. */
  all: boolean;
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
    fresh: false,
    all: true,
    reason: "always",
    target: null,
    undo: "restore",
  },
  restore: {
    label: "Restore",
    done: "restored",
    admin: false,
    fresh: false,
    all: true,
    reason: "never",
    target: null,
    undo: "trash",
  },
  assignCaptain: {
    label: "Assign to captain",
    done: "assigned",
    admin: false,
    fresh: false,
    all: true,
    reason: "override",
    target: "captainId",
    undo: "unassign",
  },
  unassign: {
    label: "Take from the captain",
    done: "taken from the captain",
    admin: false,
    fresh: false,
    all: false,
    reason: "always",
    target: null,
    undo: null,
  },
  linkCharter: {
    label: "Link to charter",
    done: "linked",
    admin: false,
    fresh: false,
    all: false,
    reason: "never",
    target: "charterId",
    undo: "unlinkCharter",
  },
  unlinkCharter: {
    label: "Take off the charter",
    done: "taken off the charter",
    admin: false,
    fresh: false,
    all: false,
    reason: "always",
    target: null,
    undo: null,
  },
  review: {
    label: "Mark reviewed",
    done: "marked reviewed",
    admin: false,
    fresh: false,
    all: true,
    reason: "never",
    target: null,
    undo: "unreview",
  },
  unreview: {
    label: "Mark not reviewed",
    done: "marked not reviewed",
    admin: false,
    fresh: false,
    all: true,
    reason: "never",
    target: null,
    undo: null,
  },
  reject: {
    label: "Reject",
    done: "rejected",
    admin: false,
    fresh: false,
    all: true,
    reason: "always",
    target: null,
    undo: "unreview",
  },
  purge: {
    label: "Delete for good",
    done: "deleted for good",
    admin: true,
    fresh: true,
    all: false,
    reason: "always",
    target: null,
    undo: null,
  },
};

/** How many items one action takes at most. */
export const MEDIA_ACTION_MAX = 100;

/** Characters of a reason. A captain reads that of a rejection beside the photo. */
export const REASON_MAX = 500;

/** How many views one member of staff keeps. */
export const STAFF_VIEWS_MAX = 20;
/** Characters of the name of one. */
export const STAFF_VIEW_NAME_MAX = 40;

/** What acts in a captain's name, or for good, asks for a sign-in younger than this. */
export const FRESH_SIGN_IN_SECONDS = 15 * 60;

/** A draft nobody touched for so long is stale. */
export const STALE_DRAFT_HOURS = 24;
