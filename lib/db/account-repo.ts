// Rows of users and sessions, past what better-auth does itself.
import "server-only";
import type { Db, Tx } from "./client";
import type { Role } from "./generated/client";

export interface SessionUser {
  id: string;
  name: string;
  email: string;
  role: Role;
}

/** Who a session belongs to. */
export interface SessionOwner extends SessionUser {
  /** Since they signed in with it, by the database's clock. */
  signedInSeconds: number;
}

/** The user of a session that has not ended, unless suspended; else null. One statement. */
export async function findSessionUser(db: Db, token: string): Promise<SessionOwner | null> {
  const rows = await db.$queryRaw<SessionOwner[]>`
    SELECT u.id, u.name, u.email, u.role::text AS role,
      floor(extract(epoch FROM now() - s."createdAt"))::int AS "signedInSeconds"
    FROM "Session" s JOIN "User" u ON u.id = s."userId"
    WHERE s.token = ${token} AND s."expiresAt" > now() AND u."suspendedAt" IS NULL`;
  return rows[0] ?? null;
}

const ACCOUNT = {
  id: true,
  name: true,
  email: true,
  role: true,
  suspendedAt: true,
  createdAt: true,
} as const;

export interface AccountRow extends SessionUser {
  suspendedAt: Date | null;
  createdAt: Date;
}

/** @param email in lower case */
export async function findByEmail(db: Db, email: string): Promise<AccountRow | null> {
  return db.user.findUnique({ where: { email }, select: ACCOUNT });
}

/**
 * Holds an account, and the one of whoever changes it, until the transaction ends: in one order, so that two who
 * change each other wait instead of blocking each other, and the second sees what the first has done.
 *
 * @param who an id, or an e-mail in lower case: no id has an "@"
 */
export async function lockAccounts(
  tx: Tx,
  who: string,
  actorId: string | null,
): Promise<AccountRow[]> {
  return tx.$queryRaw<
    AccountRow[]
  >`SELECT "id", "name", "email", "role"::text AS "role", "suspendedAt", "createdAt"
    FROM "User" WHERE "id" IN (${who}, ${actorId}) OR "email" = ${who} ORDER BY "id" FOR NO KEY UPDATE`;
}

/** True when the role was `from` and is now `to`. */
export async function updateRole(db: Db, id: string, from: Role, to: Role): Promise<boolean> {
  const { count } = await db.user.updateMany({ where: { id, role: from }, data: { role: to } });
  return count === 1;
}

/** True when the user was not suspended and now is. */
export async function markSuspended(db: Db, id: string, now: Date): Promise<boolean> {
  const { count } = await db.user.updateMany({
    where: { id, suspendedAt: null },
    data: { suspendedAt: now },
  });
  return count === 1;
}

/** True when the user was suspended and no longer is. */
export async function clearSuspended(db: Db, id: string): Promise<boolean> {
  const { count } = await db.user.updateMany({
    where: { id, suspendedAt: { not: null } },
    data: { suspendedAt: null },
  });
  return count === 1;
}

/** Ends one session. */
export async function removeSession(db: Db, token: string): Promise<void> {
  await db.session.deleteMany({ where: { token } });
}

/** Signs the user out everywhere. */
export async function removeSessions(db: Db, userId: string): Promise<void> {
  await db.session.deleteMany({ where: { userId } });
}
