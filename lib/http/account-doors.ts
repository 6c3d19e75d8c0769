// Every address of better-auth that the product offers, with its limits. What is not here does not
// exist: the route files under app/api/auth export these doors and nothing else.
import "server-only";
import type { z } from "zod";
import { askAuth } from "@/lib/auth/ask-auth";
import { confirmPassword } from "@/lib/auth/confirm-password";
import { finishGoogleSignIn, startGoogleSignIn } from "@/lib/auth/google-sign-in";
import { readSession } from "@/lib/auth/read-session";
import {
  changePasswordInput,
  googleSignInInput,
  resetPasswordInput,
  signInInput,
  signUpInput,
} from "@/lib/domain/account/schema";
import { confirmPasswordInput } from "@/lib/domain/staff/schema";
import { fail } from "@/lib/errors/app-error";
import { sessionOf } from "./authenticate";
import { type Counted, enforceLimit, enforceLimits } from "./rate-limit";
import { clientAddress, networkOf } from "./request";
import { route } from "./route";

/**
 * A door that anybody may try: counted for the network address, so that it can't use up many people's
 * budgets, then by `counted`; and for all together only what these let pass, so that nobody can use that up.
 */
function open<B extends object>(
  body: z.ZodType<B>,
  counted: (body: B) => Counted[],
  run: (request: Request, body: B) => Promise<Response>,
) {
  return route({
    as: "anyone",
    body,
    run: async ({ body, request }) => {
      const address = clientAddress(request.headers);
      await enforceLimits([
        ...(address ? [["account.address", networkOf(address)] as const] : []),
        ...counted(body),
      ]);
      await enforceLimit("account.everyone", "-");
      return run(request, body);
    },
  });
}

export const ACCOUNT_DOORS = {
  /** Makes a captain and signs them in. */
  signUp: open(
    signUpInput,
    ({ email }) => [["account.signUp", email]],
    (request, body) => askAuth(request, "/sign-up/email", body),
  ),

  signIn: open(
    signInInput,
    ({ email }) => [["account.signIn", email]],
    (request, body) => askAuth(request, "/sign-in/email", body),
  ),

  signOut: route({ as: "anyone", run: ({ request }) => askAuth(request, "/sign-out") }),

  /** `null` without a session; renews one that is older than a day. */
  getSession: route({
    as: "anyone",
    run: async ({ request }) =>
      (await readSession(request.headers)) && askAuth(request, "/get-session"),
  }),

  /** Signs out everywhere else. */
  changePassword: route({
    as: "captain",
    limit: "account.password",
    body: changePasswordInput,
    run: ({ request, body }) =>
      askAuth(request, "/change-password", { ...body, revokeOtherSessions: true }),
  }),

  /** A member of staff signs in anew, without leaving the page. */
  confirmPassword: route({
    as: "staff",
    limit: "account.password",
    body: confirmPasswordInput,
    run: async ({ request, body }) => {
      const { email } = (await sessionOf(request.headers)) ?? fail("unauthorized");
      return confirmPassword(request, email, body.password);
    },
  }),

  /** Signs out everywhere. */
  resetPassword: open(
    resetPasswordInput,
    ({ token }) => [["account.password", token]],
    (request, body) => askAuth(request, "/reset-password", body),
  ),

  signInWithGoogle: open(googleSignInInput, () => [], startGoogleSignIn),

  finishGoogleSignIn: route({
    as: "anyone",
    run: ({ request }) => finishGoogleSignIn(request),
  }),
};
