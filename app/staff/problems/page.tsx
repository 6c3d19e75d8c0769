import type { Metadata } from "next";
import { problemsAddress } from "@/components/staff/problems-address";
import { ProblemsDesk } from "@/components/staff/problems-desk";
import { listProblems } from "@/lib/domain/problem/list-problems";
import { readProblemsAddress } from "@/lib/domain/problem/schema";
import { forPage } from "@/lib/http/page";

export const metadata: Metadata = { title: "Reports" };

export default async function StaffProblemsPage({ searchParams }: PageProps<"/staff/problems">) {
  const query = readProblemsAddress(await searchParams);
  const page = await forPage("staff", problemsAddress(query), (staff) =>
    listProblems(staff, query),
  );
  return <ProblemsDesk query={query} page={page} />;
}
