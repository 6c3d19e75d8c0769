// How rows, files and links can disagree, and what staff can do about each. Browser-safe.

export const FINDING_KINDS = ["missing", "damaged", "stray", "link"] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** How many findings are fixed in one request at most. */
export const FIX_MAX = 100;

interface FindingSpec {
  /** On its tab. */
  label: string;
  /** What it means, in one sentence. */
  means: string;
  /** The fix, on its button. */
  fix: string;
  /** What the fix does once it is asked for. */
  does: string;
  /** For administrators alone, with a sign-in of the last minutes: what it removes does not come back. */
  admin: boolean;
  /** What is said when it is done, when nothing was left to do, and when nothing could be done. */
  says: { fixed: string; settled: string; unchanged: string };
  /** Whether it removes or overrides something, and so is asked why. */
  reason: boolean;
}

export const FINDINGS: Record<FindingKind, FindingSpec> = {
  missing: {
    label: "Missing files",
    means: "The row is there, its file is not, or is damaged. Flagged, and shown to nobody.",
    fix: "Look again",
    does: "The store is asked once more. When the file is back, the flag goes.",
    says: {
      fixed: "The file is back, and the flag is gone.",
      settled: "Nothing is wrong with it any more.",
      unchanged:
        "Still missing. Its captain can upload it again, or it comes back from a backup of the store.",
    },
    admin: false,
    reason: false,
  },
  damaged: {
    label: "Damaged files",
    means: "The file's size or checksum is not what was recorded when it was stored.",
    fix: "Flag as missing",
    does: "The file is read once more. While it is still damaged, its row is flagged as missing and shown to nobody.",
    says: {
      fixed: "Flagged as missing.",
      settled: "The file is whole, so nothing was done.",
      unchanged: "It is flagged as missing already.",
    },
    admin: false,
    reason: true,
  },
  stray: {
    label: "Files without a row",
    means:
      "No row names the file, and it is over a day old. A check that sees it again a day after it was found deletes it.",
    fix: "Delete now",
    does: "The file is deleted for good, unless a row names it by now.",
    says: {
      fixed: "The file is deleted.",
      settled: "Nothing was deleted: a row names the file by now, or it is gone already.",
      unchanged: "Nothing was deleted.",
    },
    admin: true,
    reason: true,
  },
  link: {
    label: "Video links",
    means: "A video and its place among a charter's media say different things.",
    fix: "Set right",
    does: "The video follows what its charter shows. Where that is not its captain's video, it waits for its captain again, and the charter shows what it showed.",
    says: {
      fixed: "The link is set right.",
      settled: "The link is right already, so nothing was done.",
      unchanged: "Nothing was changed.",
    },
    admin: false,
    reason: true,
  },
};

/** How a video and its media row disagree. */
export const LINK_FAULTS = {
  other_kind: "Its place among the charter's media is not a video's.",
  other_owner: "Its place among the charter's media is another captain's.",
  other_charter: "It and its place among media name different charters.",
  other_file: "Its place among the charter's media shows another file.",
} as const;
export type LinkFault = keyof typeof LINK_FAULTS;

/** Where the product keeps its files in the store; nothing outside is looked at when strays are swept. */
export const STORE_FOLDERS = ["photos/", "videos/"] as const;
