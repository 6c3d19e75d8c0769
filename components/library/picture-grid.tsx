"use client";
// The pictures of one page, and what a captain does with them: done on the server, then read again.
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { useFocusNeighbour } from "@/components/ui/use-focus-neighbour";
import { api } from "@/lib/client/api";
import { isDecided } from "@/lib/client/retry";
import { toastError, toastSuccess, toastUndo } from "@/lib/client/toast";
import type { LibraryPicture, LibraryPlace } from "@/lib/domain/library/schema";
import { PictureCard } from "./picture-card";
import { nameOf, titleOf } from "./picture-words";

export function PictureGrid({
  pictures,
  places,
  label,
}: {
  pictures: readonly LibraryPicture[];
  places: readonly LibraryPlace[];
  label: string;
}) {
  const list = useRef<HTMLUListElement>(null);
  const { busy, act } = useActions(list);
  const drafts = places.filter(({ type }) => type === "draft");
  const remove = async (mediaId: string, at: number, what: string) => {
    await api.removeMedia(mediaId);
    toastUndo(what, () => void act(mediaId, at, () => api.restoreMedia(mediaId)));
  };
  return (
    <ul
      ref={list}
      tabIndex={-1}
      aria-label={label}
      className="grid grid-cols-2 gap-3 sm:grid-cols-3 md:grid-cols-4 md:gap-4 xl:grid-cols-5"
    >
      {pictures.map((picture, at) => {
        const { id } = picture.media;
        const title = titleOf(picture, at);
        return (
          <PictureCard
            key={picture.daysLeft === null ? `kept ${id}` : `trash ${id}`}
            picture={picture}
            title={title}
            drafts={drafts}
            busy={busy === id}
            onAdd={(_, draft) =>
              void act(id, at, async () => {
                await api.addPhotos(draft.id, [id]);
                toastSuccess(`Added to ${nameOf(draft)}.`);
              })
            }
            onRemove={(_, { mediaId, usedIn }) =>
              void act(id, at, () =>
                remove(
                  mediaId,
                  at,
                  usedIn ? `Removed from ${nameOf(usedIn)}.` : "Moved to the trash.",
                ),
              )
            }
            onRestore={() =>
              void act(id, at, async () => {
                await api.restoreMedia(id);
                toastSuccess("Restored.");
              })
            }
          />
        );
      })}
    </ul>
  );
}

/** One change at a time; afterwards the page is read again, and the focus stays near what was changed. */
function useActions(list: React.RefObject<HTMLElement | null>) {
  const router = useRouter();
  const [busy, setBusy] = useState<string | null>(null);
  const [isReading, startReading] = useTransition();
  const focusNear = useFocusNeighbour(list, "[data-picture]");
  const at = useRef<number | null>(null);
  useEffect(() => {
    if (isReading || at.current === null) return;
    // Only when what had the focus went away with its picture.
    if (document.activeElement === document.body) focusNear(at.current);
    at.current = null;
  }, [isReading, focusNear]);

  async function act(id: string, place: number, work: () => Promise<unknown>) {
    setBusy(id);
    try {
      await work();
    } catch (error) {
      toastError(error);
      if (!isDecided(error)) return setBusy(null);
    }
    setBusy(null);
    at.current = place;
    startReading(() => router.refresh());
  }
  return { busy, act };
}
