// A stored photo in the sizes it was stored in, over a blurred placeholder until it arrives. The
// placeholder is decoded here, while rendering, so that it needs no script of its own.
import { thumbHashToDataURL } from "thumbhash";
import { classNames } from "./class-names";

export interface PictureProps {
  url: string;
  alt: string;
  /** Smallest first; without any, `url` alone is used. */
  renditions?: readonly { width: number; url: string }[];
  /** ThumbHash, base64. */
  placeholder?: string | null;
  width?: number | null;
  height?: number | null;
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
  width,
  height,
  sizes = "100vw",
  eager = false,
  className,
}: PictureProps) {
  const blur = placeholder ? blurOf(placeholder) : undefined;
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
      style={blur ? { backgroundImage: `url("${blur}")` } : undefined}
    />
  );
}

/** A data URL, or nothing when the text is no ThumbHash: a wrong placeholder must not cost the page. */
function blurOf(base64: string): string | undefined {
  try {
    return thumbHashToDataURL(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));
  } catch {
    return undefined;
  }
}
