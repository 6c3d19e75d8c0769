// The address of one view of what the checks found.
import type { FindingsQuery } from "@/lib/domain/integrity/schema";

/** The address of the findings of one kind, or of the page of them that `cursor` names. */
export function integrityAddress({ kind }: Pick<FindingsQuery, "kind">, cursor?: string): string {
  const search = new URLSearchParams({
    ...(kind !== "missing" && { kind }),
    ...(cursor && { cursor }),
  }).toString();
  return search ? `/staff/integrity?${search}` : "/staff/integrity";
}
