// What the comparison of rows and store remembers, what staff ask of it, and the views that go out. Browser-safe.
import { z } from "zod";
import { type CappedCount, id } from "@/lib/domain/media/schema";
import { reasonInput, timeCursor } from "@/lib/domain/staff/schema";
import type { ErrorCode } from "@/lib/errors/catalogue";
import { FINDING_KINDS, FIX_MAX, type FindingKind, type LinkFault } from "./kinds";

const count = z.number().int().min(0).catch(0);

/** What a pass, or a round of it, found and did. */
const sums = z.object({
  /** Rows newly flagged as missing their bytes. */
  missing: count,
  /** Rows whose bytes are back. */
  found: count,
  /** Rows newly seen with bytes of another size or checksum. */
  damaged: count,
  /** Videos newly seen to disagree with their media row. */
  links: count,
  /** Stored files that no row names, seen for the first time. */
  quarantined: count,
  /** Stored files that no row named, seen twice. */
  deleted: count,
  /** What could not be compared or removed and will be tried again. */
  failed: count,
});
export type Sums = z.infer<typeof sums>;
export const NO_SUMS: Sums = {
  ...{ missing: 0, found: 0, damaged: 0, links: 0 },
  ...{ quarantined: 0, deleted: 0, failed: 0 },
};

/** Where each walk goes on; null for one that is through. */
const places = z.object({
  /** The last media row's id. */
  rows: z.string().nullable(),
  /** The last video's id. */
  videos: z.string().nullable(),
  store: z.object({ folder: z.number().int().min(0), cursor: z.string().optional() }).nullable(),
});
export type Places = z.infer<typeof places>;
/** A folder and the store's cursor in it. */
export type StorePlace = NonNullable<Places["store"]>;
export const BEGINNING: Places = { rows: "", videos: "", store: { folder: 0 } };

const pass = z.object({
  state: z.enum(["running", "done", "cancelled"]),
  begunAt: z.string(),
  endedAt: z.string().nullable(),
  /** The member of staff; null for the schedule. */
  begunBy: z.string().nullable(),
  /** Media rows when it began. */
  total: count,
  /** How many of each were looked at. */
  looked: z.object({ rows: count, videos: count, store: count }),
  sums,
  places,
});
export type Pass = z.infer<typeof pass>;

/** The newest pass, and the last one before it that came to its end; nothing for what can't be read. */
export const reconcileState = z
  .object({ pass: pass.nullable().catch(null), last: pass.nullable().catch(null) })
  .catch({ pass: null, last: null });
export type ReconcileState = z.infer<typeof reconcileState>;

/** A pass as staff see it. Times are ISO 8601. */
export interface PassView {
  state: Pass["state"];
  begunAt: string;
  endedAt: string | null;
  /** Since it ended, or began while it runs. */
  ageSeconds: number;
  total: number;
  looked: Pass["looked"];
  sums: Sums;
}

/** The newest pass, null when there was none; and, while that is not done, the last one that was. */
export interface ChecksView {
  pass: PassView | null;
  last: PassView | null;
}

export const findingsQuery = z.object({
  kind: z.enum(FINDING_KINDS).default("missing"),
  limit: z.coerce.number().int().min(1).max(100).default(30),
  cursor: timeCursor.optional(),
});
export type FindingsQuery = z.infer<typeof findingsQuery>;

/** {@link findingsQuery} from a page's address, where what does not fit counts as not said. */
export function readFindingsAddress(address: Record<string, unknown>): FindingsQuery {
  const { kind, cursor } = findingsQuery.shape;
  return findingsQuery.parse({
    kind: kind.safeParse(address.kind).data,
    cursor: cursor.safeParse(address.cursor).success ? address.cursor : undefined,
  });
}

/** Findings of one kind; whether a reason is asked for, the kind says. */
export const fixInput = reasonInput.partial().extend({
  kind: z.enum(FINDING_KINDS),
  ids: z
    .array(id)
    .min(1)
    .max(FIX_MAX)
    .transform((ids) => [...new Set(ids)]),
});
export type FixInput = z.infer<typeof fixInput>;

/** What was seen, as its kind tells it. */
export interface Facts {
  /** The name in the store. */
  key?: string;
  /** "damaged": what differs. */
  what?: "size" | "checksum";
  expected?: string;
  found?: string;
  /** "link": how. */
  fault?: LinkFault;
  /** "stray": by the store's clock. */
  uploadedAt?: string;
}

/** What a fix is asked for. */
export interface Finding {
  id: string;
  kind: FindingKind;
  /** The id of the media row or of the video, or the name in the store. */
  subject: string;
}

/** One place where rows, files or links disagree. Times are ISO 8601. */
export interface FindingView extends Finding {
  facts: Facts;
  captain: { name: string; email: string } | null;
  charter: { id: string; name: string } | null;
  createdAt: string;
  /** When a check last saw it. */
  seenAt: string;
}

/** One page of one kind, the newest first. */
export interface FindingsPage extends ChecksView {
  findings: FindingView[];
  nextCursor: string | null;
  previousCursor: string | null;
  counts: Record<FindingKind, CappedCount>;
}

/**
 * What a fix did: "fixed"; "settled" when nothing was wrong any more, so that nothing was done; "unchanged" when it
 * is as it was and only waiting, or somebody else, can help. What is not "unchanged" has left the list.
 */
export type FixOutcome = "fixed" | "settled" | "unchanged";

/** What fixes did, finding by finding, in the order they were given. */
export interface FixResult {
  ok: true;
  done: { id: string; outcome: FixOutcome }[];
  failed: { id: string; error: ErrorCode }[];
}
