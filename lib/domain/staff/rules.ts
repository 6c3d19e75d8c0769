// How staff see media. Browser-safe.
import { type MediaRow, mediaState, toMediaView } from "@/lib/domain/media/rules";
import type { StaffMediaView } from "@/lib/domain/media/schema";

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
