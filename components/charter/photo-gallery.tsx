// The charter's photos: the cover large, the rest small beside it, and all of them in full behind a tap. On
// a phone the rest is a strip under the cover that a thumb pulls along.
import { ImageOff, Images } from "lucide-react";
import { buttonLook } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Picture } from "@/components/ui/picture";
import { counted } from "@/components/words/charter-words";
import type { MediaView } from "@/lib/domain/media/schema";
import { OPENS } from "./opens";
import { PhotoOpener } from "./photo-opener";
import { saidOf, wordsOf } from "./photo-words";

/** Beside the cover on a wide screen; all of them are in the strip on a phone. */
const BESIDE = 4;

export function PhotoGallery({ photos, name }: { photos: readonly MediaView[]; name: string }) {
  const [cover, ...others] = photos;
  if (!cover) return <NoPhotos />;
  return (
    <PhotoOpener photos={photos.map((photo, at) => viewed(photo, at, name))} name={name}>
      <div
        className={classNames(
          "relative sm:grid sm:gap-1.5 sm:overflow-hidden sm:rounded-card",
          others.length > 0 &&
            "sm:grid-rows-[minmax(0,1fr)_8rem] lg:grid-rows-[minmax(0,1fr)_9rem]",
          "sm:h-[30rem] lg:h-[34rem]",
        )}
      >
        <Photo
          photo={cover}
          at={0}
          name={name}
          isCover
          className="aspect-4/3 sm:aspect-auto sm:h-full"
        />
        {others.length > 0 && (
          <ul className="flex snap-x gap-1 overflow-x-auto bg-deep pt-1 [scrollbar-width:none] sm:grid sm:auto-cols-fr sm:grid-flow-col sm:gap-1.5 sm:overflow-visible sm:bg-transparent sm:pt-0">
            {others.map((photo, at) => (
              <li
                key={photo.id}
                className={classNames(
                  "w-[27vw] shrink-0 snap-start sm:w-auto",
                  at >= BESIDE && "sm:hidden",
                )}
              >
                <Photo
                  photo={photo}
                  at={at + 1}
                  name={name}
                  className="aspect-square sm:aspect-auto sm:h-full"
                />
              </li>
            ))}
          </ul>
        )}
        <button
          type="button"
          {...{ [OPENS]: 0 }}
          className={buttonLook({}, "absolute top-3 right-3")}
        >
          <Images aria-hidden />
          {counted(photos.length, "photo", "photos")}
        </button>
      </div>
    </PhotoOpener>
  );
}

function Photo({
  photo,
  at,
  name,
  isCover = false,
  className,
}: {
  photo: MediaView;
  at: number;
  /** Of the charter. */
  name: string;
  isCover?: boolean;
  className: string;
}) {
  return (
    <button
      type="button"
      {...{ [OPENS]: at }}
      className="-outline-offset-6 group relative block size-full cursor-pointer outline-on-deep"
    >
      <Picture
        {...photo}
        alt={wordsOf(photo, at, name)}
        eager={isCover}
        // The cover's blur weighs as much as a dozen of the small ones' colours.
        dense={!isCover}
        sizes={isCover ? COVER_SIZES : SMALL_SIZES}
        className={classNames("w-full object-cover", className)}
      />
      <span
        aria-hidden
        className="absolute inset-0 transition-colors group-hover:bg-on-deep/15 group-focus-visible:bg-on-deep/15"
      />
    </button>
  );
}

/** A phone's sharpest screens show the middle rendition at well over 2 pixels a point: the larger one is 4 times the bytes. */
const COVER_SIZES =
  "(min-width: 80rem) 48rem, (min-width: 64rem) 60vw, (min-width: 40rem) 95vw, 74vw";
const SMALL_SIZES =
  "(min-width: 80rem) 12rem, (min-width: 64rem) 15vw, (min-width: 40rem) 24vw, 27vw";

function viewed(photo: MediaView, at: number, name: string) {
  const { id, url, renditions, placeholder, width, height, caption } = photo;
  return {
    ...{ id, url, placeholder, width, height, caption },
    renditions: renditions.map((one) => ({ width: one.width, url: one.url })),
    alt: wordsOf(photo, at, name),
    words: saidOf(photo),
  };
}

function NoPhotos() {
  return (
    <div className="relative isolate grid h-56 place-content-center justify-items-center gap-2 overflow-hidden border-deep-line bg-deep text-on-deep-soft sm:rounded-card sm:border-2">
      <div aria-hidden className="contours -z-1 absolute inset-0 text-deep-line" />
      <ImageOff aria-hidden className="size-8" />
      No photos yet
    </div>
  );
}
