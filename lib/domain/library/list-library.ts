// Everything a captain has uploaded, over all their charters and drafts: one picture with all its uses.
import "server-only";
import { db } from "@/lib/db/client";
import { findPictures, type LibraryRow, listPlaces, measureLibrary } from "@/lib/db/library-repo";
import type { Captain } from "@/lib/domain/actor";
import { MAX_STORED_BYTES } from "@/lib/domain/media/kinds";
import { toMediaView } from "@/lib/domain/media/rules";
import {
  type LibraryPage,
  type LibraryPicture,
  type LibraryPlace,
  type LibraryQuery,
  libraryCursorText,
} from "./schema";

/**
 * One page, filtered, with its neighbours' cursors, how much there is in all, what it weighs and where it
 * can be. Three statements at once, whatever the page or filter. What arrives meanwhile shifts no page.
 */
export async function listLibrary({ userId }: Captain, query: LibraryQuery): Promise<LibraryPage> {
  const { state, kind, q, usedIn, sort, limit, cursor } = query;
  const reverse = cursor?.towards === "previous";
  const [rows, totals, places] = await Promise.all([
    findPictures(db(), userId, {
      state,
      kind,
      search: q || undefined,
      usedIn,
      sort,
      reverse,
      beyond: cursor,
      // One more than shown tells whether the walk goes on.
      limit: limit + 1,
    }),
    measureLibrary(db(), userId),
    listPlaces(db(), userId),
  ]);
  const walked = picturesIn(rows);
  const goesOn = walked.length > limit;
  const shown = walked.slice(0, limit);
  if (reverse) shown.reverse();

  const cursorAt = (group: LibraryRow[] | undefined, towards: "next" | "previous") => {
    const [row] = group ?? [];
    if (!row) return null;
    return libraryCursorText({ sort, towards, at: row.pictureAt.getTime(), picture: row.picture });
  };
  const { usedBytes, trashPhotos, trashBytes, ...counts } = totals;
  return {
    pictures: shown.map(pictureOf),
    nextCursor: reverse || goesOn ? cursorAt(shown.at(-1), "next") : null,
    previousCursor: (reverse ? goesOn : cursor) ? cursorAt(shown[0], "previous") : null,
    counts,
    storage: {
      usedBytes: Number(usedBytes),
      maxBytes: MAX_STORED_BYTES,
      trashPhotos,
      trashBytes: Number(trashBytes),
    },
    places,
  };
}

/** The rows of each picture, which come one after the other. */
function picturesIn(rows: LibraryRow[]): LibraryRow[][] {
  const pictures = new Map<string, LibraryRow[]>();
  for (const row of rows) {
    const group = pictures.get(row.picture);
    if (group) group.push(row);
    else pictures.set(row.picture, [row]);
  }
  return [...pictures.values()];
}

function pictureOf(rows: LibraryRow[]): LibraryPicture {
  const standsForIt = rows.find(isShown) ?? rows[0];
  if (!standsForIt) throw new Error("a picture has a row");
  return {
    media: toMediaView(standsForIt),
    copies: rows.map((row) => ({ mediaId: row.id, usedIn: placeOf(row) })),
    daysLeft: standsForIt.daysLeft,
  };
}

const isShown = ({ missingSince, rejectedReason }: LibraryRow) =>
  missingSince === null && rejectedReason === null;

function placeOf({ charterId, charterName, draftId, draftName }: LibraryRow): LibraryPlace | null {
  if (charterId) return { type: "charter", id: charterId, name: charterName ?? "" };
  return draftId ? { type: "draft", id: draftId, name: draftName ?? "" } : null;
}
