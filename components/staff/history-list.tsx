// What was done, by whom and why, the newest first, with what it changed.
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { AUDIT_ACTIONS, AUDITED, type AuditedEntity } from "@/lib/domain/audit/kinds";
import type { AuditView } from "@/lib/domain/audit/schema";
import { moment } from "./staff-words";

export function HistoryList({
  entries,
  withItem = false,
}: {
  entries: readonly AuditView[];
  /** Says of each entry what it was done to. */
  withItem?: boolean;
}) {
  if (entries.length === 0) return <p className="text-ink-soft">Nothing was done to it yet.</p>;
  return (
    <ol className="grid gap-3">
      {entries.map((entry) => (
        <li key={entry.id} className="grid gap-1 border-line border-l-4 pl-3">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <strong>{AUDIT_ACTIONS[entry.action] ?? entry.action}</strong>
            {withItem && <ItemLink entry={entry} />}
          </p>
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-soft text-sm">
            <time dateTime={entry.at}>{moment(entry.at)}</time>
            <span className="[overflow-wrap:anywhere]">{nameOf(entry)}</span>
            <Badge>{entry.actorRole}</Badge>
          </p>
          {entry.reason && <p className="break-words">“{entry.reason}”</p>}
          <Changes entry={entry} />
        </li>
      ))}
    </ol>
  );
}

function nameOf({ actor }: AuditView): string {
  if (!actor) return "The system";
  return actor.email ? `${actor.name} (${actor.email})` : "An account that is gone";
}

function ItemLink({ entry: { entity, entityId } }: { entry: AuditView }) {
  const label = AUDITED[entity as AuditedEntity]?.label ?? entity;
  const href = hrefOf(entity, entityId);
  const name = `${label} ${entityId}`;
  return href ? (
    <Link
      href={href}
      prefetch={false}
      className="text-sea underline underline-offset-2 [overflow-wrap:anywhere]"
    >
      {name}
    </Link>
  ) : (
    <span className="[overflow-wrap:anywhere]">{name}</span>
  );
}

function hrefOf(entity: string, id: string): string | null {
  if (entity === "CharterMedia") return `/staff/media?item=${encodeURIComponent(id)}`;
  if (entity === "CharterDraft") return `/staff/drafts/${encodeURIComponent(id)}`;
  if (entity === "Charter") return `/charters/${encodeURIComponent(id)}`;
  return null;
}

/** What is different afterwards, as stored. */
function Changes({ entry: { before, after } }: { entry: AuditView }) {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const changed = names.filter((name) => say(before?.[name]) !== say(after?.[name]));
  if (changed.length === 0) return null;
  return (
    <details className="text-sm">
      <summary className="min-h-touch cursor-pointer py-2.5 text-sea">What changed</summary>
      <dl className="grid gap-1">
        {changed.map((name) => (
          <div key={name} className="flex flex-wrap gap-x-2">
            <dt className="font-bold">{name}</dt>
            <dd className="[overflow-wrap:anywhere]">
              {before && <del className="text-ink-soft">{say(before[name])}</del>}{" "}
              {say(after?.[name])}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function say(value: unknown): string {
  if (value === null || value === undefined) return "none";
  return typeof value === "string" ? value : JSON.stringify(value);
}
