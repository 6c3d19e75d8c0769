// What comes in from the staff's desk and what it shows. Browser-safe.
import { z } from "zod";
import type { AuditView } from "@/lib/domain/audit/schema";
import type { DraftStepKey } from "@/lib/domain/draft/rules";
import { DRAFT_STATUSES, type DraftStatus, type DraftView } from "@/lib/domain/draft/schema";
import {
  type CappedCount,
  id,
  keptReview,
  type MediaState,
  type MediaView,
  plainText,
  REVIEW_STATES,
  reviewFilter,
  type StaffMediaView,
  whatFits,
} from "@/lib/domain/media/schema";
import type { VideoView } from "@/lib/domain/video/schema";
import type { ErrorCode } from "@/lib/errors/catalogue";
import {
  MEDIA_ACTION_MAX,
  MEDIA_ACTION_NAMES,
  MEDIA_ACTIONS,
  type MediaActionName,
  REASON_MAX,
  STAFF_VIEW_NAME_MAX,
} from "./kinds";

/** An id that can't exist is looked for like one that does not, so both are 404. */
const namedId = z.string().transform((text) => id.safeParse(text).data ?? "-");
const reason = z
  .string()
  .trim()
  .max(REASON_MAX, `Please keep it under ${REASON_MAX} characters.`)
  .overwrite((text) => text.replace(/\p{Surrogate}/gu, "\uFFFD"));
/** What is said of a reason that is missing. */
export const REASON_WANTED = "Please give a reason.";

/** Where a page of a list by time begins: beyond one row, on the way `towards` earlier or later ones. */
export const timeCursor = z
  .string()
  .regex(/^(next|previous)\.\d{1,14}\.[A-Za-z0-9_-]{1,64}$/, "is not a cursor of this list")
  .transform((given) => {
    const [towards, at = "", id = ""] = given.split(".");
    return { towards: towards === "previous" ? towards : "next", at: new Date(Number(at)), id };
  });

/** Of what is done in somebody's name or against their will. */
export const reasonInput = z.object({ reason: reason.min(1, REASON_WANTED) });

/** What the action needs beside its media. */
function requireParts(
  input: { action: MediaActionName; captainId?: unknown; charterId?: unknown; reason?: unknown },
  context: z.RefinementCtx,
): void {
  const spec = MEDIA_ACTIONS[input.action];
  const lacks = (path: string, message: string) =>
    context.addIssue({ code: "custom", path: [path], message });
  if (spec.target && input[spec.target] === undefined)
    lacks(
      spec.target,
      spec.target === "captainId" ? "Please name a captain." : "Please name a charter.",
    );
  if (spec.reason === "always" && !input.reason) lacks("reason", REASON_WANTED);
}

export const mediaActionInput = z
  .object({
    action: z.enum(MEDIA_ACTION_NAMES),
    mediaIds: z
      .array(z.string().min(1).max(64))
      .min(1)
      .max(MEDIA_ACTION_MAX)
      .transform((ids) => [...new Set(ids)]),
    /** To whom it goes; whose alone it is taken from. */
    captainId: namedId.optional(),
    /** Where it goes; where alone it is taken off. */
    charterId: namedId.optional(),
    /** Where a photo that is taken off its charter waits again. */
    draftId: namedId.optional(),
    reason: reason.optional(),
    /** The state the items were seen in; one that is in another by now is refused. */
    from: z.enum(REVIEW_STATES).optional(),
    /** The request that is taken back; what anybody on the staff did to an item since, or what stands elsewhere, stays. */
    undoes: z.string().min(1).max(64).optional(),
  })
  .superRefine(requireParts);
export type MediaActionInput = z.infer<typeof mediaActionInput>;

/** What an action did, item by item, in the order they were given. */
export interface MediaActionResult {
  ok: true;
  done: string[];
  failed: { id: string; error: ErrorCode }[];
}

/** One action on all that match a view. */
export const startJobInput = z
  .object({
    action: z
      .enum(MEDIA_ACTION_NAMES)
      .refine((name) => MEDIA_ACTIONS[name].all, "can't be done to all that match"),
    filter: reviewFilter,
    captainId: namedId.optional(),
    reason: reason.optional(),
  })
  .superRefine(requireParts);
export type StartJobInput = z.infer<typeof startJobInput>;

export const jobParams = z.object({ id });

/** What is done in the background to all that match a view. Times are ISO 8601. */
export interface StaffJobView {
  id: string;
  state: "running" | "done" | "cancelled";
  action: MediaActionName;
  /** How many matched when it began. */
  total: CappedCount;
  done: number;
  /** What was not done, and why. */
  failed: { error: ErrorCode; count: number }[];
  createdAt: string;
  finishedAt: string | null;
}

const viewName = plainText
  .min(1, "Please give it a name.")
  .max(STAFF_VIEW_NAME_MAX, `Please keep it under ${STAFF_VIEW_NAME_MAX} characters.`);

export const keepViewInput = z.object({ name: viewName, view: keptReview });
export type KeepViewInput = z.infer<typeof keepViewInput>;
export const renameViewInput = z.object({ name: viewName });
export const viewParams = z.object({ id });

/** A view of the media desk that its owner keeps. */
export interface StaffViewView {
  id: string;
  name: string;
  view: KeepViewInput["view"];
}

/** What of the media desk is one's own. */
export interface OwnDesk {
  /** The newest, running or ended; null when it was put away. */
  job: StaffJobView | null;
  /** By name. */
  views: StaffViewView[];
}

/** One place that stands on the same file: a charter, a draft, a captain's profile, or nowhere yet. */
export interface MediaUse {
  mediaId: string;
  state: MediaState;
  type: "charter" | "draft" | "profile" | "none";
  /** Of the place; null for "none". */
  id: string | null;
  name: string;
}

/** All that is known of one item. Times are ISO 8601. */
export interface StaffMediaDetail {
  item: StaffMediaView;
  file: {
    key: string;
    /** SHA-256 in hex of what was sent; unknown for files of the old system. */
    sha256: string | null;
    pictures: { key: string; width: number; height: number; bytes: number }[];
  };
  times: {
    updatedAt: string;
    trashedAt: string | null;
    orphanedAt: string | null;
    missingSince: string | null;
  };
  reviewedBy: string | null;
  uses: MediaUse[];
  /** The newest first. */
  history: AuditView[];
}

export const captainsQuery = z.object({
  q: plainText.max(200).optional(),
  captainId: namedId.optional(),
});
export type CaptainsQuery = z.infer<typeof captainsQuery>;

/** A captain to assign to, and what of theirs can be linked to. */
export interface CaptainChoice {
  id: string;
  displayName: string;
  email: string;
  charters: { id: string; name: string }[];
}

export const confirmPasswordInput = z.object({ password: z.string().min(1).max(128) });

const DRAFT_SORTS = ["newest", "oldest"] as const;

/** Where a page of the drafts begins: beyond one draft, on the way `towards` later or earlier pages. */
export interface DraftCursor {
  sort: (typeof DRAFT_SORTS)[number];
  towards: "next" | "previous";
  at: Date;
  id: string;
}

const draftCursor = z
  .string()
  .regex(
    /^(newest|oldest)\.(next|previous)\.\d{1,14}\.[A-Za-z0-9_-]{1,64}$/,
    "is not a cursor of this list",
  )
  .transform((text): DraftCursor => {
    const [sort, towards, at, id] = text.split(".");
    return { sort, towards, at: new Date(Number(at)), id } as DraftCursor;
  });

/** The text of a cursor, opaque to clients. */
export function draftCursorText({ sort, towards, at, id }: DraftCursor): string {
  return [sort, towards, at.getTime(), id].join(".");
}

export const staffDraftsQuery = z
  .object({
    status: z.enum(DRAFT_STATUSES).default("DRAFT"),
    q: plainText.max(200).optional(),
    /** Only what nobody touched for a day. */
    stale: z
      .enum(["0", "1"])
      .default("0")
      .transform((given) => given === "1"),
    sort: z.enum(DRAFT_SORTS).default("newest"),
    limit: z.coerce.number().int().min(1).max(100).default(50),
    cursor: draftCursor.optional(),
  })
  .refine(({ cursor, sort }) => !cursor || cursor.sort === sort, {
    path: ["cursor"],
    message: "belongs to another order",
  });
export type StaffDraftsQuery = z.infer<typeof staffDraftsQuery>;

/** {@link staffDraftsQuery} from a page's address, where what does not fit counts as not said. */
export function readDraftsAddress(address: Record<string, unknown>): StaffDraftsQuery {
  return whatFits(staffDraftsQuery, address);
}

/** One draft in the staff's list. Times are ISO 8601. */
export interface StaffDraftItem extends Omit<DraftView, "data"> {
  /** Of the charter; empty while it has none. */
  name: string;
  owner: {
    id: string;
    /** null before their first photo. */
    captainId: string | null;
    name: string;
    email: string;
  };
  /** The steps on which nothing is missing, of so many. */
  progress: { done: DraftStepKey[]; of: number };
  /** Open, and not touched for a day. */
  stale: boolean;
  /** Since it was touched. */
  ageSeconds: number;
}

/** One page of the staff's drafts. */
export interface StaffDraftsPage {
  drafts: StaffDraftItem[];
  nextCursor: string | null;
  previousCursor: string | null;
  /** Of each status as a whole, whatever the filters. */
  counts: Record<DraftStatus, CappedCount>;
}

/** A draft with all that its finalize would look at. */
export interface StaffDraftDetail {
  draft: StaffDraftItem & Pick<DraftView, "data">;
  /** As the charter shows them or would: the cover first. */
  photos: MediaView[];
  /** Waiting, but rejected or missing. */
  unusable: MediaView[];
  videos: VideoView[];
  /** A sentence a field by dotted path; empty when the data is complete. */
  errors: Record<string, string>;
  /** The newest first. */
  history: AuditView[];
}

/** `dryRun` looks and changes nothing. */
export const staffFinalizeInput = z
  .object({ reason: reason.default(""), dryRun: z.boolean().default(false) })
  .refine((input) => input.dryRun || input.reason, { path: ["reason"], message: REASON_WANTED });

/** What a finalize would do now, or refuse for. */
export interface FinalizeRehearsal {
  ok: true;
  dryRun: true;
  refusal: { error: ErrorCode; message: string; errors?: Record<string, string> } | null;
  /** That it would renew, or that was made already; null for a new one. */
  charterId: string | null;
  /** The draft is submitted already: nothing would happen. */
  replayed: boolean;
  /** What would be linked, the cover first. */
  photos: MediaView[];
  videos: VideoView[];
  found: number;
  required: number;
  /** Photos beyond the 15th, which would stay pending. */
  left: number;
}
