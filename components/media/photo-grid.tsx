"use client";
// All photos of a draft in their order, then those on their way.
import { useEffect, useRef, useState } from "react";
import { coverOf, isMovable } from "@/lib/client/photo-order";
import { PhotoTile } from "./photo-tile";
import { UploadTile } from "./upload-tile";
import type { PhotoDesk } from "./use-draft-photos";

export function PhotoGrid({ photos: { all, arrange, uploads, queue } }: { photos: PhotoDesk }) {
  const list = useRef<HTMLUListElement>(null);
  const [lastMove, setLastMove] = useState<{ id: string; by: -1 | 1; place: number } | null>(null);
  useFocusAfterMove(list, lastMove);
  const cover = coverOf(all);
  const movable = all.filter(isMovable);
  if (all.length === 0 && uploads.uploads.length === 0) return null;

  function move(id: string, by: -1 | 1) {
    arrange.move(id, by);
    setLastMove({ id, by, place: arrange.get().findIndex((photo) => photo.id === id) + 1 });
  }

  return (
    <>
      <ul ref={list} className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-4">
        {all.map((photo, at) => (
          <PhotoTile
            key={photo.id}
            photo={photo}
            name={`Photo ${at + 1}`}
            isCover={photo === cover}
            canMoveEarlier={isMovable(photo) && photo !== movable[0]}
            canMoveLater={isMovable(photo) && photo !== movable.at(-1)}
            onMove={(by) => move(photo.id, by)}
            onCover={() => void arrange.makeCover(photo.id)}
            onRemove={() => void arrange.remove(photo.id)}
          />
        ))}
        {uploads.uploads.map((upload) => (
          <UploadTile
            key={upload.id}
            upload={upload}
            hold={uploads.hold}
            onRetry={() => queue?.retry(upload.id)}
            onCancel={() => queue?.cancel(upload.id)}
          />
        ))}
      </ul>
      <p role="status" className="sr-only">
        {lastMove && `Moved to place ${lastMove.place} of ${all.length}.`}
      </p>
    </>
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
