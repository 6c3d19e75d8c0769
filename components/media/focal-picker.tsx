"use client";
// Which point of a photo stays in sight when it is cropped: set by tapping the photo, by dragging the
// mark, or by the arrow keys; and how the crops then look.
import { type KeyboardEvent, type MouseEvent, type PointerEvent, useRef } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Picture } from "@/components/ui/picture";
import { MIDDLE, nudged, type Point, pointInWords, pointUnder } from "@/lib/client/focal-point";
import type { MediaView } from "@/lib/domain/media/schema";

/** Null is the middle, as long as nobody chose. */
export function FocalPicker({
  photo,
  name,
  onChange,
}: {
  photo: MediaView;
  name: string;
  onChange: (point: Point | null) => void;
}) {
  const frame = useRef<HTMLFieldSetElement>(null);
  const { focalX, focalY } = photo;
  const chosen = focalX !== null && focalY !== null;
  const point = chosen ? { x: focalX, y: focalY } : MIDDLE;
  const follow = (event: MouseEvent) => {
    if (frame.current) onChange(pointUnder(frame.current.getBoundingClientRect(), event));
  };
  const drag = {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      event.preventDefault();
      frame.current?.querySelector("input")?.focus({ preventScroll: true });
    },
    onPointerMove: (event: PointerEvent) => {
      if (event.currentTarget.hasPointerCapture(event.pointerId)) follow(event);
    },
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = nudged(point, event.key, event.shiftKey);
    if (!next) return;
    event.preventDefault();
    onChange(next);
  };
  const share = (value: number) => `${100 * value}%`;
  return (
    <div className="grid gap-2">
      <div className="grid place-items-center rounded-card bg-well">
        <fieldset
          ref={frame}
          aria-label="What stays in sight"
          // Taps here, drags on the mark: a thumb on the picture still scrolls the page.
          onClick={(event) => {
            if (!(event.target instanceof HTMLInputElement)) follow(event);
          }}
          onKeyDown={onKeyDown}
          className="relative cursor-crosshair overflow-hidden rounded-card has-focus-visible:outline-3 has-focus-visible:outline-sea has-focus-visible:outline-offset-2"
        >
          <Picture
            url={photo.url}
            renditions={photo.renditions}
            placeholder={photo.placeholder}
            width={photo.width}
            height={photo.height}
            alt={photo.altText ?? name}
            sizes="(min-width: 1024px) 560px, 100vw"
            className="pointer-events-none h-auto max-h-[46dvh] w-auto max-w-full select-none"
          />
          <span
            {...drag}
            aria-hidden
            style={{ left: share(point.x), top: share(point.y) }}
            className="-translate-x-1/2 -translate-y-1/2 absolute grid size-touch cursor-grab touch-none place-items-center active:cursor-grabbing"
          >
            <span className="size-8 rounded-full border-[3px] border-on-deep bg-deep/25 outline-2 outline-deep" />
            <span className="absolute size-1.5 rounded-full bg-buoy outline-2 outline-deep" />
          </span>
          {(["x", "y"] as const).map((axis) => (
            <input
              key={axis}
              type="range"
              min={0}
              max={100}
              value={Math.round(100 * point[axis])}
              onChange={({ target }) => onChange({ ...point, [axis]: Number(target.value) / 100 })}
              aria-label={
                axis === "x"
                  ? "Point that stays in sight, across"
                  : "Point that stays in sight, down"
              }
              aria-valuetext={pointInWords(point)}
              tabIndex={axis === "x" ? 0 : -1}
              className="sr-only"
            />
          ))}
        </fieldset>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <p className="py-2 text-ink-soft text-sm">
          Tap what must stay in sight when the photo is cropped.
        </p>
        {chosen && (
          <Button variant="quiet" onClick={() => onChange(null)} className="-mx-4">
            Back to the middle
          </Button>
        )}
      </div>
    </div>
  );
}

/** The photo as pages crop it. */
export function CropPreviews({ photo }: { photo: MediaView }) {
  return (
    <fieldset aria-label="How it will be cropped" className="flex flex-wrap gap-3">
      {CROPS.map(({ words, shape }) => (
        <figure key={words} className="grid content-start gap-1">
          <Picture
            {...photo}
            alt=""
            eager
            sizes="200px"
            className={classNames("rounded-plate object-cover", shape)}
          />
          <figcaption className="text-ink-soft text-xs">{words}</figcaption>
        </figure>
      ))}
    </fieldset>
  );
}

// All about as high.
const CROPS = [
  { words: "On a card", shape: "aspect-4/3 w-21 sm:w-29" },
  { words: "Small", shape: "aspect-square w-16 sm:w-22" },
  { words: "Wide, on top", shape: "aspect-21/9 w-37 sm:w-51" },
];
