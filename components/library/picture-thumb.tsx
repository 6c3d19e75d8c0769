// The picture itself, small: its photo or its video's poster, or a sign where there is none to show.
import { Film, ImageOff } from "lucide-react";
import { Picture } from "@/components/ui/picture";
import type { MediaView } from "@/lib/domain/media/schema";

export function PictureThumb({
  media,
  alt,
  sizes,
}: {
  media: MediaView;
  alt: string;
  sizes: string;
}) {
  const isVideo = media.kind === "CHARTER_VIDEO";
  const url = isVideo ? media.thumbnailUrl : media.url;
  if (!url || media.state === "missing") {
    const Sign = isVideo ? Film : ImageOff;
    return (
      <span className="grid size-full place-items-center text-ink-soft">
        <Sign aria-hidden className="size-10" />
        <span className="sr-only">{alt}</span>
      </span>
    );
  }
  return (
    <Picture
      url={url}
      renditions={isVideo ? [] : media.renditions}
      placeholder={media.placeholder}
      dense
      alt={alt}
      focalX={media.focalX}
      focalY={media.focalY}
      sizes={sizes}
      className="size-full object-cover"
    />
  );
}
