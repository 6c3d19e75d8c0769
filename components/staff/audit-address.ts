// The address of one view of the audit: everything that is shown is said there, and nothing twice.
import type { AuditQuery } from "@/lib/domain/audit/schema";

/** The address of this view, or of the page of it that `cursor` names. */
export function auditAddress(
  { actor, entity, item, action }: Pick<AuditQuery, "actor" | "entity" | "item" | "action">,
  cursor?: string,
): string {
  const search = new URLSearchParams({
    ...(actor && { actor }),
    ...(entity && { entity }),
    ...(item && { item }),
    ...(action && { action }),
    ...(cursor && { cursor }),
  }).toString();
  return search ? `/staff/audit?${search}` : "/staff/audit";
}
