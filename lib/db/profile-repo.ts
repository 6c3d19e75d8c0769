// Rows of captains' profiles. No rule of the product: who may, and what is valid, the use case knows.
import "server-only";
import type { Db } from "./client";

/**
 * The id of the user's captain profile, made from the account's name when there is none yet.
 * Harmless to repeat, and two at once make one profile.
 *
 * @param userId of an existing user
 */
export async function ensureProfile(db: Db, userId: string): Promise<string> {
  const existing = await findProfileId(db, userId);
  if (existing) return existing;
  const { name } = await db.user.findUniqueOrThrow({
    where: { id: userId },
    select: { name: true },
  });
  await db.captainProfile.createMany({
    data: { userId, displayName: name },
    skipDuplicates: true,
  });
  // Whoever won the race, the row is committed by now and a new statement sees it.
  const made = await db.captainProfile.findUniqueOrThrow({
    where: { userId },
    select: { id: true },
  });
  return made.id;
}

/** The id of the user's captain profile; null when there is none. */
export async function findProfileId(db: Db, userId: string): Promise<string | null> {
  const row = await db.captainProfile.findUnique({ where: { userId }, select: { id: true } });
  return row?.id ?? null;
}
