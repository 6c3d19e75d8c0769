// Where the copy of an old system's file stands: always the same place for the same file.
import "server-only";
import { createHash } from "node:crypto";

/** A name below the product's own folder, made from the old one, with its extension. */
export function nameAdopted(key: string): string {
  const extension = key.split(".").at(-1)?.toLowerCase() ?? "";
  const name = createHash("sha256").update(key).digest("hex").slice(0, 32);
  return /^[a-z0-9]{1,5}$/.test(extension)
    ? `photos/${name}/legacy.${extension}`
    : `photos/${name}/legacy`;
}
