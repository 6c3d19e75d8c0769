"use client";
// One photo that is here, with what can be done to it.
import { ArrowLeft, ArrowRight, Star, Trash2 } from "lucide-react";
import { memo } from "react";
import { Badge } from "@/components/ui/badge";
import { IconButton } from "@/components/ui/icon-button";
import { Picture } from "@/components/ui/picture";
import { isMovable } from "@/lib/client/photo-order";
import type { MediaView } from "@/lib/domain/media/schema";

/** Drawn again only when something of it changes: while uploads run, the grid around it does many times a second. */
export const PhotoTile = memo(function PhotoTile({
  photo,
  name,
  isCover,
  canMoveEarlier,
  canMoveLater,
  onMove,
  onCover,
  onRemove,
}: {
  photo: MediaView;
  /** "Photo 3": what it is called while nobody described it. */
  name: string;
  isCover: boolean;
  canMoveEarlier: boolean;
  canMoveLater: boolean;
  /** These stay the same from one drawing to the next. */
  onMove: (id: string, by: -1 | 1) => void;
  onCover: (photo: MediaView, name: string) => void;
  onRemove: (photo: MediaView, name: string) => void;
}) {
  return (
    <li className="flex flex-col overflow-hidden rounded-card border-[1.5px] border-line bg-card">
      <div className="relative">
        <Picture
          url={photo.url}
          renditions={photo.renditions}
          placeholder={photo.placeholder}
          alt={photo.altText ?? name}
          sizes="(min-width: 1024px) 230px, (min-width: 640px) 33vw, 50vw"
          className="aspect-4/3 w-full object-cover"
        />
        <div className="absolute top-2 left-2">
          <State photo={photo} isCover={isCover} />
        </div>
        {!isCover && !photo.rejectedReason && (
          <IconButton
            tone="over"
            label={`Make ${name} the cover`}
            icon={<Star aria-hidden />}
            onClick={() => onCover(photo, name)}
            className="absolute top-1.5 right-1.5"
          />
        )}
      </div>
      {photo.rejectedReason && (
        <p className="px-3 pt-2 text-sm">
          <strong>Not accepted:</strong> {photo.rejectedReason}
        </p>
      )}
      {photo.state === "missing" && (
        <p className="px-3 pt-2 text-sm">This file was lost. Please add it again.</p>
      )}
      <div className="mt-auto flex justify-end">
        <div className={isMovable(photo) ? "mr-auto flex" : "hidden"}>
          <IconButton
            label={`Move ${name} earlier`}
            icon={<ArrowLeft aria-hidden />}
            data-move={`${photo.id}:-1`}
            disabled={!canMoveEarlier}
            onClick={() => onMove(photo.id, -1)}
          />
          <IconButton
            label={`Move ${name} later`}
            icon={<ArrowRight aria-hidden />}
            data-move={`${photo.id}:1`}
            disabled={!canMoveLater}
            onClick={() => onMove(photo.id, 1)}
          />
        </div>
        <IconButton
          data-remove
          label={`Remove ${name}`}
          icon={<Trash2 aria-hidden />}
          onClick={() => onRemove(photo, name)}
        />
      </div>
    </li>
  );
});

function State({ photo, isCover }: { photo: MediaView; isCover: boolean }) {
  if (photo.rejectedReason) return <Badge tone="bad">Not accepted</Badge>;
  if (photo.state === "missing") return <Badge tone="bad">Lost</Badge>;
  if (isCover) return <Badge tone="sea">Cover</Badge>;
  if (photo.state === "linked") return <Badge>Online</Badge>;
  return null;
}
