// All of a captain's pictures: one tab a state, a search, pages of cards, and the room they take.
import { ArrowLeft, ArrowRight, Images, Search, Trash2 } from "lucide-react";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { NavTabs } from "@/components/ui/nav-tabs";
import { PageShell } from "@/components/ui/page-shell";
import type { LibraryPage, LibraryQuery, LibraryState } from "@/lib/domain/library/schema";
import { EmptyTrashButton } from "./empty-trash-button";
import { isNarrowed, libraryAddress } from "./library-address";
import { LibrarySearch } from "./library-search";
import { OfflineNotice } from "./offline-notice";
import { PictureGrid } from "./picture-grid";
import { StorageMeter } from "./storage-meter";

const TABS: { state: LibraryState | undefined; tab: string; means: string; none: string }[] = [
  {
    state: undefined,
    tab: "All",
    means: "Every photo you uploaded, once, with everywhere it is used.",
    none: "No photos yet",
  },
  {
    state: "pending",
    tab: "Waiting",
    means: "In a draft, or in no charter yet.",
    none: "Nothing is waiting",
  },
  {
    state: "linked",
    tab: "On a charter",
    means: "Guests can see these.",
    none: "Nothing is on a charter yet",
  },
  {
    state: "trash",
    tab: "Trash",
    means: "Removed photos can be restored for 30 days. Then they are deleted.",
    none: "Your trash is empty",
  },
];

export function Library({ query, page }: { query: LibraryQuery; page: LibraryPage }) {
  const { pictures, counts, storage, places } = page;
  const open = TABS.find(({ state }) => state === query.state) ?? TABS[0];
  const isEmpty = counts.all === 0 && counts.trash === 0;
  return (
    <PageShell
      title="Your library"
      width="wide"
      action={isEmpty ? undefined : <StorageMeter storage={storage} />}
    >
      <OfflineNotice />
      {isEmpty ? (
        <EmptyState
          icon={<Images />}
          title="Every photo you upload will be here"
          action={<ButtonLink href="/captain">Go to your charters</ButtonLink>}
        >
          Use the same photo for several charters without uploading it again, and bring back what
          you removed.
        </EmptyState>
      ) : (
        <>
          <NavTabs
            bare
            label="Parts of your library"
            tabs={TABS.map(({ state, tab }) => ({
              href: libraryAddress({ ...query, state }),
              label: tab,
              count: String(counts[state ?? "all"]),
              current: state === query.state,
            }))}
          />
          <div className="grid gap-6 pt-6">
            <div className="flex flex-wrap items-center justify-between gap-3">
              <p className="text-ink-soft">{open?.means}</p>
              {query.state === "trash" && storage.trashPhotos > 0 && (
                <EmptyTrashButton
                  count={storage.trashPhotos}
                  kept={counts.trash - storage.trashPhotos}
                  frees={storage.trashBytes}
                />
              )}
            </div>
            <LibrarySearch query={query} places={places} />
            {pictures.length > 0 ? (
              <PictureGrid pictures={pictures} places={places} label={`${open?.tab} photos`} />
            ) : (
              <NothingHere query={query} none={open?.none ?? ""} />
            )}
            <Pager query={query} page={page} />
          </div>
        </>
      )}
    </PageShell>
  );
}

function NothingHere({ query, none }: { query: LibraryQuery; none: string }) {
  const { state, sort, cursor } = query;
  if (!cursor && !isNarrowed(query))
    return <EmptyState icon={state === "trash" ? <Trash2 /> : <Images />} title={none} />;
  return (
    <EmptyState
      icon={<Search />}
      title={cursor ? "This page has emptied" : "Nothing matches"}
      action={
        <ButtonLink href={libraryAddress(cursor ? query : { state, sort })}>
          {cursor ? "First page" : "Show all"}
        </ButtonLink>
      }
    >
      {cursor
        ? "What stood here was moved."
        : "A search looks at captions, at what a photo shows, and at the names of charters."}
    </EmptyState>
  );
}

function Pager({ query, page }: { query: LibraryQuery; page: LibraryPage }) {
  const { nextCursor, previousCursor } = page;
  if (!nextCursor && !previousCursor) return null;
  return (
    <nav aria-label="Pages" className="flex flex-wrap items-center justify-between gap-3">
      <span className="flex flex-wrap gap-3">
        {previousCursor && (
          <>
            <ButtonLink href={libraryAddress(query)} prefetch={false} variant="quiet">
              First page
            </ButtonLink>
            <ButtonLink
              href={libraryAddress(query, previousCursor)}
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
        <ButtonLink href={libraryAddress(query, nextCursor)} prefetch={false} rel="next">
          Next
          <ArrowRight aria-hidden />
        </ButtonLink>
      )}
    </nav>
  );
}
