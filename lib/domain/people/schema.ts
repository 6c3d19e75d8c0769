// What administrators ask of the list of people, and what they decide about one. Browser-safe.
import { z } from "zod";
import { type AccountView, ROLES } from "@/lib/domain/account/schema";
import { id, plainText } from "@/lib/domain/media/schema";
import { reasonInput, timeCursor } from "@/lib/domain/staff/schema";

/** The parts that the list of people can be narrowed to. */
export const PEOPLE_GROUPS = [...ROLES, "suspended"] as const;

export const peopleQuery = z.object({
  /** A part of a name or e-mail. */
  q: plainText.max(200).optional(),
  group: z.enum(PEOPLE_GROUPS).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
  cursor: timeCursor.optional(),
});
export type PeopleQuery = z.infer<typeof peopleQuery>;

/** {@link peopleQuery} from a page's address, where what does not fit counts as not said. */
export function readPeopleAddress(address: Record<string, unknown>): PeopleQuery {
  const { q, group, cursor } = peopleQuery.shape;
  return peopleQuery.parse({
    q: q.safeParse(address.q).data,
    group: group.safeParse(address.group).data,
    cursor: cursor.safeParse(address.cursor).success ? address.cursor : undefined,
  });
}

/** One page, the newest account first. */
export interface PeoplePage {
  people: AccountView[];
  nextCursor: string | null;
  previousCursor: string | null;
}

export const personParams = z.object({ id });

/** `from` is the role that was seen: an account that has another one by now is left alone. */
export const setRoleInput = reasonInput.extend({ role: z.enum(ROLES), from: z.enum(ROLES) });
export type SetRoleInput = z.infer<typeof setRoleInput>;
