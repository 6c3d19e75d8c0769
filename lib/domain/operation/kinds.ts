// Which requests the success metrics count, and as what. Browser-safe.

/** A finished request, as the doors know it. */
export interface FinishedRequest {
  method: string;
  /** The pattern, as in `/api/media/[mediaId]`. */
  route: string;
  /** "anonymous" when nobody was proven. */
  role: string;
  /** The catalogue's code when refused. */
  code?: string;
  /** It only tried something out. */
  isRehearsal?: boolean;
}

/** What a request counts as. */
export const OPERATIONS = ["finalize", "upload", "media", "staff", "other"] as const;
export type Operation = (typeof OPERATIONS)[number];

/** First match counts. A request that matches none is not written down, unless its code is watched. */
const COUNTED: readonly (readonly [what: RegExp, as: Operation])[] = [
  [/^POST \/api\/(charter-drafts|staff\/drafts)\/\[id\]\/finalize$/, "finalize"],
  [/^POST \/api\/media\/photo$/, "upload"],
  // Everything else that changes or answers for media: words, order of removal, videos.
  [/^[A-Z]+ \/api\/media\//, "media"],
  // The review page and what it loads more of. Its actions are not loads.
  [/^GET (\/api)?\/staff\/media$/, "staff"],
];

/** Codes that the metrics watch wherever they are answered. */
const WATCHED: ReadonlySet<string> = new Set(["rate_limited"]);

/**
 * What a finished request counts as; null when it is not counted. Nobody without a session is, so that
 * strangers can't fill the table, and nothing that was only tried out, but for the codes that are watched.
 */
export function operationOf(request: FinishedRequest): Operation | null {
  const { method, route, role, code, isRehearsal = false } = request;
  const isWatched = code !== undefined && WATCHED.has(code);
  if ((role === "anonymous" || isRehearsal) && !isWatched) return null;
  const name = `${method} ${route}`;
  return COUNTED.find(([what]) => what.test(name))?.[1] ?? (isWatched ? "other" : null);
}
