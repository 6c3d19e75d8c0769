// Accounts as administrators look through them: by a part of a name or e-mail, by role, or the suspended ones.
// Reads only.
import "server-only";
import type { AccountRow } from "./account-repo";
import type { Db } from "./client";
import { Prisma, type Role } from "./generated/client";

const { sql, empty } = Prisma;

export interface PeopleFilter {
  /** A part of a name or e-mail. */
  search?: string | undefined;
  /** Of this role alone, or whoever is suspended. */
  group?: Role | "suspended" | undefined;
  /** Walk the list backwards. */
  reverse: boolean;
  beyond?: { at: Date; id: string } | undefined;
  limit: number;
}

/** One page in the order of the walk, which begins with the newest account. One statement. */
export async function findPeople(db: Db, filter: PeopleFilter): Promise<AccountRow[]> {
  const { search, group, reverse, beyond, limit } = filter;
  const walk = reverse ? sql`ASC` : sql`DESC`;
  const further = reverse ? sql`>` : sql`<`;
  const part = `%${search?.replaceAll(/[\\%_]/g, "\\$&")}%`;
  const wanted =
    group === "suspended"
      ? sql`AND "suspendedAt" IS NOT NULL`
      : group
        ? sql`AND "role" = ${group}::"Role"`
        : empty;
  return db.$queryRaw<
    AccountRow[]
  >`SELECT "id", "name", "email", "role"::text AS "role", "suspendedAt", "createdAt" FROM "User"
    WHERE true ${wanted} ${search ? sql`AND ("name" ILIKE ${part} OR "email" ILIKE ${part})` : empty}
      ${beyond ? sql`AND ("createdAt", "id") ${further} (${beyond.at}, ${beyond.id})` : empty}
    ORDER BY "createdAt" ${walk}, "id" ${walk} LIMIT ${limit}`;
}
