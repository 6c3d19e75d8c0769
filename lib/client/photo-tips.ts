// What the coach says about the photos of a draft, in a captain's words. Pure; at most one tip a photo.
import { isAlike, type PhotoFault } from "./judge-photo";
import type { SeenPhotos } from "./photo-looks";

/** One photo of a draft or file on its way. */
export interface CoachedPhoto {
  id: string;
  /** "Photo 3", or the file's name. */
  name: string;
}

export interface PhotoTip extends CoachedPhoto {
  /** One word, for its tile. */
  short: string;
  /** What is wrong, after the photo's name: "looks blurred." */
  says: string;
  /** What to do about it. */
  remedy: string;
}

type Words = Pick<PhotoTip, "short" | "says" | "remedy">;

/** The first that fits is said: where several do, mending it mends the others. */
const FAULTS: readonly [PhotoFault, (size: { width: number; height: number }) => Words][] = [
  [
    "blurred",
    () => ({
      short: "Blurred",
      says: "looks blurred.",
      remedy: "Hold still and try again, or keep it.",
    }),
  ],
  [
    "dark",
    () => ({
      short: "Dark",
      says: "looks dark.",
      remedy: "Try again with more light, or keep it.",
    }),
  ],
  [
    "small",
    ({ width, height }) => ({
      short: "Small",
      says: `is small: ${width} × ${height} pixels.`,
      remedy: "Add the one from your camera instead of a copy from a chat, or keep it.",
    }),
  ],
];

/**
 * The tips on these photos, in their order. Of two that show nearly the same the later one gets the tip, and
 * neither once the captain called one of them fine, whatever becomes of their order.
 */
export function tipsOn(photos: readonly CoachedPhoto[], seen: SeenPhotos): PhotoTip[] {
  return photos.flatMap((photo, at) => {
    const one = seen.get(photo.id);
    if (!one || one.isFine) return [];
    const { faults, fingerprint } = one.look;
    const fault = FAULTS.find(([name]) => faults.includes(name));
    if (fault) return [{ ...photo, ...fault[1](one.look) }];
    const twin = photos.slice(0, at).find(({ id }) => {
      const other = seen.get(id);
      return other && !other.isFine && isAlike(other.look.fingerprint, fingerprint);
    });
    return twin ? [{ ...photo, ...likeness(twin.name) }] : [];
  });
}

function likeness(name: string): Words {
  return {
    short: "Alike",
    says: `looks much like ${name}.`,
    remedy: "Keep the better one, or both.",
  };
}
