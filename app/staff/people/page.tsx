import type { Metadata } from "next";
import { peopleAddress } from "@/components/staff/people-address";
import { PeopleDesk } from "@/components/staff/people-desk";
import { listPeople } from "@/lib/domain/people/list-people";
import { readPeopleAddress } from "@/lib/domain/people/schema";
import { forPage } from "@/lib/http/page";

export const metadata: Metadata = { title: "People" };

export default async function StaffPeoplePage({ searchParams }: PageProps<"/staff/people">) {
  const query = readPeopleAddress(await searchParams);
  const { page, own } = await forPage("admin", peopleAddress(query), async (admin) => ({
    page: await listPeople(admin, query),
    own: admin.userId,
  }));
  return <PeopleDesk query={query} page={page} own={own} />;
}
