// One draft as staff see it: whose, how far it is, its media, its data, and what was done to it.
import Link from "next/link";
import {
  boatFacts,
  charterFacts,
  type DraftFact,
  scheduleFacts,
  tripFacts,
} from "@/components/draft/draft-facts";
import { fullFieldLabel } from "@/components/draft/field-label";
import { Badge } from "@/components/ui/badge";
import { Card, SectionTitle } from "@/components/ui/card";
import { DataList } from "@/components/ui/data-list";
import { Notice } from "@/components/ui/notice";
import { PageShell } from "@/components/ui/page-shell";
import { counted } from "@/components/words/charter-words";
import { ageInWords } from "@/components/words/quantities";
import { DRAFT_STEPS } from "@/lib/domain/draft/rules";
import type { DraftPatch } from "@/lib/domain/draft/schema";
import type { MediaView } from "@/lib/domain/media/schema";
import type { StaffDraftDetail } from "@/lib/domain/staff/schema";
import { DraftActions } from "./draft-actions";
import { HistoryList } from "./history-list";
import { DRAFT_STATUS_WORDS, moment } from "./staff-words";
import { Thumbnail } from "./thumbnail";

const ACTED_ON = DRAFT_STEPS.filter(({ key }) => key !== "review");

export function StaffDraftPage({ detail }: { detail: StaffDraftDetail }) {
  const { draft, photos, unusable, videos, errors, history } = detail;
  const { name, owner, status, stale, progress, counts } = draft;
  const missing = Object.entries(errors);
  return (
    <PageShell
      title={name || "Without a name"}
      width="wide"
      lead={
        <span className="flex flex-wrap items-center gap-2">
          {owner.name}
          <Badge tone={status === "DRAFT" ? "sea" : "plain"}>{DRAFT_STATUS_WORDS[status]}</Badge>
          {stale && <Badge tone="warn">Stale</Badge>}
        </span>
      }
    >
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="grid min-w-0 content-start gap-6">
          <DraftActions draft={draft} />
          <Card>
            <SectionTitle
              lead={`${counted(counts.photos, "photo", "photos")} and ${counted(counts.videos, "video", "videos")}, as the database has them.`}
            >
              Media
            </SectionTitle>
            {photos.length > 0 && <Pictures label="Photos" photos={photos} />}
            {unusable.length > 0 && (
              <div className="mt-4 grid gap-2">
                <h3 className="text-lg">Can't be used</h3>
                <Pictures label="Photos that can't be used" photos={unusable} />
              </div>
            )}
            {videos.length > 0 && (
              <p className="mt-3 text-ink-soft">
                {counted(videos.length, "video", "videos")} would go with it.
              </p>
            )}
          </Card>
          {missing.length > 0 && status === "DRAFT" && (
            <Notice tone="warn" title="Still missing">
              <ul className="list-disc gap-8 pl-5 sm:columns-2">
                {missing.map(([field, sentence]) => (
                  <li key={field}>
                    {fullFieldLabel(field)}: {sentence}
                  </li>
                ))}
              </ul>
            </Notice>
          )}
          <Card>
            <SectionTitle>Data</SectionTitle>
            <Data data={draft.data} />
          </Card>
        </div>
        <div className="grid min-w-0 content-start gap-6">
          <Card>
            <SectionTitle>What is known</SectionTitle>
            <DataList
              className="text-sm [overflow-wrap:anywhere]"
              items={[
                { term: "Captain", value: owner.name },
                { term: "E-mail", value: owner.email },
                {
                  term: "Their media",
                  value: owner.captainId ? (
                    <Link href={`/staff/media?captainId=${owner.captainId}`}>
                      In the media desk
                    </Link>
                  ) : (
                    "None yet"
                  ),
                },
                {
                  term: "Steps done",
                  value:
                    ACTED_ON.filter(({ key }) => progress.done.includes(key))
                      .map(({ title }) => title)
                      .join(", ") || "None",
                },
                { term: "Touched", value: ageInWords(draft.ageSeconds) },
                { term: "Begun", value: moment(draft.createdAt) },
                { term: "Version", value: draft.version },
                {
                  term: "Charter",
                  value: charterOf(draft.charterId ?? draft.editsCharterId),
                },
                { term: "Id", value: <code>{draft.id}</code> },
              ]}
            />
          </Card>
          <Card>
            <SectionTitle>What was done</SectionTitle>
            <HistoryList entries={history} />
          </Card>
        </div>
      </div>
    </PageShell>
  );
}

function Data({ data }: { data: DraftPatch }) {
  const parts: { title: string; facts: readonly DraftFact[] }[] = [
    { title: "Captain and charter", facts: charterFacts(data) },
    { title: "Boat and amenities", facts: boatFacts(data) },
    ...(data.trips ?? []).map((trip, at) => ({
      title: trip.name || `Trip ${at + 1}`,
      facts: tripFacts(trip),
    })),
    { title: "Days", facts: scheduleFacts(data) },
  ];
  return (
    <div className="grid gap-5">
      {parts.map(({ title, facts }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two trips may have one name, and none holds state.
        <div key={`${at} ${title}`}>
          <h3 className="text-lg">{title}</h3>
          {facts.length > 0 ? (
            <DataList items={facts} />
          ) : (
            <p className="text-ink-soft">Nothing yet.</p>
          )}
        </div>
      ))}
      {data.description && <p className="whitespace-pre-line">{data.description}</p>}
    </div>
  );
}

function charterOf(id: string | null) {
  return id ? <Link href={`/charters/${id}`}>Open the charter</Link> : "None yet";
}

function Pictures({ label, photos }: { label: string; photos: readonly MediaView[] }) {
  return (
    <ul aria-label={label} className="grid grid-cols-2 gap-3 sm:grid-cols-4">
      {photos.map((photo) => (
        <li key={photo.id} className="min-w-0">
          <Link
            href={`/staff/media?state=${photo.state}&item=${photo.id}`}
            prefetch={false}
            aria-label={`Open photo ${photo.caption ?? photo.id}`}
            className="block aspect-4/3 overflow-hidden rounded-plate bg-well"
          >
            <Thumbnail item={photo} />
          </Link>
          {photo.rejectedReason !== null && (
            <p className="text-bad text-sm">{photo.rejectedReason}</p>
          )}
          {photo.state === "missing" && <p className="text-bad text-sm">Its file is missing.</p>}
        </li>
      ))}
    </ul>
  );
}
