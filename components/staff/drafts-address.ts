// The address of one view of the drafts: everything that is shown is said there, and nothing twice.
import type { StaffDraftsQuery } from "@/lib/domain/staff/schema";

type Said = Pick<StaffDraftsQuery, "status" | "sort"> &
  Partial<Pick<StaffDraftsQuery, "q" | "stale">>;

/** The address of this view, or of the page of it that `cursor` names. */
export function draftsAddress({ status, q, stale, sort }: Said, cursor?: string): string {
  const search = new URLSearchParams({
    ...(status !== "DRAFT" && { status }),
    ...(q && { q }),
    ...(stale && { stale: "1" }),
    ...(sort !== "newest" && { sort }),
    ...(cursor && { cursor }),
  }).toString();
  return search ? `/staff/drafts?${search}` : "/staff/drafts";
}
