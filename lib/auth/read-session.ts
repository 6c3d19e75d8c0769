// Who a session cookie belongs to, asked of the database on every request: one statement, no cache.
import "server-only";
import { parseCookies } from "better-auth/cookies";
import { constantTimeEqual, makeSignature } from "better-auth/crypto";
import { findSessionUser, type SessionOwner, type SessionUser } from "@/lib/db/account-repo";
import { db } from "@/lib/db/client";
import { auth } from "./auth";

export type { SessionOwner, SessionUser };

/**
 * The user of a valid session who is not suspended, else null. Never renews the session: only
 * `GET /api/auth/get-session` can also renew the cookie.
 *
 * @throws AppError database_unavailable
 */
export async function readSession(headers: Headers): Promise<SessionOwner | null> {
  const token = await signedToken(headers);
  return token === null ? null : findSessionUser(db(), token);
}

/** The token of better-auth's session cookie, `<token>.<signature>`, when the signature is ours. */
export async function signedToken(headers: Headers): Promise<string | null> {
  const cookies = headers.get("cookie");
  if (cookies === null) return null;
  const { authCookies, secret } = await auth().$context;
  const signed = parseCookies(cookies).get(authCookies.sessionToken.name) ?? "";
  const dot = signed.lastIndexOf(".");
  if (dot < 1) return null;
  const token = signed.slice(0, dot);
  const isOurs = constantTimeEqual(signed.slice(dot + 1), await makeSignature(token, secret));
  return isOurs ? token : null;
}
