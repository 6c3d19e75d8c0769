// How files of the old system are named, before and after they are taken over. Browser-safe.

const PHOTO_NAME = /^(?!\/)[^\p{Cc}?#\\]{1,900}\.(jpe?g|png|webp|avif)$/iu;

/**
 * The name in our store of a photo that a form lists, by its key or else the path of its address; null for what
 * is no name of a photo in one of these folders.
 */
export function legacyKeyOf(item: unknown, folders: readonly string[]): string | null {
  const fields: Record<string, unknown> =
    typeof item === "object" && item !== null ? (item as Record<string, unknown>) : { url: item };
  const key = [fields.key, fields.pathname, pathOf(fields.url)].find(
    (one): one is string => typeof one === "string" && one !== "",
  );
  const isPhoto =
    key !== undefined &&
    PHOTO_NAME.test(key) &&
    !key.split("/").includes("..") &&
    folders.some((folder) => key.startsWith(folder));
  return isPhoto ? key : null;
}

function pathOf(url: unknown): string | null {
  if (typeof url !== "string" || !URL.canParse(url)) return null;
  try {
    return decodeURIComponent(new URL(url).pathname.slice(1));
  } catch {
    return null;
  }
}
