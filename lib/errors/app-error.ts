// The one class that carries a refusal from where it is decided to where it is answered.
import type { ErrorCode } from "./catalogue";

/** What a refusal may add to the standard body: `errors` by field, counts, the server's copy. */
export type ErrorDetails = Record<string, unknown>;

/** A refusal from the catalogue. Anything thrown that is not one is a bug or an outage: 500 `internal`. */
export class AppError extends Error {
  override readonly name = "AppError";

  /**
   * @param code the row of the catalogue
   * @param details public fields of the answer's body; never put secrets or driver text here
   * @param options `cause` is logged and never sent; `retryAfterSec` becomes `Retry-After`
   */
  constructor(
    readonly code: ErrorCode,
    readonly details: ErrorDetails = {},
    readonly options: { cause?: unknown; retryAfterSec?: number } = {},
  ) {
    super(code, { cause: options.cause });
  }

  /** A build has several copies of this class, and what the process shares throws that of another copy. */
  static override [Symbol.hasInstance](value: unknown): value is AppError {
    return value instanceof Error && value.name === "AppError";
  }
}

/** Refuses in place: `(await find()) ?? fail("not_found")`. Always throws an {@link AppError}. */
export function fail(
  code: ErrorCode,
  details?: ErrorDetails,
  options?: { cause?: unknown; retryAfterSec?: number },
): never {
  throw new AppError(code, details, options);
}
