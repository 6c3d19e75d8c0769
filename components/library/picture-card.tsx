"use client";
// One picture of the library: its state, everywhere it is used, and what can be done with it.
import { Ellipsis, FilePlus2, Film, FolderOpen, RotateCcw, Ship, Trash2 } from "lucide-react";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import type { LibraryPicture, LibraryPlace, PictureCopy } from "@/lib/domain/library/schema";
import { PictureThumb } from "./picture-thumb";
import { hrefOf, nameOf, removalInWords, stateInWords } from "./picture-words";

export interface PictureActions {
  onAdd: (picture: LibraryPicture, draft: LibraryPlace) => void;
  onRemove: (picture: LibraryPicture, copy: PictureCopy) => void;
  onRestore: (picture: LibraryPicture) => void;
}

export function PictureCard({
  picture,
  title,
  drafts,
  busy,
  onAdd,
  onRemove,
  onRestore,
}: PictureActions & {
  picture: LibraryPicture;
  title: string;
  /** Open drafts it could join. */
  drafts: readonly LibraryPlace[];
  busy: boolean;
}) {
  const { media, copies, daysLeft } = picture;
  const { tone, label, spoken } = stateInWords(picture);
  const isVideo = media.kind === "CHARTER_VIDEO";
  const canJoin =
    media.kind === "CHARTER_PHOTO" && !media.rejectedReason && media.state !== "missing";
  const joinable = canJoin ? drafts.filter(({ id }) => !copies.some(isIn(id))) : [];
  return (
    <li className="flex min-w-0 flex-col overflow-hidden rounded-card border-[1.5px] border-line bg-card">
      <div className="relative aspect-4/3 bg-well">
        <a
          href={media.url}
          target="_blank"
          rel="noreferrer"
          aria-label={`Open ${title} in full`}
          className="-outline-offset-3 block size-full"
        >
          <PictureThumb
            media={media}
            alt={media.altText ?? title}
            sizes="(min-width: 1280px) 230px, (min-width: 768px) 25vw, (min-width: 640px) 33vw, 50vw"
          />
        </a>
        <span className="pointer-events-none absolute bottom-2 left-2 flex flex-wrap gap-1.5">
          <Badge tone={tone}>
            <span>
              {spoken && <span className="sr-only">{spoken}</span>}
              {label}
            </span>
          </Badge>
          {isVideo && <Badge icon={<Film aria-hidden />}>Video</Badge>}
        </span>
        {daysLeft === null && (
          <div className="absolute top-1.5 right-1.5">
            <Menu
              trigger={
                <IconButton
                  data-picture
                  tone="over"
                  busy={busy}
                  label={`What to do with ${title}`}
                  icon={<Ellipsis aria-hidden />}
                />
              }
            >
              {joinable.map((draft) => (
                <MenuItem
                  key={draft.id}
                  icon={<FilePlus2 aria-hidden />}
                  onSelect={() => onAdd(picture, draft)}
                >
                  Add to {nameOf(draft)}
                </MenuItem>
              ))}
              {copies.map((copy) => (
                <MenuItem
                  key={copy.mediaId}
                  icon={<Trash2 aria-hidden />}
                  onSelect={() => onRemove(picture, copy)}
                >
                  {removalInWords(copy)}
                </MenuItem>
              ))}
            </Menu>
          </div>
        )}
      </div>
      <div className="flex flex-1 flex-col gap-1 p-3 text-sm">
        {media.caption && <p className="line-clamp-2 break-words font-bold">{media.caption}</p>}
        {media.rejectedReason && <p className="break-words">{media.rejectedReason}</p>}
        {media.state === "missing" && <p>This file was lost. Please upload it again.</p>}
        <Uses
          copies={copies}
          isTrash={daysLeft !== null}
          isAvatar={media.kind === "CAPTAIN_AVATAR"}
        />
        {daysLeft !== null && (
          <Button
            data-picture
            wide
            busy={busy}
            icon={<RotateCcw aria-hidden />}
            onClick={() => onRestore(picture)}
            aria-label={`Restore ${title}`}
            className="mt-auto"
          >
            Restore
          </Button>
        )}
      </div>
    </li>
  );
}

function Uses({
  copies,
  isTrash,
  isAvatar,
}: {
  copies: readonly PictureCopy[];
  isTrash: boolean;
  isAvatar: boolean;
}) {
  const places = copies.flatMap(({ usedIn }) => (usedIn ? [usedIn] : []));
  if (isAvatar) return isTrash ? <p className="text-ink-soft">Was your profile photo</p> : null;
  if (places.length === 0)
    return <p className="text-ink-soft">{isTrash ? "Was in no charter" : "In no charter yet"}</p>;
  return (
    <ul className="grid">
      {places.map((place) => (
        <li key={place.id} className="min-w-0">
          <Link
            href={hrefOf(place)}
            prefetch={false}
            className="flex min-h-touch min-w-0 items-center gap-2 text-sea [&_svg]:size-4.5 [&_svg]:shrink-0"
          >
            {place.type === "charter" ? <Ship aria-hidden /> : <FolderOpen aria-hidden />}
            <span className="min-w-0 truncate underline underline-offset-2">
              <span className="sr-only">{isTrash ? "Was " : ""}</span>
              {place.type === "charter" ? "" : "Draft: "}
              {nameOf(place)}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

const isIn =
  (id: string) =>
  ({ usedIn }: PictureCopy) =>
    usedIn?.id === id;
