// Accounts and sessions. The only room that says better-auth; product rules live in lib/domain/account.
import "server-only";
import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";

function create() {
  const { BETTER_AUTH_SECRET, BETTER_AUTH_URL } = env("auth");
  return betterAuth({
    secret: BETTER_AUTH_SECRET,
    baseURL: BETTER_AUTH_URL,
    database: prismaAdapter(db(), { provider: "postgresql" }),
    emailAndPassword: { enabled: true },
    user: {
      additionalFields: {
        role: { type: "string", input: false, defaultValue: "CAPTAIN" },
        suspendedAt: { type: "date", input: false, required: false },
      },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
  });
}

let instance: ReturnType<typeof create> | undefined;

/** better-auth, configured once a process. */
export function auth(): ReturnType<typeof create> {
  instance ??= create();
  return instance;
}
