"use client";
// One photo that is here, with what can be done to it: opened by its picture, carried by its grip.
import { Check, GripVertical, Pencil, Star, Trash2 } from "lucide-react";
import { type ComponentProps, type MouseEvent, memo } from "react";
import { Badge } from "@/components/ui/badge";
import { classNames } from "@/components/ui/class-names";
import { IconButton } from "@/components/ui/icon-button";
import { Picture } from "@/components/ui/picture";
import { PHOTO_SUBJECTS, type PhotoSubject } from "@/lib/domain/media/kinds";
import type { MediaView } from "@/lib/domain/media/schema";
import { PhotoHint } from "./photo-coach";
import { SubjectMenu } from "./subject-menu";

/** What a tile can ask for. These stay the same from one drawing to the next. */
export interface PhotoActs {
  open: (id: string) => void;
  /** `event` says whether a range is meant. */
  select: (id: string, event: MouseEvent) => void;
  cover: (id: string) => void;
  remove: (id: string) => void;
  say: (id: string, shows: PhotoSubject | null) => void;
}

/** What carries a tile: handlers for its picture, and for the grip also what makes it a control. */
export interface Carrying {
  picture: Pick<ComponentProps<"button">, "onMouseDown" | "onTouchStart">;
  grip: ComponentProps<"button">;
}

export interface PhotoTileProps {
  photo: MediaView;
  /** "Photo 3": what it is called. */
  name: string;
  isCover: boolean;
  /** Null while photos are not being chosen. */
  isSelected: boolean | null;
  /** Something said about it is not on the server yet. */
  isUntold: boolean;
  acts: PhotoActs;
  carrying?: Carrying;
}

/** Drawn again only when something of it changes: while uploads run, the grid around it does many times a second. */
export const PhotoTile = memo(function PhotoTile(props: PhotoTileProps) {
  const { photo, name, isCover, isSelected, acts, carrying } = props;
  const isSelecting = isSelected !== null;
  return (
    <div
      data-photo={photo.id}
      className={classNames(
        "flex h-full flex-col overflow-hidden rounded-card border-[1.5px] bg-card",
        isSelected ? "border-sea outline-2 outline-sea" : "border-line",
      )}
    >
      <div className="relative">
        <button
          type="button"
          data-open
          aria-label={`${isSelecting ? "Select" : "Edit"} ${name}${photo.altText ? `: ${photo.altText}` : ""}`}
          {...(isSelecting && { "aria-pressed": isSelected })}
          onClick={(event) =>
            isSelecting || event.shiftKey || event.metaKey || event.ctrlKey
              ? acts.select(photo.id, event)
              : acts.open(photo.id)
          }
          {...carrying?.picture}
          className="-outline-offset-4 group block w-full cursor-pointer touch-manipulation select-none [-webkit-touch-callout:none]"
        >
          <Picture
            {...photo}
            alt=""
            sizes="(min-width: 1024px) 230px, (min-width: 640px) 33vw, 50vw"
            className="pointer-events-none aspect-4/3 w-full object-cover"
          />
          {!isSelecting && (
            <span
              aria-hidden
              className="absolute right-2 bottom-2 grid size-7 place-items-center rounded-plate border border-on-deep/40 bg-deep/85 text-on-deep group-hover:bg-deep"
            >
              <Pencil className="size-4" />
            </span>
          )}
        </button>
        <div className="pointer-events-none absolute top-2 left-2">
          <State {...props} />
        </div>
        <div className="pointer-events-none absolute bottom-2 left-2">
          <PhotoHint id={photo.id} />
        </div>
        {isSelecting ? (
          <Mark isOn={isSelected} />
        ) : (
          !isCover &&
          !photo.rejectedReason && (
            <IconButton
              tone="over"
              label={`Make ${name} the cover`}
              icon={<Star aria-hidden />}
              onClick={() => acts.cover(photo.id)}
              className="absolute top-1.5 right-1.5"
            />
          )
        )}
      </div>
      <Trouble photo={photo} />
      {isSelecting ? (
        <p className="mt-auto min-h-touch truncate px-3 py-2.5 text-ink-soft text-sm">
          {[photo.shows && PHOTO_SUBJECTS[photo.shows].label, photo.caption]
            .filter(Boolean)
            .join(" · ") || "Nothing said yet"}
        </p>
      ) : (
        <div className="mt-auto flex items-center">
          <IconButton
            {...carrying?.grip}
            data-grip={photo.id}
            label={`Move ${name}`}
            icon={<GripVertical aria-hidden />}
            disabled={!carrying}
            className="cursor-grab touch-none active:cursor-grabbing"
          />
          <SubjectMenu
            name={name}
            shows={photo.shows}
            onChange={(shows) => acts.say(photo.id, shows)}
          />
          <IconButton
            data-remove
            label={`Remove ${name}`}
            icon={<Trash2 aria-hidden />}
            onClick={() => acts.remove(photo.id)}
          />
        </div>
      )}
    </div>
  );
});

function State({ photo, isCover, isUntold }: PhotoTileProps) {
  if (photo.rejectedReason) return <Badge tone="bad">Not accepted</Badge>;
  if (photo.state === "missing") return <Badge tone="bad">Lost</Badge>;
  if (isUntold) return <Badge tone="warn">Not saved yet</Badge>;
  if (isCover) return <Badge tone="sea">Cover</Badge>;
  return null;
}

function Trouble({ photo: { rejectedReason, state } }: { photo: MediaView }) {
  if (rejectedReason)
    return (
      <p className="px-3 pt-2 text-sm">
        <strong>Not accepted:</strong> {rejectedReason}
      </p>
    );
  if (state === "missing")
    return <p className="px-3 pt-2 text-sm">This file was lost. Please add it again.</p>;
  return null;
}

function Mark({ isOn }: { isOn: boolean }) {
  return (
    <span
      aria-hidden
      className={classNames(
        "pointer-events-none absolute top-2 right-2 grid size-8 place-items-center rounded-full border-2",
        isOn ? "border-on-sea bg-sea text-on-sea" : "border-on-deep bg-deep/85",
      )}
    >
      {isOn && <Check className="size-5" strokeWidth={3} />}
    </span>
  );
}
