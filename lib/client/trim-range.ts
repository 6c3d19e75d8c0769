// Which part of a clip is shown: what its two handles may do. Pure; seconds.
import { VIDEO_LIMITS } from "@/lib/domain/video/kinds";

export interface TrimRange {
  startSec: number;
  endSec: number;
}

export type TrimHandle = "start" | "end";

/** The shortest part, and how far an arrow key moves a handle. */
export const TRIM = { minSec: 1, stepSec: 0.1 } as const;

/** The beginning of a clip, as much of it as may be shown. */
export function firstRange(durationSec: number): TrimRange {
  return { startSec: 0, endSec: Math.min(durationSec, VIDEO_LIMITS.maxSec) };
}

/**
 * The range after one handle was moved. It stays within the clip and at least a second from the other handle;
 * what would make the part too long takes the other handle along.
 */
export function movedRange(
  { startSec, endSec }: TrimRange,
  handle: TrimHandle,
  toSec: number,
  durationSec: number,
): TrimRange {
  const { maxSec } = VIDEO_LIMITS;
  if (handle === "start") {
    const start = within(toTenths(toSec), 0, endSec - TRIM.minSec);
    return { startSec: start, endSec: Math.min(endSec, start + maxSec) };
  }
  const end =
    toSec >= durationSec - TRIM.stepSec / 2
      ? durationSec
      : within(toTenths(toSec), startSec + TRIM.minSec, durationSec);
  return { startSec: Math.max(startSec, end - maxSec), endSec: end };
}

/** Where a handle goes for Home and End: as far as it can without moving the other one past its limits. */
export function furthest(
  { startSec, endSec }: TrimRange,
  handle: TrimHandle,
  key: "Home" | "End",
  durationSec: number,
): number {
  if (handle === "start") return key === "Home" ? 0 : endSec - TRIM.minSec;
  return key === "Home" ? startSec + TRIM.minSec : durationSec;
}

/** Whether the whole clip is wanted, but for less than anybody sees. */
export function isWhole({ startSec, endSec }: TrimRange, durationSec: number): boolean {
  const { slackSec } = VIDEO_LIMITS;
  return startSec <= slackSec && endSec >= durationSec - slackSec;
}

/** The moment nearest to this one that is shown. */
export function momentWithin({ startSec, endSec }: TrimRange, sec: number): number {
  return within(sec, startSec, Math.max(startSec, endSec - TRIM.stepSec));
}

function within(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}

function toTenths(sec: number): number {
  return Math.round(sec * 10) / 10;
}

/** So many moments of a clip, evenly spread, each in the middle of its share. */
export function pictureTimes(durationSec: number, count: number): number[] {
  return Array.from({ length: count }, (_, at) => ((at + 0.5) * durationSec) / count);
}
