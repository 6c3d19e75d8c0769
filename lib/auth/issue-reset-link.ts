// Makes the links with which people set a password without knowing the old one.
import "server-only";
import { generateRandomString } from "better-auth/crypto";
import { env } from "@/lib/env";
import { auth } from "./auth";

const VALID_MS = 24 * 60 * 60 * 1000;

/**
 * A link that lets its holder set this user's password, once, within 24 hours. It ends all earlier
 * ones. Using it signs the user out everywhere.
 *
 * @throws AppError database_unavailable
 */
export async function issueResetLink(userId: string): Promise<string> {
  const { adapter, internalAdapter } = await auth().$context;
  const token = generateRandomString(32, "a-z", "A-Z", "0-9");
  // Only reset links have a bare user id as their value.
  await adapter.deleteMany({ model: "verification", where: [{ field: "value", value: userId }] });
  await internalAdapter.createVerificationValue({
    identifier: `reset-password:${token}`,
    value: userId,
    expiresAt: new Date(Date.now() + VALID_MS),
  });
  return new URL(`/reset-password?token=${token}`, env("auth").BETTER_AUTH_URL).href;
}
