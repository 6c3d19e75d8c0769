"use client";
// All photos of a draft in their order, then those on their way.
import { useCallback, useEffect, useRef, useState } from "react";
import { ConfirmDialog } from "@/components/ui/dialog";
import { useFocusNeighbour } from "@/components/ui/use-focus-neighbour";
import { coverOf, isMovable } from "@/lib/client/photo-order";
import type { MediaView } from "@/lib/domain/media/schema";
import { PhotoTile } from "./photo-tile";
import { UploadTile } from "./upload-tile";
import type { PhotoDesk } from "./use-draft-photos";

interface Change {
  what: "remove" | "cover";
  photo: MediaView;
  name: string;
}

const QUESTIONS = {
  remove: {
    title: (name: string) => `Remove ${name}?`,
    means: "This removes it from your page now, before you submit anything else.",
    verb: "Remove photo",
  },
  cover: {
    title: (name: string) => `Make ${name} the cover?`,
    means: "This changes the cover on your page now, before you submit anything else.",
    verb: "Change cover",
  },
} as const;

export function PhotoGrid({ photos: { all, arrange, uploads, queue } }: { photos: PhotoDesk }) {
  const list = useRef<HTMLDivElement>(null);
  const [asked, setAsked] = useState<Change | null>(null);
  const focusNear = useFocusNeighbour(list, "[data-remove]");
  const [lastMove, setLastMove] = useState<{ id: string; by: -1 | 1; place: number } | null>(null);
  useFocusAfterMove(list, lastMove);
  const first = coverOf(all);
  const movable = all.filter(isMovable);

  const placeOf = useCallback(
    (id: string) => arrange.get().findIndex((photo) => photo.id === id),
    [arrange],
  );
  const move = useCallback(
    (id: string, by: -1 | 1) => {
      arrange.move(id, by);
      setLastMove({ id, by, place: placeOf(id) + 1 });
    },
    [arrange, placeOf],
  );
  const carryOut = useCallback(
    ({ what, photo: { id } }: Change) => {
      const at = placeOf(id);
      void (what === "remove" ? arrange.remove(id) : arrange.makeCover(id));
      focusNear(at);
    },
    [arrange, placeOf, focusNear],
  );
  // What is on a charter already changes on its page at once, not with the rest of the draft.
  const propose = useCallback(
    (change: Change) => (change.photo.state === "linked" ? setAsked(change) : carryOut(change)),
    [carryOut],
  );
  const remove = useCallback(
    (photo: MediaView, name: string) => propose({ what: "remove", photo, name }),
    [propose],
  );
  const cover = useCallback(
    (photo: MediaView, name: string) => propose({ what: "cover", photo, name }),
    [propose],
  );

  return (
    <div ref={list} tabIndex={-1}>
      <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-4">
        {all.map((photo, at) => (
          <PhotoTile
            key={photo.id}
            photo={photo}
            name={`Photo ${at + 1}`}
            isCover={photo === first}
            canMoveEarlier={isMovable(photo) && photo !== movable[0]}
            canMoveLater={isMovable(photo) && photo !== movable.at(-1)}
            onMove={move}
            onCover={cover}
            onRemove={remove}
          />
        ))}
        {uploads.uploads.map((upload, at) => (
          <UploadTile
            key={upload.id}
            upload={upload}
            hold={uploads.hold}
            onRetry={() => queue?.retry(upload.id)}
            onCancel={() => {
              queue?.cancel(upload.id);
              focusNear(all.length + at);
            }}
          />
        ))}
      </ul>
      <p role="status" className="sr-only">
        {lastMove && `Moved to place ${lastMove.place} of ${all.length}.`}
      </p>
      <ConfirmDialog
        open={asked !== null}
        onOpenChange={() => setAsked(null)}
        title={asked ? QUESTIONS[asked.what].title(asked.name) : ""}
        description={asked && QUESTIONS[asked.what].means}
        confirm={asked ? QUESTIONS[asked.what].verb : ""}
        cancel="Leave it"
        onConfirm={() => {
          if (asked) carryOut(asked);
          setAsked(null);
        }}
      />
    </div>
  );
}

/** A tile that changes places takes its focus along; at either end the button back takes it. */
function useFocusAfterMove(
  list: React.RefObject<HTMLElement | null>,
  move: { id: string; by: -1 | 1 } | null,
): void {
  useEffect(() => {
    if (!move) return;
    const button = (by: number) =>
      list.current?.querySelector<HTMLButtonElement>(`[data-move="${move.id}:${by}"]:enabled`);
    (button(move.by) ?? button(-move.by))?.focus();
  }, [list, move]);
}
