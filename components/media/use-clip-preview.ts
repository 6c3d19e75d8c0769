"use client";
// A clip in the trim dialog: shows a moment, plays the chosen part and stops at its end, gives a picture of it.
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { takePicture } from "@/lib/client/take-picture";
import { momentWithin, type TrimRange } from "@/lib/client/trim-range";

export interface ClipPreview {
  video: RefObject<HTMLVideoElement | null>;
  /** The address of the file for as long as this is shown. */
  url: string | undefined;
  isPlaying: boolean;
  /** This browser can't play the clip. */
  isBlind: boolean;
  onBlind: () => void;
  show: (sec: number) => void;
  toggle: () => void;
  /** The picture at this moment; null when there is none to be had. */
  picture: (sec: number) => Promise<Blob | null>;
}

export function useClipPreview(file: Blob, type: string, range: TrimRange): ClipPreview {
  const video = useRef<HTMLVideoElement>(null);
  const latest = useRef(range);
  useEffect(() => {
    latest.current = range;
  });
  const [url, setUrl] = useState<string>();
  const [isPlaying, setIsPlaying] = useState(false);
  const [isBlind, setIsBlind] = useState(false);
  useEffect(() => {
    // Browsers that play what phones call QuickTime do so by the other name.
    const known = type === "video/quicktime" ? "video/mp4" : type;
    const made = URL.createObjectURL(new Blob([file], { type: known }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file, type]);

  const show = useCallback((sec: number) => {
    const shown = video.current;
    if (!shown) return;
    shown.pause();
    setIsPlaying(false);
    shown.currentTime = sec;
  }, []);
  useEffect(() => {
    if (!isPlaying) return;
    let frame = 0;
    const watch = () => {
      const shown = video.current;
      const { startSec, endSec } = latest.current;
      if (shown && (shown.ended || shown.currentTime >= endSec)) return show(startSec);
      frame = requestAnimationFrame(watch);
    };
    frame = requestAnimationFrame(watch);
    return () => cancelAnimationFrame(frame);
  }, [isPlaying, show]);

  const toggle = useCallback(() => {
    const shown = video.current;
    if (!shown) return;
    if (!shown.paused) return show(shown.currentTime);
    const { startSec, endSec } = latest.current;
    if (shown.currentTime < startSec || shown.currentTime >= endSec - 0.1)
      shown.currentTime = startSec;
    shown.play().then(
      () => setIsPlaying(true),
      () => setIsPlaying(false),
    );
  }, [show]);
  const picture = useCallback(
    (sec: number) =>
      video.current && !isBlind
        ? takePicture(video.current, momentWithin(latest.current, sec))
        : Promise.resolve(null),
    [isBlind],
  );
  const onBlind = useCallback(() => setIsBlind(true), []);
  return { video, url, isPlaying, isBlind, onBlind, show, toggle, picture };
}
