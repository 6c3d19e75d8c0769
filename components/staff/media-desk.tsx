// The staff's review: one tab a state, a search, and pages of cards. Links and a form, no script needed.
import { Anchor, LayoutGrid, Rows3, Search } from "lucide-react";
import { Button, ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NavTabs } from "@/components/ui/nav-tabs";
import { PageShell } from "@/components/ui/page-shell";
import { Select } from "@/components/ui/select";
import { countInWords } from "@/components/words/quantities";
import { MEDIA_KIND_NAMES, MEDIA_KINDS } from "@/lib/domain/media/kinds";
import {
  REVIEW_STATES,
  type ReviewState,
  reviewCursorText,
  type StaffMediaPage,
} from "@/lib/domain/media/schema";
import type { OwnDesk } from "@/lib/domain/staff/schema";
import { JobPanel } from "./job-panel";
import { KeptViews } from "./kept-views";
import { MoreFilters } from "./more-filters";
import { Pager } from "./pager";
import { filterFields, type ReviewView, reviewAddress, reviewFields } from "./review-address";
import { ReviewList } from "./review-list";

const STATES: Record<ReviewState, { tab: string; means: string; none: string }> = {
  pending: {
    tab: "Pending",
    means: "Uploaded by a captain and waiting for a charter.",
    none: "Nothing is waiting for a charter.",
  },
  linked: {
    tab: "Linked",
    means: "Part of a finished charter.",
    none: "No charter has media yet.",
  },
  orphan: {
    tab: "Orphan",
    means: "Without a captain and without a charter. Removed after 30 days.",
    none: "Everything has a captain or a charter.",
  },
  missing: {
    tab: "Missing",
    means: "Known here, but the file is gone from the store.",
    none: "Every file is where it should be.",
  },
  trash: {
    tab: "Trash",
    means: "Removed, and restorable for 30 days.",
    none: "Nothing was removed lately.",
  },
};

export function MediaDesk({
  view,
  page,
  own,
  isAdmin,
}: {
  view: ReviewView;
  page: StaffMediaPage;
  own: OwnDesk;
  isAdmin: boolean;
}) {
  const { tab, means } = STATES[view.state];
  return (
    <PageShell title="Media desk" width="wide">
      <NavTabs
        label="States of media"
        tabs={REVIEW_STATES.map((state) => ({
          href: reviewAddress({ ...view, state }),
          label: STATES[state].tab,
          count: countInWords(page.counts[state]),
          current: state === view.state,
        }))}
      />
      <div className="grid gap-6 pt-6">
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <p className="text-ink-soft">
            {means}
            {view.captainId && ` Only of ${page.items[0]?.captain?.displayName ?? "one captain"}.`}
          </p>
          <Looks view={view} />
        </div>
        {own.job && <JobPanel key={own.job.id} started={own.job} />}
        <KeptViews views={own.views} view={view} />
        <ReviewSearch view={view} />
        {page.items.length > 0 ? (
          <ReviewList
            key={reviewAddress(view, view.cursor && reviewCursorText(view.cursor))}
            label={`${tab} media`}
            items={page.items}
            view={view}
            hasMore={Boolean(page.nextCursor || page.previousCursor)}
            isAdmin={isAdmin}
          />
        ) : (
          <NothingHere view={view} />
        )}
        <Pager {...page} addressOf={(cursor) => reviewAddress(view, cursor)} />
      </div>
    </PageShell>
  );
}

function Looks({ view }: { view: ReviewView }) {
  const here = view.cursor && reviewCursorText(view.cursor);
  const other = view.look === "grid" ? "table" : "grid";
  return (
    <ButtonLink
      href={reviewAddress({ ...view, look: other }, here)}
      prefetch={false}
      variant="quiet"
      icon={other === "table" ? <Rows3 aria-hidden /> : <LayoutGrid aria-hidden />}
    >
      {other === "table" ? "Show as a table" : "Show as pictures"}
    </ButtonLink>
  );
}

function ReviewSearch({ view }: { view: ReviewView }) {
  const { q, kind, sort, from, to } = view;
  const isNarrowed = isFiltered(view);
  return (
    <search>
      {/* A new search begins at its first page, in the tab one stands in. */}
      <form
        key={reviewAddress(view)}
        action="/staff/media"
        className="grid grid-cols-2 items-end gap-x-4 gap-y-3 md:grid-cols-4 xl:grid-cols-[minmax(0,1fr)_11rem_11rem_11rem_11rem_auto]"
      >
        {Object.entries(
          // What the form has no field for.
          reviewFields({
            state: view.state,
            captainId: view.captainId,
            look: view.look,
            sort: "newest",
          }),
        ).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Field label="Captain, e-mail, charter, key or id" className="col-span-2 xl:col-span-1">
          <Input type="search" name="q" defaultValue={q} maxLength={200} enterKeyHint="search" />
        </Field>
        <Field label="Kind">
          <Select
            name="kind"
            defaultValue={kind ?? ""}
            placeholder="All kinds"
            options={MEDIA_KIND_NAMES.map((name) => ({
              value: name,
              label: MEDIA_KINDS[name].label,
            }))}
          />
        </Field>
        <Field label="Uploaded from">
          <Input type="date" name="from" defaultValue={from?.slice(0, 10)} min="1970-01-01" />
        </Field>
        <Field label="Uploaded to">
          <Input type="date" name="to" defaultValue={to?.slice(0, 10)} min="1970-01-01" />
        </Field>
        <Field label="Order">
          <Select
            name="sort"
            defaultValue={sort}
            options={[
              { value: "newest", label: "Newest first" },
              { value: "oldest", label: "Oldest first" },
              { value: "largest", label: "Largest first" },
            ]}
          />
        </Field>
        <div className="col-span-2 flex flex-wrap gap-3 xl:col-span-1">
          <Button type="submit" icon={<Search aria-hidden />} className="max-sm:flex-1">
            Show
          </Button>
          {isNarrowed && (
            <ButtonLink
              href={reviewAddress({ state: view.state, sort, look: view.look })}
              variant="quiet"
            >
              Show all
            </ButtonLink>
          )}
        </div>
        <MoreFilters view={view} />
      </form>
    </search>
  );
}

function NothingHere({ view }: { view: ReviewView }) {
  const { state, sort, cursor, look } = view;
  if (!cursor && !isFiltered(view))
    return <EmptyState icon={<Anchor />} title={STATES[state].none} />;
  return (
    <EmptyState
      icon={<Search />}
      title={cursor ? "This page has emptied" : "Nothing matches"}
      action={
        <ButtonLink href={reviewAddress(cursor ? view : { state, sort, look })}>
          {cursor ? "First page" : "Show all"}
        </ButtonLink>
      }
    >
      {cursor
        ? "What stood here has moved on to another state."
        : "Try fewer letters, another tab or another kind."}
    </EmptyState>
  );
}

const isFiltered = ({ state, ...view }: ReviewView): boolean =>
  Object.keys(filterFields({ ...view, state: "pending" })).length > 0;
