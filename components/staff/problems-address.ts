// The address of one view of the reports.
import type { ProblemsQuery } from "@/lib/domain/problem/schema";

/** The address of the open or the closed reports, or of the page of them that `cursor` names. */
export function problemsAddress({ state }: Pick<ProblemsQuery, "state">, cursor?: string): string {
  const search = new URLSearchParams({
    ...(state !== "open" && { state }),
    ...(cursor && { cursor }),
  }).toString();
  return search ? `/staff/problems?${search}` : "/staff/problems";
}
