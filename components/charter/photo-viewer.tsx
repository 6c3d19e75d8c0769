"use client";
// All photos in full: swiped, by arrow keys, Home and End, or by buttons. The strip scrolls by itself, so a
// finger moves it at the screen's own pace. Loaded when somebody opens a photo.
import { ChevronLeft, ChevronRight, X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Picture } from "@/components/ui/picture";
import { useFocusBack } from "@/components/ui/use-focus-back";

export interface ViewedPhoto {
  id: string;
  url: string;
  renditions: readonly { width: number; url: string }[];
  placeholder: string | null;
  width: number | null;
  height: number | null;
  /** What it shows, or its number. */
  alt: string;
  /** What it shows, if anybody said so. */
  words: string | null;
  caption: string | null;
}

export interface PhotoViewerProps {
  photos: readonly ViewedPhoto[];
  /** Of the charter. */
  name: string;
  startAt: number;
  /** Another photo is in sight. */
  onMove: (at: number) => void;
  onClose: () => void;
}

export function PhotoViewer({ photos, name, startAt, onMove, onClose }: PhotoViewerProps) {
  const strip = useRef<HTMLUListElement>(null);
  const [at, setAt] = useState(startAt);
  const last = photos.length - 1;

  useLayoutEffect(() => {
    const list = strip.current;
    if (list) list.scrollLeft = startAt * list.clientWidth;
  }, [startAt]);

  const go = (to: number) => {
    const list = strip.current;
    if (!list || to < 0 || to > last) return;
    const isCalm = Math.abs(to - at) > 1 || matchMedia("(prefers-reduced-motion: reduce)").matches;
    list.scrollTo({ left: to * list.clientWidth, behavior: isCalm ? "instant" : "smooth" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  };
  const arrive = ({ scrollLeft, clientWidth }: HTMLElement) => {
    const here = Math.min(last, Math.max(0, Math.round(scrollLeft / clientWidth)));
    if (here === at) return;
    setAt(here);
    onMove(here);
  };

  return (
    <Radix.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-deep" />
        <Radix.Content
          {...useFocusBack()}
          aria-describedby={undefined}
          onKeyDown={onKeyDown}
          className="fixed inset-0 z-50 flex animate-appear flex-col bg-deep text-on-deep"
        >
          <div className="flex items-center justify-between gap-4 px-3 pt-[max(0.5rem,env(safe-area-inset-top))] pb-2">
            <Radix.Title className="truncate pl-1 text-base">{name}</Radix.Title>
            <div className="flex items-center gap-3">
              <Place at={at} photos={photos} />
              <Radix.Close asChild>
                <IconButton label="Close" icon={<X aria-hidden />} tone="over" />
              </Radix.Close>
            </div>
          </div>
          <ul
            ref={strip}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
            tabIndex={0}
            aria-label="Photos"
            onScroll={({ currentTarget }) => arrive(currentTarget)}
            className="-outline-offset-4 flex min-h-0 flex-1 snap-x snap-mandatory overflow-x-auto overflow-y-hidden overscroll-contain [scrollbar-width:none]"
          >
            {photos.map((photo, index) => (
              <Slide key={photo.id} photo={photo} isNear={Math.abs(index - at) <= 1} />
            ))}
          </ul>
          <div className="flex min-h-18 items-center justify-between gap-4 px-3 pt-2 pb-[max(0.5rem,env(safe-area-inset-bottom))]">
            <Step by="Photo before" isAtEnd={at === 0} onClick={() => go(at - 1)} />
            <p key={at} className="min-w-0 flex-1 text-balance text-center leading-snug">
              {photos[at]?.caption}
            </p>
            <Step by="Next photo" isAtEnd={at === last} onClick={() => go(at + 1)} />
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** "3 of 12" to look at; read out with what the photo shows. */
function Place({ at, photos }: { at: number; photos: readonly ViewedPhoto[] }) {
  const place = `${at + 1} of ${photos.length}`;
  return (
    <>
      <span
        key={place}
        aria-hidden
        className="min-w-[8ch] whitespace-nowrap text-right text-on-deep-soft tabular-nums"
      >
        {place}
      </span>
      <span role="status" className="sr-only">
        {[`Photo ${place}`, photos[at]?.words].filter(Boolean).join(": ")}
      </span>
    </>
  );
}

/** Loads when it or its neighbour is in sight, and stays. */
function Slide({ photo, isNear }: { photo: ViewedPhoto; isNear: boolean }) {
  const [isLoaded, setIsLoaded] = useState(isNear);
  if (isNear && !isLoaded) setIsLoaded(true);
  return (
    <li className="grid size-full shrink-0 snap-center snap-always grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)] place-items-center p-2">
      {isLoaded && (
        <Picture
          {...photo}
          eager
          // A phone's sharpest screens show the middle rendition at more than 2 pixels a point.
          sizes="(max-width: 40rem) 74vw, 100vw"
          className="max-h-full max-w-full rounded-plate object-contain"
        />
      )}
    </li>
  );
}

/** At either end it stays, and the focus with it, and does nothing. */
function Step({
  by,
  isAtEnd,
  onClick,
}: {
  by: "Photo before" | "Next photo";
  isAtEnd: boolean;
  onClick: () => void;
}) {
  return (
    <IconButton
      label={by}
      icon={by === "Next photo" ? <ChevronRight aria-hidden /> : <ChevronLeft aria-hidden />}
      tone="over"
      aria-disabled={isAtEnd}
      onClick={onClick}
      className="size-12 aria-disabled:cursor-default aria-disabled:opacity-40"
    />
  );
}
