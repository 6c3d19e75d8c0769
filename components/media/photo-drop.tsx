"use client";
// Where photos come in: the device's picker, its camera, dropped on the page, or pasted.
import { Camera, ImagePlus } from "lucide-react";
import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { useHydrated } from "@/components/ui/use-hydrated";
import { PHOTO_TYPES } from "@/lib/domain/media/kinds";

const SENDABLE = PHOTO_TYPES.join(",");

/** An iPhone hands its HEIC photos over as JPEG, but only where HEIC is not asked for; other pickers grey out what is not. */
function acceptable(): string {
  const { userAgent, maxTouchPoints } = navigator;
  const isIPhone = /iPhone|iPad|iPod/.test(userAgent);
  // An iPad says that it is a Mac; no Mac has a touch screen.
  const isIPad = userAgent.includes("Macintosh") && maxTouchPoints > 1;
  return isIPhone || isIPad ? SENDABLE : `${SENDABLE},.heic,.heif`;
}

export function PhotoDrop({
  onFiles,
  children,
}: {
  onFiles: (files: File[]) => void;
  /** Another way in, beside the buttons. */
  children?: ReactNode;
}) {
  const picker = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const isOver = useIncomingFiles(onFiles);
  return (
    <fieldset
      aria-label="Add photos"
      className={classNames(
        "grid justify-items-center gap-3 rounded-card border-2 border-dashed px-4 py-8 text-center transition-colors",
        isOver ? "border-sea bg-sea-tint" : "border-edge bg-well",
      )}
    >
      <div className="flex flex-wrap justify-center gap-2">
        <Button icon={<ImagePlus aria-hidden />} onClick={() => picker.current?.click()}>
          Choose photos
        </Button>
        <Button
          icon={<Camera aria-hidden />}
          onClick={() => camera.current?.click()}
          className="pointer-fine:hidden"
        >
          Take a photo
        </Button>
        {children}
      </div>
      <p className="text-ink-soft text-sm">
        As many at once as you like.{" "}
        <span className="pointer-coarse:hidden">You can also drop or paste them here.</span>
      </p>
      <FileInput inputRef={picker} multiple onFiles={onFiles} />
      <FileInput inputRef={camera} capture="environment" onFiles={onFiles} />
    </fieldset>
  );
}

/** Hidden, because the buttons are the way in; its own button can't be worded or styled. */
function FileInput({
  inputRef,
  onFiles,
  ...rest
}: {
  inputRef: RefObject<HTMLInputElement | null>;
  multiple?: boolean;
  capture?: "environment";
  onFiles: (files: File[]) => void;
}) {
  const isAlive = useHydrated();
  return (
    <input
      {...rest}
      ref={inputRef}
      type="file"
      accept={isAlive ? acceptable() : SENDABLE}
      hidden
      onChange={({ target }) => {
        onFiles([...(target.files ?? [])]);
        // The same file may be picked again.
        target.value = "";
      }}
    />
  );
}

/**
 * Takes files dropped or pasted anywhere on the page: one that misses the box would make the browser leave
 * the wizard to show it. Pasted text goes where it was meant. True while files hover over the page.
 */
function useIncomingFiles(onFiles: (files: File[]) => void): boolean {
  const [isOver, setIsOver] = useState(false);
  const take = useRef(onFiles);
  useEffect(() => {
    take.current = onFiles;
  });
  useEffect(() => {
    const stop = new AbortController();
    const on = <K extends keyof DocumentEventMap>(
      name: K,
      listener: (event: DocumentEventMap[K]) => void,
    ) => document.addEventListener(name, listener, { signal: stop.signal });
    const accept = (event: Event, data: DataTransfer | null) => {
      if (!data?.types.includes("Files")) return;
      event.preventDefault();
      if (data.files.length > 0) take.current([...data.files]);
    };
    on("dragover", (event) => {
      accept(event, event.dataTransfer);
      setIsOver(event.defaultPrevented);
    });
    on("dragleave", ({ relatedTarget }) => {
      if (!relatedTarget) setIsOver(false);
    });
    on("drop", (event) => {
      accept(event, event.dataTransfer);
      setIsOver(false);
    });
    on("paste", (event) => accept(event, event.clipboardData));
    return () => stop.abort();
  }, []);
  return isOver;
}
