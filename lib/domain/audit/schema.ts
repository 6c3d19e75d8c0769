// What is asked of the audit and how an entry looks. Browser-safe.
import { z } from "zod";
import { whatFits } from "@/lib/domain/media/schema";
import { AUDITED_NAMES } from "./kinds";

const text = z
  .string()
  .trim()
  .max(200)
  .regex(/^\P{Cc}*$/u, "must be plain text")
  .transform((given) => given || undefined)
  .optional();

/** Where a page of the audit begins: beyond one entry, on the way `towards` earlier or later ones. */
export interface AuditCursor {
  towards: "next" | "previous";
  at: Date;
  id: string;
}

const auditCursor = z
  .string()
  .regex(/^(next|previous)\.\d{1,14}\.[A-Za-z0-9_-]{1,64}$/, "is not a cursor of this list")
  .transform((given): AuditCursor => {
    const [towards, at = "", id = ""] = given.split(".");
    return { towards: towards as AuditCursor["towards"], at: new Date(Number(at)), id };
  });

/** The text of a cursor, opaque to clients. */
export function auditCursorText({ towards, at, id }: AuditCursor): string {
  return [towards, at.getTime(), id].join(".");
}

export const auditQuery = z.object({
  /** The id or the whole e-mail of who acted. */
  actor: text,
  entity: z.enum(AUDITED_NAMES).optional(),
  /** The id of what was acted on. */
  item: text,
  action: text,
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: auditCursor.optional(),
});
export type AuditQuery = z.infer<typeof auditQuery>;

/** {@link auditQuery} from a page's address, where what does not fit counts as not said. */
export function readAuditAddress(address: Record<string, unknown>): AuditQuery {
  const given = Object.fromEntries(Object.entries(address).filter(([, value]) => value !== ""));
  return whatFits(auditQuery, given);
}

/** Who did what to what, why, and what it was before and after. Times are ISO 8601. */
export interface AuditView {
  id: string;
  at: string;
  /** null when the system or an operator's command acted; a name is empty when the account is gone. */
  actor: { id: string; name: string; email: string } | null;
  /** What the actor was then. */
  actorRole: string;
  entity: string;
  entityId: string;
  action: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  reason: string | null;
  requestId: string | null;
}

/** One page, the newest first. */
export interface AuditPage {
  entries: AuditView[];
  nextCursor: string | null;
  previousCursor: string | null;
}
