"use client";
// The staff's review: one tab a state, a search, and pages of cards. Links and a form, no script needed; one client
// component, so that the server writes down what is shown once, and not its elements as well.
import { Anchor, LayoutGrid, Rows3, Search, X } from "lucide-react";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { NavTabs } from "@/components/ui/nav-tabs";
import { PageShell } from "@/components/ui/page-shell";
import { countInWords } from "@/components/words/quantities";
import {
  REVIEW_STATES,
  type ReviewState,
  reviewCursorText,
  type StaffMediaPage,
} from "@/lib/domain/media/schema";
import type { OwnDesk } from "@/lib/domain/staff/schema";
import { JobPanel } from "./job-panel";
import { KeptViews } from "./kept-views";
import { Pager } from "./pager";
import { isFiltered, type ReviewView, reviewAddress } from "./review-address";
import type { ReviewItem } from "./review-item";
import { ReviewList } from "./review-list";
import { ReviewSearch } from "./review-search";

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
  page: Omit<StaffMediaPage, "items"> & { items: ReviewItem[] };
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
      <div className="grid gap-4 pt-4">
        <p className="text-ink-soft">
          {means}
          {view.captainId && ` Only of ${page.items[0]?.captain?.displayName ?? "one captain"}.`}
        </p>
        {own.job && <JobPanel key={own.job.id} started={own.job} />}
        <ReviewSearch view={view} />
        <div className="-mx-4 flex flex-wrap items-center justify-between">
          <KeptViews views={own.views} view={view} />
          <span className="flex flex-wrap">
            {isFiltered(view) && <ShowAll view={view} />}
            <Looks view={view} />
          </span>
        </div>
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

function ShowAll({ view: { state, sort, look } }: { view: ReviewView }) {
  return (
    <ButtonLink
      href={reviewAddress({ state, sort, look })}
      prefetch={false}
      variant="quiet"
      icon={<X aria-hidden />}
    >
      Show all
    </ButtonLink>
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
      {other === "table" ? "As a table" : "As pictures"}
    </ButtonLink>
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
