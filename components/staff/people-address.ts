// The address of one view of the people.
import type { PeopleQuery } from "@/lib/domain/people/schema";

/** The address of everybody or of those asked for, or of the page of them that `cursor` names. */
export function peopleAddress(
  { q, group }: Pick<PeopleQuery, "q" | "group">,
  cursor?: string,
): string {
  const search = new URLSearchParams({
    ...(group && { group }),
    ...(q && { q }),
    ...(cursor && { cursor }),
  }).toString();
  return search ? `/staff/people?${search}` : "/staff/people";
}
