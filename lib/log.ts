// Structured logs: one JSON line an event, one line a request. Never a cookie, token, body or header.
import { trace } from "@opentelemetry/api";
import pino from "pino";
import { env } from "./env";

let logger: pino.Logger | undefined;

/** What the door says of a finished request. */
export interface RequestLine {
  requestId: string;
  method: string;
  /** The route's pattern, ids replaced by their names, so that lines group. */
  route: string;
  role: string;
  status: number;
  /** The catalogue's code when refused. */
  code?: string;
  /** It only tried something out. */
  isRehearsal?: true;
  ms: number;
}

/** The process's logger; JSON lines on standard output at LOG_LEVEL. */
export function log(): pino.Logger {
  logger ??= pino({
    level: env("app").LOG_LEVEL,
    base: null,
    // From a line, and so from a request's id, to its trace.
    mixin: () => ({ traceId: trace.getActiveSpan()?.spanContext().traceId }),
    timestamp: pino.stdTimeFunctions.isoTime,
  });
  return logger;
}

/**
 * Writes the one line a request leaves: an error when the product is at fault, a warning when what it stands on is away or
 * it has too much to do. `cause` is what a 5xx came from, kept out of the answer.
 */
export function logRequest(line: RequestLine, cause?: unknown): void {
  if (line.status < 500) log().info(line, "request");
  else log()[line.status === 503 ? "warn" : "error"]({ ...line, err: cause }, "request");
}
