// What a page may know of its visitor before anything is proven: for navigation only, it opens nothing.
import "server-only";
import { headers } from "next/headers";
import { googleIsOffered } from "@/lib/auth/google-is-offered";
import type { Role } from "@/lib/domain/account/schema";
import { sessionOf } from "./authenticate";

export interface Visitor {
  id: string;
  name: string;
  email: string;
  role: Role;
}

/**
 * Who is looking at this page: null when nobody is signed in, undefined while that can't be known, in
 * which case a page shows neither "Sign in" nor a name. Never throws.
 */
export async function readVisitor(): Promise<Visitor | null | undefined> {
  const given = await headers();
  return sessionOf(given).then(
    (user) => user && { id: user.id, name: user.name, email: user.email, role: user.role },
    () => undefined,
  );
}

/** The ways to sign in beside e-mail and password. */
export function otherWaysToSignIn(): { google: boolean } {
  return { google: googleIsOffered() };
}
