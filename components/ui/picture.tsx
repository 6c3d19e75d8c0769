// A stored photo in the sizes it was stored in, over a blurred placeholder until it arrives. The
// placeholder is decoded here, while rendering, so that it needs no script of its own.
import { type CSSProperties, useMemo } from "react";
import { thumbHashToAverageRGBA, thumbHashToDataURL } from "thumbhash";
import { classNames } from "./class-names";

export interface PictureProps {
  url: string;
  alt: string;
  /** Smallest first; without any, `url` alone is used. */
  renditions?: readonly { width: number; url: string }[];
  /** ThumbHash, base64. */
  placeholder?: string | null;
  /** Only the placeholder's colour instead of its blur, which weighs 4 KB: for pages with dozens. */
  dense?: boolean;
  width?: number | null;
  height?: number | null;
  /** The point that stays in sight where `object-cover` crops, 0 to 1 from the top left; the middle without. */
  focalX?: number | null;
  focalY?: number | null;
  /** How wide it will stand, as in HTML's `sizes`. */
  sizes?: string;
  /** Loads at once and first: the one photo in sight when the page opens. */
  eager?: boolean;
  className?: string;
}

export function Picture({
  url,
  alt,
  renditions = [],
  placeholder,
  dense = false,
  width,
  height,
  focalX,
  focalY,
  sizes = "100vw",
  eager = false,
  className,
}: PictureProps) {
  const ground = useMemo(
    () => (placeholder ? groundOf(placeholder, dense) : undefined),
    [placeholder, dense],
  );
  const at = positionOf(focalX, focalY);
  return (
    // biome-ignore lint/performance/noImgElement: the renditions are stored already; the optimizer is off.
    <img
      src={url}
      alt={alt}
      {...(renditions.length > 0 && {
        srcSet: renditions.map((one) => `${one.url} ${one.width}w`).join(", "),
        sizes,
      })}
      {...(width && height && { width, height })}
      loading={eager ? "eager" : "lazy"}
      fetchPriority={eager ? "high" : "auto"}
      decoding="async"
      className={classNames("bg-center bg-cover bg-well", className)}
      style={{ ...ground, ...(at && { objectPosition: at, backgroundPosition: at }) }}
    />
  );
}

/** In CSS's words: at p % of the photo stands at p % of the crop, so the point is never cut off. */
function positionOf(x: number | null | undefined, y: number | null | undefined) {
  if (typeof x !== "number" || typeof y !== "number") return undefined;
  return `${Math.round(100 * x)}% ${Math.round(100 * y)}%`;
}

/** What lies under the photo, or nothing when the text is no ThumbHash: a wrong placeholder must not cost the page. */
function groundOf(base64: string, dense: boolean): CSSProperties | undefined {
  try {
    const hash = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    if (!dense) return { backgroundImage: `url("${thumbHashToDataURL(hash)}")` };
    const { r, g, b } = thumbHashToAverageRGBA(hash);
    return { backgroundColor: `rgb(${[r, g, b].map((part) => Math.round(part * 255)).join(" ")})` };
  } catch {
    return undefined;
  }
}
