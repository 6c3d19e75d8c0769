// The small picture of an item, or a sign of what it is where there is none.
import { Film, ImageOff } from "lucide-react";
import { Picture } from "@/components/ui/picture";
import type { MediaView } from "@/lib/domain/media/schema";

type ThumbnailItem = Pick<
  MediaView,
  "state" | "thumbnailUrl" | "altText" | "placeholder" | "focalX" | "focalY"
>;

export function Thumbnail({ item }: { item: ThumbnailItem }) {
  if (item.thumbnailUrl && item.state !== "missing")
    return (
      <Picture
        url={item.thumbnailUrl}
        alt={item.altText ?? ""}
        placeholder={item.placeholder}
        dense
        focalX={item.focalX}
        focalY={item.focalY}
        className="size-full object-cover"
      />
    );
  const Icon = item.state === "missing" ? ImageOff : Film;
  return (
    <span className="grid size-full place-items-center text-ink-soft">
      <Icon aria-hidden className="size-2/5 max-w-10" />
    </span>
  );
}
