// What comes in from the staff's desk and what it shows. Browser-safe.
import { z } from "zod";
import type { AuditView } from "@/lib/domain/audit/schema";
import { id, type MediaState, REVIEW_STATES, type StaffMediaView } from "@/lib/domain/media/schema";
import type { ErrorCode } from "@/lib/errors/catalogue";
import { MEDIA_ACTION_MAX, MEDIA_ACTION_NAMES, MEDIA_ACTIONS, REASON_MAX } from "./kinds";

/** An id that can't exist is looked for like one that does not, so both are 404. */
const namedId = z.string().transform((text) => id.safeParse(text).data ?? "-");
const reason = z.string().trim().max(REASON_MAX, `Please keep it under ${REASON_MAX} characters.`);
const REASON_WANTED = "Please give a reason.";

/** Of what is done in somebody's name or against their will. */
export const reasonInput = z.object({ reason: reason.min(1, REASON_WANTED) });

export const mediaActionInput = z
  .object({
    action: z.enum(MEDIA_ACTION_NAMES),
    mediaIds: z
      .array(z.string().min(1).max(64))
      .min(1)
      .max(MEDIA_ACTION_MAX)
      .transform((ids) => [...new Set(ids)]),
    captainId: namedId.optional(),
    charterId: namedId.optional(),
    reason: reason.optional(),
    /** The state the items were seen in; one that is in another by now is refused. */
    from: z.enum(REVIEW_STATES).optional(),
  })
  .superRefine((input, context) => {
    const spec = MEDIA_ACTIONS[input.action];
    const lacks = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    if (spec.target && input[spec.target] === undefined)
      lacks(
        spec.target,
        spec.target === "captainId" ? "Please name a captain." : "Please name a charter.",
      );
    if (spec.reason === "always" && !input.reason) lacks("reason", REASON_WANTED);
  });
export type MediaActionInput = z.infer<typeof mediaActionInput>;

/** What an action did, item by item, in the order they were given. */
export interface MediaActionResult {
  ok: true;
  done: string[];
  failed: { id: string; error: ErrorCode }[];
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
  q: z
    .string()
    .trim()
    .max(200)
    .regex(/^\P{Cc}*$/u, "must be plain text")
    .optional(),
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
