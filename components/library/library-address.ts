// The address of one view of the library: everything that is shown is said there, and nothing twice.
import type { LibraryQuery } from "@/lib/domain/library/schema";

type Said = Partial<Pick<LibraryQuery, "state" | "kind" | "q" | "usedIn" | "sort">>;

/** The parts of an address that differ from an untouched view, less the page within the list. */
export function libraryFields({ state, kind, q, usedIn, sort }: Said): Record<string, string> {
  return {
    ...(state && { state }),
    ...(q && { q }),
    ...(kind && { kind }),
    ...(usedIn && { usedIn }),
    ...(sort && sort !== "newest" && { sort }),
  };
}

/** `?…` of this view, or of the page of it that `cursor` names; empty for an untouched view. */
export function librarySearch(query: Said, cursor?: string): string {
  const search = new URLSearchParams({ ...libraryFields(query), ...(cursor && { cursor }) });
  return search.size > 0 ? `?${search}` : "";
}

/** The address of this view, or of the page of it that `cursor` names. */
export function libraryAddress(query: Said, cursor?: string): string {
  return `/captain/media${librarySearch(query, cursor)}`;
}

/** Whether anything but the tab narrows the view. */
export function isNarrowed({ q, kind, usedIn }: Said): boolean {
  return Boolean(q || kind || usedIn);
}
