// The way to Google and back. Whatever goes wrong there ends on the sign-in page with a code of the catalogue.
import "server-only";
import { fail } from "@/lib/errors/app-error";
import type { ErrorCode } from "@/lib/errors/catalogue";
import { askAuth } from "./ask-auth";
import { googleIsOffered } from "./google-is-offered";

/**
 * Answers `{url}`, where the browser goes to meet Google.
 *
 * @throws AppError not_found where Google is not offered; database_unavailable, busy
 */
export async function startGoogleSignIn(request: Request, body: object): Promise<Response> {
  return googleIsOffered() ? askAuth(request, "/sign-in/social", body) : fail("not_found");
}

/**
 * A redirect: signed in to where the visitor was going, else to `/sign-in?error=<code>`.
 *
 * @throws AppError not_found where Google is not offered; database_unavailable, busy
 */
export async function finishGoogleSignIn(request: Request): Promise<Response> {
  if (!googleIsOffered()) fail("not_found");
  const { search } = new URL(request.url);
  const response = await askAuth(request, `/callback/google${search}`);
  const target = new URL(response.headers.get("location") ?? "", request.url);
  const reason = target.searchParams.get("error");
  if (target.pathname !== "/sign-in" || reason === null) return response;
  // Google vouches for the address, but nobody has shown that the account under it is theirs.
  const code: ErrorCode = reason === "account_not_linked" ? "email_taken" : "google_sign_in_failed";
  response.headers.set("location", `/sign-in?error=${code}`);
  return response;
}
