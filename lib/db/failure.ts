// What a database error means. Prisma 7 on pg reports the same event in several shapes; each shape
// named here was seen. Driver text is kept as `cause` for the log and never sent.
import { AppError } from "@/lib/errors/app-error";

interface Shape {
  code?: unknown;
  message?: unknown;
  kind?: unknown;
  originalCode?: unknown;
  constraint?: { index?: unknown };
  meta?: { driverAdapterError?: unknown; code?: unknown };
  cause?: unknown;
}

/** An error and everything it wraps, outermost first. */
function chain(error: unknown): Shape[] {
  const found: Shape[] = [];
  for (let at = error as Shape | undefined; at && typeof at === "object" && found.length < 8; ) {
    found.push(at);
    at = (at.meta?.driverAdapterError ?? at.cause) as Shape | undefined;
  }
  return found;
}

const has = (error: unknown, codes: ReadonlySet<string>): boolean =>
  chain(error).some((link) =>
    [link.code, link.originalCode, link.kind, link.meta?.code].some(
      (code) => typeof code === "string" && codes.has(code),
    ),
  );

const UNREACHABLE: ReadonlySet<string> = new Set([
  "P1000",
  "P1001",
  "P1002",
  "P1003",
  "P1008",
  "P1010",
  "P1011",
  "P1017",
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "ETIMEDOUT",
  "EPIPE",
  "EHOSTUNREACH",
  "DatabaseNotReachable",
  "ConnectionClosed",
  "SocketTimeout",
  "TlsConnectionError",
  "AuthenticationFailed",
  "DatabaseDoesNotExist",
  // Shutting down, crashed, starting up, connection failures, server out of room.
  "57P01",
  "57P02",
  "57P03",
  "08000",
  "08001",
  "08003",
  "08004",
  "08006",
  "53100",
]);
const UNREACHABLE_TEXT =
  /Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|not queryable|server closed the connection/i;
// No free connection in time, too many clients, a statement over its time.
const OVERLOADED: ReadonlySet<string> = new Set([
  "P2024",
  "P2028",
  "TooManyConnections",
  "53300",
  "57014",
]);
const CONFLICTS: ReadonlySet<string> = new Set([
  "P2034",
  "TransactionWriteConflict",
  "40001",
  "40P01",
]);
const LOCK_TIMEOUTS: ReadonlySet<string> = new Set(["55P03"]);

/** The refusal an outage or overload deserves; undefined when the error is something else. */
export function outageOf(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error;
  const unreachable =
    has(error, UNREACHABLE) ||
    chain(error).some(
      ({ message }) => typeof message === "string" && UNREACHABLE_TEXT.test(message),
    );
  if (unreachable)
    return new AppError("database_unavailable", {}, { cause: error, retryAfterSec: 2 });
  if (has(error, OVERLOADED)) return new AppError("busy", {}, { cause: error, retryAfterSec: 1 });
  return undefined;
}

/** True when running the transaction again may succeed: serialization failure or deadlock. */
export function isWriteConflict(error: unknown): boolean {
  return has(error, CONFLICTS);
}

/** True when a row stayed locked by another transaction for longer than lock_timeout. */
export function isLockTimeout(error: unknown): boolean {
  return has(error, LOCK_TIMEOUTS);
}

/** True when the error is the violation of exactly this unique index. */
export function violatesUnique(error: unknown, index: string): boolean {
  return chain(error).some(
    (link) =>
      link.constraint?.index === index ||
      (typeof link.message === "string" && link.message.includes(`"${index}"`)),
  );
}
