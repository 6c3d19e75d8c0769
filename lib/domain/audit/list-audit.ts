// Who did what to what, and why. Staff see what happened to media, drafts and charters; what happened to
// people's accounts, the staff's own included, only administrators see.
import "server-only";
import { findAudit } from "@/lib/db/audit-list-repo";
import { db } from "@/lib/db/client";
import type { Staff } from "@/lib/domain/actor";
import { AUDITED, AUDITED_NAMES } from "./kinds";
import { auditView } from "./rules";
import { type AuditPage, type AuditQuery, auditCursorText } from "./schema";

/** One page, filtered, the newest first, with its neighbours' cursors. One statement. What comes in meanwhile shifts no page. */
export async function listAudit(staff: Staff, query: AuditQuery): Promise<AuditPage> {
  const { actor, entity, item, action, limit, cursor } = query;
  const reverse = cursor?.towards === "previous";
  const visible = AUDITED_NAMES.filter((name) => staff.isAdmin || !AUDITED[name].adminOnly);
  // Named one by one an item's history comes from its index; all there is, from that of time.
  const wanted = entity ? visible.filter((name) => name === entity) : visible;
  const isAll = staff.isAdmin && !entity && !item;
  const rows = await findAudit(db(), {
    actor,
    entities: isAll ? null : wanted,
    entityId: item,
    action,
    reverse,
    beyond: cursor,
    // One more than shown tells whether the walk goes on.
    limit: limit + 1,
  });
  const goesOn = rows.length > limit;
  const shown = rows.slice(0, limit);
  if (reverse) shown.reverse();
  const cursorAt = (row: (typeof rows)[number] | undefined, towards: "next" | "previous") =>
    row ? auditCursorText({ towards, at: row.at, id: row.id }) : null;
  return {
    entries: shown.map(auditView),
    nextCursor: reverse || goesOn ? cursorAt(shown.at(-1), "next") : null,
    previousCursor: (reverse ? goesOn : cursor) ? cursorAt(shown[0], "previous") : null,
  };
}
