// Rows of captains' profiles. No rule of the product: who may, and what is valid, the use case knows.
import "server-only";
import type { Db, Tx } from "./client";
import type { Prisma } from "./generated/client";

/**
 * The id of the user's captain profile, made from the account's name when there is none yet.
 * Harmless to repeat, and two at once make one profile.
 *
 * @param userId of an existing user
 */
export async function ensureProfile(db: Db, userId: string): Promise<string> {
  const existing = await findProfileId(db, userId);
  if (existing) return existing;
  const displayName = await findUserName(db, userId);
  await db.captainProfile.createMany({ data: { userId, displayName }, skipDuplicates: true });
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

const PROFILE = {
  id: true,
  firstName: true,
  lastName: true,
  displayName: true,
  phone: true,
  bio: true,
  experienceYrs: true,
  avatar: { select: { id: true, status: true, url: true, renditions: true, trashedAt: true } },
} as const satisfies Prisma.CaptainProfileSelect;

export type ProfileRow = Prisma.CaptainProfileGetPayload<{ select: typeof PROFILE }>;

/** The user's profile with its avatar's media; null when there is none. */
export async function findByUser(db: Db, userId: string): Promise<ProfileRow | null> {
  return db.captainProfile.findUnique({ where: { userId }, select: PROFILE });
}

/** The name on the account, which a new profile starts with. */
export async function findUserName(db: Db, userId: string): Promise<string> {
  const user = await db.user.findUniqueOrThrow({ where: { id: userId }, select: { name: true } });
  return user.name;
}

/** Writes the fields that are given. */
export async function update(
  db: Db,
  id: string,
  fields: { [Field in keyof Omit<ProfileRow, "id" | "avatar">]?: ProfileRow[Field] | undefined },
): Promise<ProfileRow> {
  // Prisma takes an absent field for "keep", and refuses to guess what undefined means.
  const data = Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  );
  return db.captainProfile.update({ where: { id }, data, select: PROFILE });
}

/**
 * Gives the profile this picture, or none, and puts the one it had before in the trash. The caller holds
 * the captain's lock.
 */
export async function wearAvatar(tx: Tx, captainId: string, mediaId: string | null): Promise<void> {
  await tx.$executeRaw`WITH captain AS (
      SELECT "id", "avatarMediaId" FROM "CaptainProfile" WHERE "id" = ${captainId}
    ), taken_off AS (
      UPDATE "CharterMedia" AS media SET "trashedAt" = now(), "updatedAt" = now()
      FROM captain WHERE media."id" = captain."avatarMediaId" AND media."status" = 'READY'
        AND media."trashedAt" IS NULL AND media."id" IS DISTINCT FROM ${mediaId}
    )
    UPDATE "CaptainProfile" AS profile SET "avatarMediaId" = ${mediaId}, "updatedAt" = now()
    FROM captain WHERE profile."id" = captain."id"`;
}

/** Takes the picture off the profile that wears it, if one does. */
export async function dropAvatar(tx: Tx, mediaId: string): Promise<void> {
  await tx.captainProfile.updateMany({
    where: { avatarMediaId: mediaId },
    data: { avatarMediaId: null },
  });
}
