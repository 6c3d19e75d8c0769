// Accounts and sessions. The only room that says better-auth; product rules live in lib/domain/account.
import "server-only";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { createAuthMiddleware } from "better-auth/api";
import { betterAuth } from "better-auth/minimal";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { googleIsOffered } from "./google-is-offered";
import { hashPassword, renewLegacyHash, verifyPassword } from "./passwords";
import { watched } from "./watch-database";

const DAY_SEC = 24 * 60 * 60;

function create() {
  const { BETTER_AUTH_SECRET, BETTER_AUTH_URL } = env("auth");
  const { TRUSTED_IP_HEADER } = env("app");
  return betterAuth({
    secret: BETTER_AUTH_SECRET,
    // Its scheme decides whether cookies are Secure.
    baseURL: BETTER_AUTH_URL,
    database: watched(prismaAdapter(db(), { provider: "postgresql", transaction: true })),
    // Never a cookie cache: a suspended or demoted user must lose access at the next request.
    session: { expiresIn: 30 * DAY_SEC, updateAge: DAY_SEC },
    emailAndPassword: {
      enabled: true,
      password: { hash: hashPassword, verify: verifyPassword },
      revokeSessionsOnPasswordReset: true,
    },
    socialProviders: google(),
    account: { encryptOAuthTokens: true },
    verification: { storeIdentifier: "hashed" },
    user: {
      additionalFields: {
        role: { type: "string", input: false, defaultValue: "CAPTAIN" },
        suspendedAt: { type: "date", input: false, required: false },
      },
    },
    databaseHooks: {
      session: {
        create: {
          // However somebody signs in, a suspended account gets no session.
          before: async ({ userId }, context) => {
            const user = await context?.context.internalAdapter.findUserById(userId);
            return !(user && "suspendedAt" in user && user.suspendedAt);
          },
        },
      },
    },
    hooks: {
      after: createAuthMiddleware(async ({ path, body, context }) => {
        if (path === "/sign-in/email" && context.newSession)
          await renewLegacyHash(context, context.newSession.user.id, body.password);
      }),
    },
    onAPIError: { throw: true, errorURL: new URL("/sign-in", BETTER_AUTH_URL).href },
    rateLimit: { enabled: false },
    advanced: {
      // Our own door has checked the Origin, on whatever host the product is served.
      disableCSRFCheck: true,
      disableOriginCheck: false,
      database: { generateId: false },
      ipAddress: TRUSTED_IP_HEADER
        ? { ipAddressHeaders: [TRUSTED_IP_HEADER] }
        : { disableIpTracking: true },
    },
    telemetry: { enabled: false },
    logger: {
      level: "error",
      log: (_level, message, ...details) =>
        log().error({ err: details.find((detail) => detail instanceof Error) }, message),
    },
  });
}

function google() {
  if (!googleIsOffered()) return {};
  const { GOOGLE_CLIENT_ID = "", GOOGLE_CLIENT_SECRET = "" } = env("auth");
  return { google: { clientId: GOOGLE_CLIENT_ID, clientSecret: GOOGLE_CLIENT_SECRET } };
}

let instance: ReturnType<typeof create> | undefined;

/** better-auth, configured once a process. */
export function auth(): ReturnType<typeof create> {
  instance ??= create();
  return instance;
}
