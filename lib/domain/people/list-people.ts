// Everybody who has an account, for administrators.
import "server-only";
import { db } from "@/lib/db/client";
import { findPeople } from "@/lib/db/people-repo";
import { accountView } from "@/lib/domain/account/rules";
import type { Admin } from "@/lib/domain/actor";
import { pageByTime } from "@/lib/domain/staff/rules";
import type { PeoplePage, PeopleQuery } from "./schema";

/** One page of all accounts or of those asked for, the newest first, with its neighbours' cursors. One statement. */
export async function listPeople(_admin: Admin, query: PeopleQuery): Promise<PeoplePage> {
  const { q, group, limit, cursor } = query;
  const reverse = cursor?.towards === "previous";
  // One more than shown tells whether the walk goes on.
  const filter = { search: q, group, reverse, beyond: cursor, limit: limit + 1 };
  const { shown, ...cursors } = pageByTime(await findPeople(db(), filter), query);
  return { people: shown.map(accountView), ...cursors };
}
