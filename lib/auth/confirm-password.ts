// Signing in anew with the password, for what only somebody who is there just now may do.
import "server-only";
import { removeSession } from "@/lib/db/account-repo";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { askAuth } from "./ask-auth";
import { signedToken } from "./read-session";

/**
 * Takes a fresh session for the one the request came with, which ends.
 *
 * @param email of the session's own user
 * @returns the answer of a sign-in, with its cookie
 * @throws AppError wrong_password, also for an account without one; database_unavailable, busy
 */
export async function confirmPassword(
  request: Request,
  email: string,
  password: string,
): Promise<Response> {
  const former = await signedToken(request.headers);
  const response = await askAuth(request, "/sign-in/email", { email, password }).catch(
    (error: unknown) => {
      const isWrong = error instanceof AppError && error.code === "invalid_credentials";
      throw isWrong ? new AppError("wrong_password", {}, { cause: error }) : error;
    },
  );
  if (former !== null) await removeSession(db(), former);
  return response;
}
