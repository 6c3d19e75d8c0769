"use client";
// The charter's photos: the cover first, the rest beside it, and all of them in full behind a tap.
import { ImageOff, Images } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Picture } from "@/components/ui/picture";
import { counted } from "@/components/words/charter-words";
import type { MediaView } from "@/lib/domain/media/schema";
import { PhotoViewer } from "./photo-viewer";
import { wordsOf } from "./photo-words";

export function PhotoGallery({ photos, name }: { photos: readonly MediaView[]; name: string }) {
  const [openAt, setOpenAt] = useState<number | null>(null);
  const shown = photos.slice(0, photos.length >= 5 ? 5 : photos.length >= 3 ? 3 : 1);
  if (shown.length === 0) return <NoPhotos />;
  return (
    <div className="relative">
      <ul
        className={classNames(
          "grid gap-1 overflow-hidden sm:gap-1.5 sm:rounded-card",
          shown.length === 5 && "grid-cols-4 sm:grid-rows-2",
          shown.length === 3 && "grid-cols-2 sm:grid-cols-3 sm:grid-rows-2",
          "sm:h-[26rem] lg:h-[32rem]",
        )}
      >
        {shown.map((photo, index) => (
          <li
            key={photo.id}
            className={classNames(
              "min-h-0",
              index === 0 ? "max-sm:col-span-full sm:col-span-2 sm:row-span-2" : "sm:col-span-1",
            )}
          >
            <button
              type="button"
              onClick={() => setOpenAt(index)}
              className="-outline-offset-4 group block size-full cursor-pointer focus-visible:outline-on-deep"
            >
              <Picture
                {...photo}
                alt={wordsOf(photo, index, name)}
                eager={index === 0}
                sizes={
                  index === 0
                    ? "(min-width: 80rem) 38rem, (min-width: 40rem) 50vw, 100vw"
                    : "(min-width: 40rem) 25vw, 50vw"
                }
                className={classNames(
                  "w-full object-cover sm:h-full",
                  index === 0 ? "aspect-4/3 sm:aspect-auto" : "aspect-square sm:aspect-auto",
                )}
              />
            </button>
          </li>
        ))}
      </ul>
      <Button
        icon={<Images aria-hidden />}
        onClick={() => setOpenAt(0)}
        className="absolute top-3 right-3 sm:top-auto sm:bottom-3"
      >
        {counted(photos.length, "photo", "photos")}
      </Button>
      <PhotoViewer photos={photos} name={name} openAt={openAt} onClose={() => setOpenAt(null)} />
    </div>
  );
}

function NoPhotos() {
  return (
    <div className="relative isolate grid h-56 place-content-center justify-items-center gap-2 overflow-hidden bg-deep text-on-deep-soft sm:rounded-card">
      <div aria-hidden className="contours -z-1 absolute inset-0 text-deep-line" />
      <ImageOff aria-hidden className="size-8" />
      No photos yet
    </div>
  );
}
