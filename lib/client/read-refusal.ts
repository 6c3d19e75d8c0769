// Turns an answer that is not a success into the refusal it stands for. Knows nothing of fetch or XHR.
import { AppError } from "@/lib/errors/app-error";
import { type ErrorCode, isErrorCode } from "@/lib/errors/catalogue";

/** What is left of an HTTP answer once its body is read. */
export interface Answer {
  status: number;
  /** The body as JSON; undefined when it was none. */
  body: unknown;
  header: (name: string) => string | null;
}

// A proxy or the platform may answer before our door does, in its own words.
const CODE_OF_STATUS: Partial<Record<number, ErrorCode>> = {
  401: "unauthorized",
  403: "forbidden",
  404: "not_found",
  405: "method_not_allowed",
  413: "file_too_large",
  415: "unsupported_media_type",
  429: "rate_limited",
  502: "offline",
  503: "busy",
  504: "offline",
};

/**
 * The refusal, with the body's other fields (`requestId`, `errors`, `server`, …) as its details.
 * A body that is not ours is judged by its status.
 */
export function readRefusal({ status, body, header }: Answer): AppError {
  const { error, message: _, ...details } = isObject(body) ? body : { error: undefined };
  const code = isErrorCode(error) ? error : (CODE_OF_STATUS[status] ?? "internal");
  const seconds = Number(header("retry-after") ?? Number.NaN);
  return new AppError(
    code,
    { requestId: header("x-request-id"), ...details },
    Number.isFinite(seconds) && seconds >= 0 ? { retryAfterSec: seconds } : {},
  );
}

/** The id under which the log has this failure; undefined when it never reached us. */
export function requestIdOf(error: AppError): string | undefined {
  const { requestId } = error.details;
  return typeof requestId === "string" ? requestId : undefined;
}

/** What is wrong with each field, by dotted path; empty when the refusal is not about fields. */
export function fieldErrorsOf(error: AppError): Record<string, string> {
  const { errors } = error.details;
  if (!isObject(errors)) return {};
  return Object.fromEntries(
    Object.entries(errors).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string",
    ),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
