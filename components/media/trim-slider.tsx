"use client";
// The two handles over a clip's pictures: by mouse, by finger, and by keyboard each a slider of its own.
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from "react";
import { classNames } from "@/components/ui/class-names";
import {
  furthest,
  movedRange,
  TRIM,
  type TrimHandle,
  type TrimRange,
} from "@/lib/client/trim-range";
import { momentInWords } from "./video-words";

const NAMES: Record<TrimHandle, string> = { start: "Start of the part", end: "End of the part" };
const STEPS: Partial<Record<string, number>> = {
  ArrowLeft: -TRIM.stepSec,
  ArrowDown: -TRIM.stepSec,
  ArrowRight: TRIM.stepSec,
  ArrowUp: TRIM.stepSec,
  PageDown: -1,
  PageUp: 1,
};

export function TrimSlider({
  range,
  durationSec,
  onMove,
  children,
}: {
  range: TrimRange;
  durationSec: number;
  onMove: (range: TrimRange, handle: TrimHandle) => void;
  /** What lies under the handles. */
  children: ReactNode;
}) {
  const track = useRef<HTMLDivElement>(null);
  // How far from the handle's place the finger took it.
  const grip = useRef(0);
  const percent = (sec: number) => `${(100 * sec) / durationSec}%`;
  const secondsAt = (x: number) => {
    const box = track.current?.getBoundingClientRect();
    return box ? ((x - box.left) / box.width) * durationSec : 0;
  };
  const move = (handle: TrimHandle, toSec: number) =>
    onMove(movedRange(range, handle, toSec, durationSec), handle);

  const handleProps = (handle: TrimHandle) => {
    const sec = handle === "start" ? range.startSec : range.endSec;
    return {
      role: "slider",
      tabIndex: 0,
      "aria-label": NAMES[handle],
      "aria-valuemin": 0,
      "aria-valuemax": durationSec,
      "aria-valuenow": sec,
      "aria-valuetext": momentInWords(sec),
      style: { left: percent(sec) },
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        grip.current = secondsAt(event.clientX) - sec;
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId))
          move(handle, secondsAt(event.clientX) - grip.current);
      },
      onKeyDown: (event: KeyboardEvent) => {
        const { key, shiftKey } = event;
        const step = STEPS[key];
        if (key !== "Home" && key !== "End" && step === undefined) return;
        event.preventDefault();
        if (key === "Home" || key === "End")
          move(handle, furthest(range, handle, key, durationSec));
        else if (step !== undefined) move(handle, sec + (shiftKey ? Math.sign(step) : step));
      },
    };
  };
  return (
    <div className="px-6">
      <div ref={track} className="relative h-16 select-none">
        <div className="absolute inset-0 overflow-hidden rounded-plate bg-well">{children}</div>
        <div
          className="absolute inset-y-0 left-0 bg-deep/70"
          style={{ width: percent(range.startSec) }}
        />
        <div
          className="absolute inset-y-0 right-0 bg-deep/70"
          style={{ width: percent(durationSec - range.endSec) }}
        />
        <div
          className="pointer-events-none absolute inset-y-0 border-buoy border-y-4"
          style={{
            left: percent(range.startSec),
            width: percent(range.endSec - range.startSec),
          }}
        />
        <span
          {...handleProps("start")}
          className={classNames(HANDLE, "-translate-x-full justify-end")}
        >
          <span aria-hidden className={classNames(GRIP, "rounded-l-plate")} />
        </span>
        <span {...handleProps("end")} className={classNames(HANDLE, "justify-start")}>
          <span aria-hidden className={classNames(GRIP, "rounded-r-plate")} />
        </span>
      </div>
    </div>
  );
}

/** As large as a thumb; what is seen of it is smaller. */
const HANDLE = "group absolute inset-y-0 flex w-touch cursor-ew-resize touch-none outline-none";
const GRIP =
  "grid h-full w-6 place-items-center bg-buoy group-focus-visible:outline-3 group-focus-visible:outline-ink group-focus-visible:outline-offset-2 before:h-6 before:w-1 before:rounded-full before:bg-on-buoy";
