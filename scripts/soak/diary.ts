// What was asked and what came back, and what the product has promised: kept by the askers, past the product.

export interface Answer {
  /** 0 when the connection ended without an answer, so that nobody knows what became of it. */
  status: number;
  // Read by field, and checked against the database in the end.
  // biome-ignore lint/suspicious/noExplicitAny: the answers of several addresses
  body: any;
}

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

const lines = new Map<string, Line>();
export const promised: Promised = { photos: new Map(), charters: new Map() };
/** What may never be: a server's own error, or two answers that contradict each other. */
export const violations: string[] = [];

/** Writes down one answer. */
export function note(name: string, { status, body }: Answer, ms: number): void {
  const line = lines.get(name) ?? emptyLine();
  lines.set(name, line);
  line.ms.push(ms);
  // Pages say with 500 what the API says with 503: Next knows no other answer for them.
  const isPage = !name.includes(" /api/");
  if (status === 0) line.lost++;
  else if (status === 503 || (status === 500 && isPage)) line.unavailable++;
  else if (status >= 500) {
    line.broken++;
    violations.push(`${name} answered ${status} ${JSON.stringify(body)?.slice(0, 200)}`);
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

/** The table of everything asked; also how often something was well. */
export function table(): { text: string; well: number } {
  const columns = ["well", "refused", "unavailable", "broken", "lost"] as const;
  const width = Math.max(...[...lines.keys()].map(({ length }) => length));
  const head = ["".padEnd(width), ...columns.map((name) => name.padStart(12)), "      p95"].join(
    "",
  );
  const rows = [...lines].sort().map(([name, line]) => {
    const ms = line.ms.toSorted((a, b) => a - b)[Math.floor(line.ms.length * 0.95)] ?? 0;
    const counts = columns.map((column) => String(line[column]).padStart(12));
    return `${name.padEnd(width)}${counts.join("")}${`${Math.round(ms)} ms`.padStart(9)}`;
  });
  const well = [...lines.values()].reduce((sum, line) => sum + line.well, 0);
  return { text: [head, ...rows].join("\n"), well };
}
