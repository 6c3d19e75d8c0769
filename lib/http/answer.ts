// How results and failures become HTTP answers. The only place where a thrown error meets a status code.
import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { ERRORS } from "@/lib/errors/catalogue";

const DEFAULT_RETRY_SEC = 2;

/** Anything thrown, as a refusal of the catalogue. What is not one is a bug: `internal`. */
export function refusalOf(error: unknown): AppError {
  return error instanceof AppError ? error : new AppError("internal", {}, { cause: error });
}

/** The standard body of a refusal, with `Retry-After` on 429 and 503. */
export function refuse(refusal: AppError, requestId: string): Response {
  const { status, toast } = ERRORS[refusal.code];
  const body = { error: refusal.code, message: toast, requestId, ...refusal.details };
  const response = answer(body, status, requestId);
  if (status === 429 || status === 503)
    response.headers.set("retry-after", String(refusal.options.retryAfterSec ?? DEFAULT_RETRY_SEC));
  return response;
}

/** JSON that no shared cache may keep, stamped with the request id. */
export function answer(body: unknown, status: number, requestId: string): Response {
  return stamp(Response.json(body, { status }), requestId);
}

/** Adds the headers every answer carries. */
export function stamp(response: Response, requestId: string): Response {
  response.headers.set("x-request-id", requestId);
  if (!response.headers.has("cache-control"))
    response.headers.set("cache-control", "private, no-store");
  return response;
}
