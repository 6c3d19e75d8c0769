"use client";
// Opens the photo around it that was pressed. The viewer is loaded when somebody is about to open one, and
// an open photo is a place in the browser's history, so that "back" leads to the page and not away from it.
import dynamic from "next/dynamic";
import { type MouseEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { OPENS } from "./opens";
import type { ViewedPhoto } from "./photo-viewer";

const loadViewer = () => import("./photo-viewer").then((file) => file.PhotoViewer);
const PhotoViewer = dynamic(loadViewer, { ssr: false });
/** The browser asks again at the press, which shows the failure. */
const makeReady = () => void loadViewer().catch(() => {});

const HASH = /^#photo-(\d+)$/;

export function PhotoOpener({
  photos,
  name,
  children,
}: {
  photos: readonly ViewedPhoto[];
  /** Of the charter. */
  name: string;
  children: ReactNode;
}) {
  const [openAt, setOpenAt] = usePhotoInAddress(photos.length);

  function open({ target, currentTarget }: MouseEvent<HTMLElement>) {
    const button = target instanceof Element ? target.closest(`[${OPENS}]`) : null;
    if (!(button instanceof HTMLElement) || !currentTarget.contains(button)) return;
    // Not every browser focuses a button that is pressed, and the focus shall come back to it.
    button.focus({ preventScroll: true });
    setOpenAt(Number(button.getAttribute(OPENS)));
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter on a button within clicks.
    // biome-ignore lint/a11y/noStaticElementInteractions: the buttons within are the controls.
    <div onClick={open} onPointerEnter={makeReady} onTouchStart={makeReady} onFocus={makeReady}>
      {children}
      {openAt !== null && (
        <PhotoViewer
          photos={photos}
          name={name}
          startAt={openAt}
          onMove={moveTo}
          onClose={() => setOpenAt(null)}
        />
      )}
    </div>
  );
}

/** Which photo the address says is open, and the way to open one or, with null, go back to the page. */
function usePhotoInAddress(count: number) {
  const [openAt, setOpenAt] = useState<number | null>(null);
  /** Whether going back leads to the page without a photo. */
  const hasPageBehind = useRef(false);
  useEffect(() => {
    const read = () => {
      const at = Number(HASH.exec(location.hash)?.[1] ?? 0) - 1;
      setOpenAt((before) => (at >= 0 && at < count ? (before ?? at) : null));
    };
    read();
    addEventListener("popstate", read);
    return () => removeEventListener("popstate", read);
  }, [count]);

  const change = (at: number | null) => {
    if (at !== null) {
      history.pushState(null, "", hashOf(at));
      hasPageBehind.current = true;
      setOpenAt(at);
    } else if (hasPageBehind.current) history.back();
    else {
      // The address was opened with a photo in it: what is behind is another page.
      history.replaceState(null, "", location.pathname + location.search);
      setOpenAt(null);
    }
  };
  return [openAt, change] as const;
}

const hashOf = (at: number) => `#photo-${at + 1}`;
const moveTo = (at: number) => history.replaceState(null, "", hashOf(at));
