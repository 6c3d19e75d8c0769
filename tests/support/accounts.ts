// Accounts for tests, made in the database without HTTP: a user, a captain, a signed-in cookie.
import { createHmac, randomUUID } from "node:crypto";
import { auth } from "@/lib/auth/auth";
import { db } from "@/lib/db/client";
import { ensureProfile } from "@/lib/db/profile-repo";

export interface TestUser {
  id: string;
  email: string;
  name: string;
  role: "CAPTAIN" | "STAFF" | "ADMIN";
  password: string;
}

/** A captain's profile and the account it belongs to. */
export interface TestCaptain extends TestUser {
  profileId: string;
}

export const PASSWORD = "a boat at dawn 7";

const hashes = new Map<string, Promise<string>>();

/** A user who could sign in with `password`, as if they had signed up; never one with a profile. */
export async function aUser(given: Partial<Omit<TestUser, "id">> = {}): Promise<TestUser> {
  const { role = "CAPTAIN", password = PASSWORD, name = "Ana Marlin" } = given;
  const email = given.email ?? `${randomUUID()}@example.com`;
  const user = await db().user.create({ data: { name, email, role } });
  await db().account.create({
    data: {
      userId: user.id,
      accountId: user.id,
      providerId: "credential",
      password: await hashOf(password),
    },
  });
  return { id: user.id, email, name, role, password };
}

/** A user with role CAPTAIN, unless said, and a captain profile. */
export async function aCaptain(given: Partial<Omit<TestUser, "id">> = {}): Promise<TestCaptain> {
  const user = await aUser(given);
  return { ...user, profileId: await ensureProfile(db(), user.id) };
}

/** The `Cookie` header of a fresh session of this user. */
export async function signedIn(user: { id: string }): Promise<string> {
  const { internalAdapter, authCookies, secret } = await auth().$context;
  const { token } = await internalAdapter.createSession(user.id);
  const signature = createHmac("sha256", secret).update(token).digest("base64");
  return `${authCookies.sessionToken.name}=${encodeURIComponent(`${token}.${signature}`)}`;
}

// Hashing is slow on purpose; once a password and process is enough for tests.
function hashOf(password: string): Promise<string> {
  const hash =
    hashes.get(password) ?? auth().$context.then((context) => context.password.hash(password));
  hashes.set(password, hash);
  return hash;
}
