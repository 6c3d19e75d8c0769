// Lets better-auth answer a request, and turns its refusals into those of the catalogue. Its own error
// bodies never leave this file.
import "server-only";
import { outageOf, violatesUnique } from "@/lib/db/failure";
import { AppError } from "@/lib/errors/app-error";
import { auth } from "./auth";
import { type Attempt, attempting } from "./watch-database";

/** What a refusal of better-auth means here. */
const REFUSALS: Partial<Record<string, () => AppError>> = {
  INVALID_EMAIL_OR_PASSWORD: () => new AppError("invalid_credentials"),
  // Only the hook against suspended accounts keeps a session from being made.
  FAILED_TO_CREATE_SESSION: () => new AppError("invalid_credentials"),
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: () => new AppError("email_taken"),
  INVALID_TOKEN: () => new AppError("invalid_reset_link"),
  USER_NOT_FOUND: () => new AppError("invalid_reset_link"),
  INVALID_PASSWORD: () => wrong("currentPassword", "That is not your current password."),
  CREDENTIAL_ACCOUNT_NOT_FOUND: () =>
    wrong(
      "currentPassword",
      "This account has no password yet; ask the people who run this site for a link to set one.",
    ),
  UNAUTHORIZED: () => new AppError("unauthorized"),
};

const wrong = (field: string, sentence: string) =>
  new AppError("invalid_payload", { errors: { [field]: sentence } });

/**
 * better-auth's answer at one of its addresses, cookies included.
 *
 * @param path of better-auth, with its query; the request's own address does not matter
 * @param body what was parsed; nothing else of the request's body is passed on
 * @throws AppError invalid_credentials, email_taken, invalid_reset_link, invalid_payload, unauthorized,
 *   database_unavailable, busy
 */
export async function askAuth(request: Request, path: string, body?: object): Promise<Response> {
  const headers = new Headers(request.headers);
  headers.delete("content-length");
  headers.delete("content-type");
  if (body) headers.set("content-type", "application/json");
  const forwarded = new Request(new URL(`/api/auth${path}`, request.url), {
    method: request.method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  });
  const attempt: Attempt = {};
  try {
    const response = await attempting(attempt, () => auth().handler(forwarded));
    if (attempt.failure !== undefined) throw attempt.failure;
    if (response.status >= 400) throw await refusalIn(response);
    // The door says what caches may do.
    response.headers.delete("cache-control");
    return response;
  } catch (error) {
    throw refusalOf(attempt.failure ?? error);
  }
}

async function refusalIn(response: Response): Promise<unknown> {
  const body: { code?: string } | null = await response.json().catch(() => null);
  const code = body?.code ?? "";
  return REFUSALS[code]?.() ?? new Error(`better-auth answered ${response.status} ${code}`);
}

function refusalOf(error: unknown): unknown {
  if (violatesUnique(error, "User_email_key"))
    return new AppError("email_taken", {}, { cause: error });
  return outageOf(error) ?? error;
}
