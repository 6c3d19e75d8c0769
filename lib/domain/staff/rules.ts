// How staff see media and drafts. Browser-safe.
import { DRAFT_STEPS, draftView, finishedSteps, type StoredDraft } from "@/lib/domain/draft/rules";
import { type MediaRow, mediaState, toMediaView } from "@/lib/domain/media/rules";
import {
  cappedCount,
  keptReview,
  MATCHING_MAX,
  type StaffMediaView,
  whatFits,
} from "@/lib/domain/media/schema";
import type { ErrorCode } from "@/lib/errors/catalogue";
import { MEDIA_ACTIONS, type MediaActionName, STALE_DRAFT_HOURS } from "./kinds";
import type { MediaActionInput, StaffDraftDetail, StaffJobView, StaffViewView } from "./schema";

interface StaffRow extends MediaRow {
  captainName: string | null;
  captainEmail: string | null;
  charterName: string | null;
  reviewedAt: Date | null;
  ageSeconds: number;
}

/** A row with its names as staff see it. */
export function staffMediaView(row: StaffRow): StaffMediaView {
  const { captainId, charterId, captainName, captainEmail, charterName } = row;
  return {
    ...toMediaView(row),
    captain: captainId
      ? { id: captainId, displayName: captainName ?? "", email: captainEmail ?? "" }
      : null,
    charter: charterId ? { id: charterId, name: charterName ?? "" } : null,
    label: labelOf(row),
    ageSeconds: row.ageSeconds,
    reviewedAt: row.reviewedAt?.toISOString() ?? null,
  };
}

/** What the row is and whose, in the words staff know. */
function labelOf(row: StaffRow): string {
  const { id, kind, captainName, charterName } = row;
  switch (mediaState(row)) {
    case "linked":
      return `${charterName} • ${kind}`;
    case "pending":
      return `Pending ${kind} • ${captainName}`;
    case "orphan":
      return `Orphan ${kind} • ${id}`;
    case "missing":
      return `Missing ${kind} • ${charterName ?? captainName ?? id}`;
    default:
      return `Trash ${kind} • ${charterName ?? captainName ?? id}`;
  }
}

interface DraftOwner {
  userId: string;
  captainId: string | null;
  ownerName: string;
  ownerEmail: string;
  ageSeconds: number;
}

/** A stored draft with its owner as staff see it. */
export function staffDraftView(stored: StoredDraft, of: DraftOwner): StaffDraftDetail["draft"] {
  const draft = draftView(stored);
  return {
    ...draft,
    name: draft.data.charterName ?? "",
    owner: { id: of.userId, captainId: of.captainId, name: of.ownerName, email: of.ownerEmail },
    // Nothing is ever done on the last step, the review.
    progress: { done: finishedSteps(stored.data, stored.photos), of: DRAFT_STEPS.length - 1 },
    stale: draft.status === "DRAFT" && of.ageSeconds >= STALE_DRAFT_HOURS * 3600,
    ageSeconds: of.ageSeconds,
  };
}

type Choices = Pick<MediaActionInput, "action" | "captainId" | "charterId">;

/**
 * What takes an action back: nothing where nothing does. Each item returns to what it was, so several calls
 * may be needed; what was linked or assigned is taken from where it went, and from nowhere else.
 *
 * @param items as they were before the action
 */
export function undoOf(
  choices: Choices,
  items: readonly Pick<
    StaffMediaView,
    "id" | "captain" | "draftId" | "reviewedAt" | "rejectedReason"
  >[],
): MediaActionInput[] {
  const calls = new Map<string, MediaActionInput>();
  for (const item of items) {
    const undo = undoOfOne(choices, item);
    if (!undo) continue;
    const key = JSON.stringify(undo);
    calls.set(key, { ...undo, mediaIds: [...(calls.get(key)?.mediaIds ?? []), item.id] });
  }
  return [...calls.values()];
}

const UNDONE = "Undone at once";

function undoOfOne(
  { action, captainId, charterId }: Choices,
  { captain, draftId, reviewedAt, rejectedReason }: Parameters<typeof undoOf>[1][number],
): Omit<MediaActionInput, "mediaIds"> | null {
  if (action === "assignCaptain" && captain)
    return { action, captainId: captain.id, reason: UNDONE };
  if (action === "assignCaptain") return { action: "unassign", captainId, reason: UNDONE };
  if (action === "linkCharter")
    return { action: "unlinkCharter", charterId, reason: UNDONE, ...(draftId && { draftId }) };
  if ((action === "review" || action === "unreview") && rejectedReason !== null)
    return { action: "reject", reason: rejectedReason };
  if ((action === "reject" || action === "unreview") && reviewedAt !== null)
    return { action: "review" };
  const { undo } = MEDIA_ACTIONS[action];
  if (!undo) return null;
  return MEDIA_ACTIONS[undo].reason === "always"
    ? { action: undo, reason: UNDONE }
    : { action: undo };
}

interface StoredJob {
  id: string;
  state: StaffJobView["state"];
  input: unknown;
  total: number;
  done: number;
  failed: Record<string, number>;
  createdAt: Date;
  finishedAt: Date | null;
}

/** A stored job as the API shows it, what was refused most often first. */
export function jobView(row: StoredJob): StaffJobView {
  const { id, state, done } = row;
  return {
    id,
    state,
    action: (row.input as { action: MediaActionName }).action,
    total: cappedCount(row.total, MATCHING_MAX),
    done,
    failed: Object.entries(row.failed)
      .map(([error, count]) => ({ error: error as ErrorCode, count }))
      .sort((a, b) => b.count - a.count),
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

/** A kept view as the API shows it; what an address no longer takes counts as not said. */
export function viewView({
  id,
  name,
  fields,
}: {
  id: string;
  name: string;
  fields: unknown;
}): StaffViewView {
  return { id, name, view: whatFits(keptReview, { ...(fields as object) }) };
}

/**
 * What is shown of the rows of one walk, which asked for one more than fit, and the cursors of its neighbours; rows
 * stand in the order of the walk.
 */
export function pageByTime<Row extends { id: string; createdAt: Date }>(
  rows: readonly Row[],
  { limit, cursor }: { limit: number; cursor?: { towards: string } | undefined },
): { shown: Row[]; nextCursor: string | null; previousCursor: string | null } {
  const reverse = cursor?.towards === "previous";
  const goesOn = rows.length > limit;
  const shown = rows.slice(0, limit);
  if (reverse) shown.reverse();
  const cursorAt = (row: Row | undefined, towards: string) =>
    row ? [towards, row.createdAt.getTime(), row.id].join(".") : null;
  return {
    shown,
    nextCursor: reverse || goesOn ? cursorAt(shown.at(-1), "next") : null,
    previousCursor: (reverse ? goesOn : cursor) ? cursorAt(shown[0], "previous") : null,
  };
}
