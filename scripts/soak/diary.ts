// What was asked and what came back, and what the product has promised: kept by the askers, past the product.

export interface Answer {
  /** 0 when the connection ended without an answer, so that nobody knows what became of it. */
  status: number;
  // Read by field, and checked against the database in the end.
  // biome-ignore lint/suspicious/noExplicitAny: the answers of several addresses
  body: any;
}

/** Everything that is asked, by method and pattern of the path. */
const KINDS = [
  "POST /api/charter-drafts",
  "POST /api/media/photo",
  "GET /api/captain/photos",
  "PATCH /api/media/[mediaId]",
  "DELETE /api/media/[mediaId]",
  "POST /api/media/[mediaId]/restore",
  "PUT /api/charter-drafts/[id]/media-order",
  "POST /api/charter-drafts/[id]/finalize",
  "GET /api/staff/media",
  "POST /api/staff/media/actions",
  "GET /api/staff/drafts",
  "GET /staff/media",
  "GET /api/cron/cleanup",
  "GET /api/cron/reconcile",
  "GET /api/cron/metrics",
  "GET /api/cron/staff-jobs",
  "GET /api/health",
] as const;
export type Kind = (typeof KINDS)[number];

interface Line {
  well: number;
  refused: number;
  unavailable: number;
  /** Errors of the product's own: there must be none. */
  broken: number;
  lost: number;
  ms: number[];
}

/** What was acknowledged; in the end the database must say the same. */
export interface Promised {
  /** By photo: whether it is in the trash and its caption; undefined where an answer was lost. */
  photos: Map<string, { trashed?: boolean | undefined; caption?: string | null | undefined }>;
  /** By draft: its charter, and how many photos it took. */
  charters: Map<string, { charterId: string; photos?: number }>;
}

const lines = new Map<Kind, Line>(KINDS.map((kind) => [kind, emptyLine()]));
export const promised: Promised = { photos: new Map(), charters: new Map() };
/** What may never be: a server's own error, or two answers that contradict each other. */
export const violations: string[] = [];

/** Writes down one answer. */
export function note(kind: Kind, { status, body }: Answer, ms: number): void {
  const line = lines.get(kind) ?? emptyLine();
  line.ms.push(ms);
  if (status === 0) line.lost++;
  else if (status === 503) line.unavailable++;
  else if (status >= 500) {
    line.broken++;
    violations.push(`${kind} answered ${status} ${JSON.stringify(body)?.slice(0, 200)}`);
  } else if (status >= 400) line.refused++;
  else line.well++;
}

/** Writes down that a draft became a charter. Every answer for one draft must name the same one. */
export function noteCharter(draftId: string, { charterId, photos, replayed }: Answer["body"]) {
  const known = promised.charters.get(draftId);
  if (known && known.charterId !== charterId)
    violations.push(`draft ${draftId} became both ${known.charterId} and ${charterId}`);
  const taken = replayed ? known?.photos : photos;
  promised.charters.set(draftId, { charterId, ...(taken !== undefined && { photos: taken }) });
}

function emptyLine(): Line {
  return { well: 0, refused: 0, unavailable: 0, broken: 0, lost: 0, ms: [] };
}

/** How often something was well. */
export function timesWell(): number {
  return [...lines.values()].reduce((sum, { well }) => sum + well, 0);
}

/** What was asked and never well, or not even asked. */
export function neverWell(): Kind[] {
  return KINDS.filter((kind) => !lines.get(kind)?.well);
}

/** The table of everything asked. */
export function table(): string {
  const columns = ["well", "refused", "unavailable", "broken", "lost"] as const;
  const width = Math.max(...KINDS.map(({ length }) => length));
  const heads = columns.map((name) => name.padStart(12)).join("");
  const rows = [...lines].sort().map(([kind, line]) => {
    const ms = line.ms.toSorted((a, b) => a - b)[Math.floor(line.ms.length * 0.95)] ?? 0;
    const counts = columns.map((column) => String(line[column]).padStart(12));
    return `${kind.padEnd(width)}${counts.join("")}${`${Math.round(ms)} ms`.padStart(9)}`;
  });
  return [`${"".padEnd(width)}${heads}      p95`, ...rows].join("\n");
}
