"use client";
// Pictures of a whole clip in a row. They come one by one, and none where this browser can't show the clip.
import { useEffect, useState } from "react";
import { showStrip } from "@/lib/client/open-clip";

const COUNT = 10;
/** Sharp on a phone: the strip is 64 pixels high. */
const HEIGHT = 128;

export function FilmStrip({ file }: { file: Blob }) {
  const [pictures, setPictures] = useState<readonly ImageBitmap[]>([]);
  useEffect(() => {
    const stop = new AbortController();
    const shown: ImageBitmap[] = [];
    setPictures([]);
    void showStrip(
      file,
      { count: COUNT, height: HEIGHT },
      {
        signal: stop.signal,
        onPicture: (picture) => {
          shown.push(picture);
          setPictures([...shown]);
        },
      },
    );
    return () => {
      stop.abort();
      for (const picture of shown) picture.close();
    };
  }, [file]);
  return (
    <div aria-hidden className="grid size-full grid-cols-10">
      {pictures.map((picture, at) => (
        <canvas
          // biome-ignore lint/suspicious/noArrayIndexKey: a picture is its place in the clip.
          key={at}
          ref={(canvas) => paint(canvas, picture)}
          className="size-full min-w-0 object-cover"
        />
      ))}
    </div>
  );
}

function paint(canvas: HTMLCanvasElement | null, picture: ImageBitmap): void {
  if (!canvas || picture.width === 0 || canvas.dataset.painted) return;
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext("2d")?.drawImage(picture, 0, 0);
  canvas.dataset.painted = "yes";
}
