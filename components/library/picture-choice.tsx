"use client";
// One picture to choose, with what it is and why it can't be chosen.
import { Check } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { classNames } from "@/components/ui/class-names";
import type { LibraryPicture } from "@/lib/domain/library/schema";
import { PictureThumb } from "./picture-thumb";
import { nameOf, stateInWords, titleOf } from "./picture-words";

export function PictureChoice({
  picture,
  at,
  isHere,
  isChosen,
  onToggle,
}: {
  picture: LibraryPicture;
  at: number;
  /** The draft has it already. */
  isHere: boolean;
  isChosen: boolean;
  onToggle: (id: string) => void;
}) {
  const { media, copies } = picture;
  const isUsable = media.rejectedReason === null && media.state !== "missing";
  const { tone, label } = stateInWords(picture);
  const title = titleOf(picture, at);
  const places = copies.flatMap(({ usedIn }) => (usedIn ? [nameOf(usedIn)] : []));
  const said = isHere ? "In this draft" : label;
  return (
    <li>
      <button
        type="button"
        aria-pressed={isChosen}
        disabled={isHere || !isUsable}
        aria-label={[title, said, ...places].join(", ")}
        onClick={() => onToggle(media.id)}
        className={classNames(
          "relative block aspect-square w-full cursor-pointer overflow-hidden rounded-plate border-[3px] bg-well disabled:cursor-not-allowed",
          isChosen ? "border-sea" : "border-transparent enabled:hover:border-edge",
        )}
      >
        <span className={classNames("block size-full", (isHere || !isUsable) && "opacity-45")}>
          <PictureThumb media={media} alt="" sizes="(min-width: 640px) 180px, 33vw" />
        </span>
        <span className="absolute bottom-1 left-1">
          <Badge tone={isHere ? "sea" : tone}>{said}</Badge>
        </span>
        <span
          aria-hidden
          className={classNames(
            "absolute top-1 right-1 grid size-8 place-items-center rounded-full border-2",
            isChosen
              ? "border-on-deep bg-sea text-card"
              : "border-on-deep bg-deep/60 text-transparent",
            (isHere || !isUsable) && "hidden",
          )}
        >
          <Check className="size-5" />
        </span>
      </button>
    </li>
  );
}
