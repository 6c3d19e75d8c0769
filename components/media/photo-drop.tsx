"use client";
// Where photos come in: the device's picker, its camera, dropped on the page, or pasted.
import { Camera, ImagePlus } from "lucide-react";
import { type DragEvent, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { PHOTO_TYPES } from "@/lib/domain/media/kinds";

// Named types and not image/*: an iPhone then hands over its HEIC photos as JPEG.
const ACCEPT = PHOTO_TYPES.join(",");

export function PhotoDrop({ onFiles }: { onFiles: (files: File[]) => void }) {
  const picker = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  usePaste(onFiles);

  const drag = {
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setIsOver(true);
    },
    onDragLeave: () => setIsOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setIsOver(false);
      onFiles([...event.dataTransfer.files]);
    },
  };
  return (
    <fieldset
      {...drag}
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
      </div>
      <p className="text-ink-soft text-sm">
        As many at once as you like.{" "}
        <span className="pointer-coarse:hidden">You can also drop or paste them here.</span>
      </p>
      <FileInput inputRef={picker} label="Choose photos" multiple onFiles={onFiles} />
      <FileInput inputRef={camera} label="Take a photo" capture="environment" onFiles={onFiles} />
    </fieldset>
  );
}

function FileInput({
  inputRef,
  label,
  onFiles,
  ...rest
}: {
  inputRef: React.RefObject<HTMLInputElement | null>;
  label: string;
  multiple?: boolean;
  capture?: "environment";
  onFiles: (files: File[]) => void;
}) {
  return (
    <input
      {...rest}
      ref={inputRef}
      type="file"
      accept={ACCEPT}
      aria-label={label}
      tabIndex={-1}
      className="sr-only"
      onChange={({ target }) => {
        onFiles([...(target.files ?? [])]);
        // The same file may be picked again.
        target.value = "";
      }}
    />
  );
}

/** Takes pasted files while this is on the page; pasted text goes where it was meant. */
function usePaste(onFiles: (files: File[]) => void): void {
  const take = useRef(onFiles);
  useEffect(() => {
    take.current = onFiles;
  });
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      take.current(files);
    };
    document.addEventListener("paste", onPaste);
    return () => document.removeEventListener("paste", onPaste);
  }, []);
}
