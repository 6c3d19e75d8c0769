// The staff's review: one tab a state, a search, and pages of cards. Links and a form, no script needed.
import { Anchor, ArrowLeft, ArrowRight, Search } from "lucide-react";
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
  type StaffMediaPage,
  type StaffMediaQuery,
} from "@/lib/domain/media/schema";
import { reviewAddress, reviewFields } from "./review-address";
import { ReviewCard } from "./review-card";

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

export function MediaDesk({ query, page }: { query: StaffMediaQuery; page: StaffMediaPage }) {
  const { tab, means } = STATES[query.state];
  return (
    <PageShell title="Media desk" width="wide">
      <NavTabs
        label="States of media"
        tabs={REVIEW_STATES.map((state) => ({
          href: reviewAddress({ ...query, state }),
          label: STATES[state].tab,
          count: countInWords(page.counts[state]),
          current: state === query.state,
        }))}
      />
      <div className="grid gap-6 pt-6">
        <p className="text-ink-soft">
          {means}
          {query.captainId && ` Only of ${page.items[0]?.captain?.displayName ?? "one captain"}.`}
        </p>
        <ReviewSearch query={query} />
        {page.items.length > 0 ? (
          <ul
            aria-label={`${tab} media`}
            className="grid grid-cols-1 gap-4 min-[420px]:grid-cols-2 md:grid-cols-3 lg:grid-cols-4 xl:grid-cols-5"
          >
            {page.items.map((item) => (
              <ReviewCard
                key={item.id}
                item={item}
                {...(item.captain && {
                  captainHref: reviewAddress({
                    ...query,
                    q: undefined,
                    captainId: item.captain.id,
                  }),
                })}
              />
            ))}
          </ul>
        ) : (
          <NothingHere query={query} />
        )}
        <Pager query={query} page={page} />
      </div>
    </PageShell>
  );
}

function ReviewSearch({ query }: { query: StaffMediaQuery }) {
  const { q, kind, sort, ...kept } = query;
  const isNarrowed = isFiltered(query);
  return (
    <search>
      {/* A new search begins at its first page, in the tab one stands in. */}
      <form
        key={reviewAddress(query)}
        action="/staff/media"
        className="grid grid-cols-2 items-end gap-x-4 gap-y-3 lg:grid-cols-[minmax(0,1fr)_12rem_12rem_auto]"
      >
        {Object.entries(reviewFields({ ...kept, sort: "newest" })).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Field label="Captain, e-mail, charter, key or id" className="col-span-2 lg:col-span-1">
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
        <div className="col-span-2 flex flex-wrap gap-3 lg:col-span-1">
          <Button type="submit" icon={<Search aria-hidden />} className="max-sm:flex-1">
            Show
          </Button>
          {isNarrowed && (
            <ButtonLink href={reviewAddress({ state: query.state, sort })} variant="quiet">
              Show all
            </ButtonLink>
          )}
        </div>
      </form>
    </search>
  );
}

function NothingHere({ query }: { query: StaffMediaQuery }) {
  const { state, sort, cursor } = query;
  if (!cursor && !isFiltered(query))
    return <EmptyState icon={<Anchor />} title={STATES[state].none} />;
  return (
    <EmptyState
      icon={<Search />}
      title={cursor ? "This page has emptied" : "Nothing matches"}
      action={
        <ButtonLink href={reviewAddress(cursor ? query : { state, sort })}>
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

function Pager({ query, page }: { query: StaffMediaQuery; page: StaffMediaPage }) {
  const { nextCursor, previousCursor } = page;
  if (!nextCursor && !previousCursor) return null;
  return (
    <nav aria-label="Pages" className="flex flex-wrap items-center justify-between gap-3">
      <span className="flex flex-wrap gap-3">
        {previousCursor && (
          <>
            <ButtonLink href={reviewAddress(query)} prefetch={false} variant="quiet">
              First page
            </ButtonLink>
            <ButtonLink
              href={reviewAddress(query, previousCursor)}
              prefetch={false}
              rel="prev"
              icon={<ArrowLeft aria-hidden />}
            >
              Previous
            </ButtonLink>
          </>
        )}
      </span>
      {nextCursor && (
        <ButtonLink href={reviewAddress(query, nextCursor)} prefetch={false} rel="next">
          Next
          <ArrowRight aria-hidden />
        </ButtonLink>
      )}
    </nav>
  );
}

const isFiltered = ({ q, kind, captainId, from, to }: StaffMediaQuery): boolean =>
  Boolean(q || kind || captainId || from || to);
