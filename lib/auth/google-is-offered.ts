// Whether people may sign in with Google here. Says nothing about any request.
import "server-only";
import { env } from "@/lib/env";

/** True when both of Google's variables are set. */
export function googleIsOffered(): boolean {
  const { GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET } = env("auth");
  return Boolean(GOOGLE_CLIENT_ID && GOOGLE_CLIENT_SECRET);
}
