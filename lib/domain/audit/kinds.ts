// What the audit tells of, in words, and which of it staff who are no administrators see. Browser-safe.

/** The things that are acted on, by their table's name. */
export const AUDITED = {
  CharterMedia: { label: "Media", adminOnly: false },
  CharterDraft: { label: "Draft", adminOnly: false },
  Charter: { label: "Charter", adminOnly: false },
  CaptainVideo: { label: "Video", adminOnly: false },
  ProblemReport: { label: "Report", adminOnly: false },
  Store: { label: "File store", adminOnly: false },
  CaptainProfile: { label: "Captain", adminOnly: true },
  User: { label: "Account", adminOnly: true },
} as const satisfies Record<string, { label: string; adminOnly: boolean }>;
export type AuditedEntity = keyof typeof AUDITED;
export const AUDITED_NAMES = Object.keys(AUDITED) as readonly AuditedEntity[];

/** What was done, as people say it; an action that is not here is shown as it is written. */
export const AUDIT_ACTIONS: Readonly<Record<string, string>> = {
  trash: "Moved to the trash",
  restore: "Restored",
  assignCaptain: "Assigned to a captain",
  unassign: "Taken from its captain",
  linkCharter: "Linked to a charter",
  unlinkCharter: "Taken off its charter",
  review: "Marked reviewed",
  unreview: "Marked not reviewed",
  reject: "Rejected",
  purge: "Deleted for good",
  abandon: "Abandoned",
  finalize_create: "Submitted as a new charter",
  finalize_update: "Submitted into its charter",
  close: "Closed",
  retry: "Tried again",
  cancel: "Cancelled",
  import: "Taken over from the old system",
  copy: "Its file copied from the old system's name",
  reconcile: "Compared rows and files",
  check_begin: "Check begun",
  check_cancel: "Check stopped",
  flag_missing: "Flagged as missing",
  unflag_missing: "Flag taken off",
  delete_stray: "File without a row deleted",
  fix_link: "Video link set right",
  role: "Role changed",
  suspend: "Suspended",
  unsuspend: "Let in again",
};
