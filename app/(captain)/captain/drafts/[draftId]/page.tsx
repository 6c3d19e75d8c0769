import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { DraftWizard } from "@/components/draft/draft-wizard";
import { getProfile } from "@/lib/domain/account/get-profile";
import type { Captain } from "@/lib/domain/actor";
import { findOtherDrafts } from "@/lib/domain/draft/find-other-drafts";
import { getDraft } from "@/lib/domain/draft/get-draft";
import { reviewDraft } from "@/lib/domain/draft/review-draft";
import { isOfDraft, operatorOf } from "@/lib/domain/draft/rules";
import { draftParams } from "@/lib/domain/draft/schema";
import { listCaptainPhotos } from "@/lib/domain/media/list-captain-photos";
import { forPage } from "@/lib/http/page";

export const metadata: Metadata = { title: "Your charter" };

async function read(captain: Captain, id: string) {
  const draft = await getDraft(captain, id);
  if (draft.status !== "DRAFT") return { draft, opened: null };
  const [profile, pending, review, otherDrafts] = await Promise.all([
    getProfile(captain),
    listCaptainPhotos(captain, { state: "pending" }),
    draft.editsCharterId ? reviewDraft(captain, id) : null,
    findOtherDrafts(captain, id),
  ]);
  // What is on the charter already comes first, as it does on its page.
  const linked = review?.photos.filter(({ state }) => state === "linked") ?? [];
  const photos = [...linked, ...pending.photos.filter((photo) => isOfDraft(photo, id))];
  const operator = operatorOf(profile);
  return { draft, opened: { ownerId: captain.userId, photos, operator, otherDrafts } };
}

export default async function DraftPage({ params }: PageProps<"/captain/drafts/[draftId]">) {
  const { draftId } = await params;
  if (!draftParams.safeParse({ id: draftId }).success) notFound();
  const { draft, opened } = await forPage("captain", `/captain/drafts/${draftId}`, (captain) =>
    read(captain, draftId),
  );
  const charterId = draft.charterId ?? (draft.status === "SUBMITTED" ? draft.editsCharterId : null);
  if (!opened) redirect(charterId ? `/charters/${charterId}` : "/captain");
  return <DraftWizard draft={draft} {...opened} />;
}
