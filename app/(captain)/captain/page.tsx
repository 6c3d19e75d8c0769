import type { Metadata } from "next";
import { Dashboard } from "@/components/captain/dashboard";
import { getProfile } from "@/lib/domain/account/get-profile";
import type { Captain } from "@/lib/domain/actor";
import { listCharters } from "@/lib/domain/charter/list-charters";
import { listDrafts } from "@/lib/domain/draft/list-drafts";
import { operatorOf } from "@/lib/domain/draft/rules";
import { forPage } from "@/lib/http/page";

export const metadata: Metadata = { title: "Your charters" };

async function read(captain: Captain) {
  const [drafts, charters, profile] = await Promise.all([
    listDrafts(captain),
    listCharters(captain),
    getProfile(captain),
  ]);
  return { drafts, charters, operator: operatorOf(profile), ownerId: captain.userId };
}

export default async function DashboardPage() {
  const { drafts, ...rest } = await forPage("captain", "/captain", read);
  const open = drafts.filter(({ status }) => status === "DRAFT");
  return <Dashboard drafts={open} {...rest} now={new Date()} />;
}
