// Pure decisions about which photos of a list are chosen to be changed together.
import type { MediaView } from "@/lib/domain/media/schema";

export interface Selection {
  ids: ReadonlySet<string>;
  /** The one that was touched last, from which a range goes. */
  anchor: string | null;
}

export const NOTHING_SELECTED: Selection = { ids: new Set(), anchor: null };

/** The selection with this photo in or out of it. */
export function toggled({ ids }: Selection, id: string): Selection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: id };
}

/** The selection with all from the one touched last to this one; without one touched last, with this one. */
export function extended(selection: Selection, all: readonly MediaView[], id: string): Selection {
  const to = all.findIndex((photo) => photo.id === id);
  const from = all.findIndex((photo) => photo.id === selection.anchor);
  if (from < 0 || to < 0) return { ids: new Set([...selection.ids, id]), anchor: id };
  const range = all.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { ids: new Set([...selection.ids, ...range.map((photo) => photo.id)]), anchor: id };
}

/** All of them. */
export function everything(all: readonly MediaView[]): Selection {
  return { ids: new Set(all.map(({ id }) => id)), anchor: null };
}

/** The chosen photos that are still there, in order. */
export function selectedOf(all: readonly MediaView[], { ids }: Selection): readonly MediaView[] {
  return all.filter(({ id }) => ids.has(id));
}
