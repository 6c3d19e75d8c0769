"use client";
// All photos in full: swipe, arrow keys or buttons. The strip scrolls by itself, so a phone needs no script for it.
import { ChevronLeft, ChevronRight, X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Picture } from "@/components/ui/picture";
import { useFocusBack } from "@/components/ui/use-focus-back";
import type { MediaView } from "@/lib/domain/media/schema";
import { wordsOf } from "./photo-words";

export interface PhotoViewerProps {
  photos: readonly MediaView[];
  name: string;
  /** Which photo to begin with; null is closed. */
  openAt: number | null;
  onClose: () => void;
}

export function PhotoViewer({ photos, name, openAt, onClose }: PhotoViewerProps) {
  return (
    <Radix.Root open={openAt !== null} onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-deep" />
        {openAt !== null && <Strip photos={photos} name={name} startAt={openAt} />}
      </Radix.Portal>
    </Radix.Root>
  );
}

function Strip({
  photos,
  name,
  startAt,
}: {
  photos: readonly MediaView[];
  name: string;
  startAt: number;
}) {
  const strip = useRef<HTMLUListElement>(null);
  const [at, setAt] = useState(startAt);
  const photo = photos[at];

  useLayoutEffect(() => {
    const list = strip.current;
    if (list) list.scrollLeft = startAt * list.clientWidth;
  }, [startAt]);
  const go = (by: number) => {
    const list = strip.current;
    list?.scrollTo({ left: (at + by) * list.clientWidth, behavior: "smooth" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    go(by);
  };

  return (
    <Radix.Content
      {...useFocusBack()}
      aria-describedby={undefined}
      onKeyDown={onKeyDown}
      className="fixed inset-0 z-50 flex flex-col bg-deep text-on-deep"
    >
      <div className="flex items-center justify-between gap-4 px-3 py-2">
        <Radix.Title className="truncate pl-1 text-base">{name}</Radix.Title>
        <div className="flex items-center gap-3">
          <span aria-live="polite" className="whitespace-nowrap text-on-deep-soft tabular-nums">
            {at + 1} of {photos.length}
          </span>
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
        onScroll={({ currentTarget: { scrollLeft, clientWidth } }) =>
          setAt(Math.min(photos.length - 1, Math.max(0, Math.round(scrollLeft / clientWidth))))
        }
        className="flex min-h-0 flex-1 snap-x snap-mandatory overflow-x-auto overflow-y-hidden [scrollbar-width:none]"
      >
        {photos.map((one, index) => (
          <li key={one.id} className="grid size-full shrink-0 snap-center place-items-center p-2">
            <Picture
              {...one}
              alt={wordsOf(one, index, name)}
              placeholder={null}
              className="max-h-full max-w-full bg-transparent object-contain"
            />
          </li>
        ))}
      </ul>
      <div className="flex min-h-16 items-center justify-between gap-4 px-3 py-2">
        <IconButton
          label="Photo before"
          icon={<ChevronLeft aria-hidden />}
          tone="over"
          disabled={at === 0}
          onClick={() => go(-1)}
        />
        <p className="min-w-0 text-center text-on-deep-soft">{photo?.caption}</p>
        <IconButton
          label="Next photo"
          icon={<ChevronRight aria-hidden />}
          tone="over"
          disabled={at === photos.length - 1}
          onClick={() => go(1)}
        />
      </div>
    </Radix.Content>
  );
}
