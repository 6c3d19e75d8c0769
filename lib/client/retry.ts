// Which failures pass by themselves, and how long to wait before trying again.
import { AppError } from "@/lib/errors/app-error";
import { ERRORS } from "@/lib/errors/catalogue";

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;

/** True for outages, limits and connections that were lost or broke off: the same request may succeed later. */
export function isTransient({ code }: AppError): boolean {
  const { status } = ERRORS[code];
  return status === 429 || status === 503 || code === "upload_cut";
}

/**
 * True where the server looked and refused, so that what is shown may be so no more. Outages, lost connections and
 * failures of ours say nothing about it, and a page that is read anew then is lost with all that was typed there.
 */
export function isDecided(error: unknown): boolean {
  return error instanceof AppError && ERRORS[error.code].status < 500 && !isTransient(error);
}

/** False when the file itself is at fault: sending it again would be refused again. */
export function isWorthRetrying({ code }: AppError): boolean {
  return ![413, 415, 422].includes(ERRORS[code].status);
}

/**
 * Milliseconds to wait before the next try: doubling from one second to thirty, never less than the server
 * asked, with up to a quarter added so that many browsers don't come back at once.
 *
 * @param failures how many there were in a row, from 1
 */
export function waitMs(error: AppError, failures: number): number {
  const asked = (error.options.retryAfterSec ?? 0) * 1000;
  const backoff = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1));
  return Math.max(asked, backoff) * (1 + Math.random() / 4);
}
