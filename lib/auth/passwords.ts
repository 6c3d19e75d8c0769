// Password hashes: better-auth's scrypt for all new ones, bcrypt of the old system until its next sign-in.
import "server-only";
import { compare } from "bcryptjs";
import type { AuthContext } from "better-auth";
import { hashPassword as scrypt, verifyPassword as verifyScrypt } from "better-auth/crypto";

const BCRYPT = /^\$2[aby]\$/;
const SCRYPT = /^[0-9a-f]{32}:[0-9a-f]{128}$/;

/** A salted hash in the scheme of today. */
export const hashPassword = scrypt;

/** Whether the password is the hash's. A hash of a scheme nobody knows matches nothing. */
export async function verifyPassword(given: { hash: string; password: string }): Promise<boolean> {
  if (BCRYPT.test(given.hash)) return compare(given.password, given.hash);
  if (SCRYPT.test(given.hash)) return verifyScrypt(given);
  await scrypt(given.password);
  return false;
}

/** Replaces a bcrypt hash by one of today's scheme, unless the password was changed meanwhile. */
export async function renewLegacyHash(
  { internalAdapter, adapter }: AuthContext,
  userId: string,
  password: string,
): Promise<void> {
  const account = await internalAdapter.findCredentialAccount(userId);
  if (!account?.password || !BCRYPT.test(account.password)) return;
  await adapter.updateMany({
    model: "account",
    where: [
      { field: "id", value: account.id },
      { field: "password", value: account.password },
    ],
    update: { password: await scrypt(password) },
  });
}
