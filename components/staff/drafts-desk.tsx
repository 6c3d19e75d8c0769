// Everybody's drafts: one tab a status, a search, and what is still missing of each. Links and a form, no
// script needed.
import { FileText, Search } from "lucide-react";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { LinkPending } from "@/components/ui/link-pending";
import { NavTabs } from "@/components/ui/nav-tabs";
import { PageShell } from "@/components/ui/page-shell";
import { SearchForm } from "@/components/ui/search-form";
import { Select } from "@/components/ui/select";
import { counted } from "@/components/words/charter-words";
import { ageInWords, countInWords } from "@/components/words/quantities";
import { DRAFT_STATUSES } from "@/lib/domain/draft/schema";
import { CHARTER_PHOTOS } from "@/lib/domain/media/kinds";
import type { StaffDraftItem, StaffDraftsPage, StaffDraftsQuery } from "@/lib/domain/staff/schema";
import { draftsAddress } from "./drafts-address";
import { NothingListed } from "./nothing-listed";
import { Pager } from "./pager";
import { DRAFT_STATUS_WORDS } from "./staff-words";

export function DraftsDesk({ query, page }: { query: StaffDraftsQuery; page: StaffDraftsPage }) {
  const { status, q, stale, sort } = query;
  const isNarrowed = Boolean(q || stale);
  return (
    <PageShell title="Drafts desk" width="wide">
      <NavTabs
        label="Status of drafts"
        tabs={DRAFT_STATUSES.map((one) => ({
          href: draftsAddress({ ...query, status: one }),
          label: DRAFT_STATUS_WORDS[one],
          count: countInWords(page.counts[one]),
          current: one === status,
        }))}
      />
      <div className="grid gap-6 pt-6">
        <SearchForm
          here={draftsAddress(query)}
          label="Captain, e-mail, charter or id"
          value={q}
          kept={status === "DRAFT" ? {} : { status }}
          showAll={isNarrowed && draftsAddress({ status, sort })}
          filters={{ label: "Filters and order", set: [stale, sort !== "newest"] }}
        >
          <Field label="Order" className="max-md:col-span-2">
            <Select
              name="sort"
              defaultValue={sort}
              options={[
                { value: "newest", label: "Touched last first" },
                { value: "oldest", label: "Touched longest ago first" },
              ]}
            />
          </Field>
          <Checkbox
            name="stale"
            value="1"
            defaultChecked={stale}
            label="Untouched for a day"
            className="max-md:col-span-2"
          />
        </SearchForm>
        {page.drafts.length > 0 ? (
          <ul aria-label={`${DRAFT_STATUS_WORDS[status]} drafts`} className="grid gap-3">
            {page.drafts.map((draft) => (
              <DraftRow key={draft.id} draft={draft} />
            ))}
          </ul>
        ) : (
          <NothingListed
            icon={isNarrowed ? <Search /> : <FileText />}
            title={isNarrowed ? "Nothing matches" : "No drafts here"}
            isLater={query.cursor !== undefined}
            firstPage={draftsAddress(query)}
          />
        )}
        <Pager {...page} addressOf={(cursor) => draftsAddress(query, cursor)} />
      </div>
    </PageShell>
  );
}

function DraftRow({ draft }: { draft: StaffDraftItem }) {
  const { id, name, owner, progress, counts, status, stale, ageSeconds, lastTouchedAt } = draft;
  const isOpen = status === "DRAFT";
  const lacksPhotos = isOpen && counts.photos < CHARTER_PHOTOS.min;
  return (
    <li className="relative grid gap-x-6 gap-y-2 rounded-card border-[1.5px] border-line bg-card p-4 focus-within:border-ink hover:border-ink md:grid-cols-[minmax(0,2fr)_minmax(0,2fr)_minmax(0,1fr)]">
      <div className="min-w-0">
        <h2 className="text-lg leading-snug">
          <Link
            href={`/staff/drafts/${id}`}
            prefetch={false}
            className="text-ink no-underline after:absolute after:inset-0 hover:underline"
          >
            <LinkPending bare />
            {name || "Without a name"}
          </Link>
        </h2>
        <p className="text-ink-soft text-sm [overflow-wrap:anywhere]">
          {owner.name} · {owner.email}
        </p>
      </div>
      <div className="flex min-w-0 flex-wrap content-start items-center gap-1.5">
        {isOpen && (
          <Badge tone={progress.done.length === progress.of ? "good" : "plain"}>
            {progress.done.length} of {progress.of} steps
          </Badge>
        )}
        <Badge tone={lacksPhotos ? "warn" : "plain"}>
          {counted(counts.photos, "photo", "photos")}
        </Badge>
        {counts.videos > 0 && <Badge>{counted(counts.videos, "video", "videos")}</Badge>}
        {draft.editsCharterId && <Badge tone="sea">Edits a charter</Badge>}
        {stale && <Badge tone="warn">Stale</Badge>}
      </div>
      <p className="text-ink-soft text-sm md:text-right">
        Touched <time dateTime={lastTouchedAt}>{ageInWords(ageSeconds)}</time>
      </p>
    </li>
  );
}
