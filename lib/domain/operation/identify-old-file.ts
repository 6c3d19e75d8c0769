// What a file of the old system is known by once it has been taken over, wherever its bytes and rows are by then.
import "server-only";
import { createHash } from "node:crypto";

/** An id made from the file's old name: the same for the same file, whichever form or row names it. */
export function identifyOldFile(key: string): string {
  return `c${createHash("sha256").update(`legacy:${key}`).digest("hex").slice(0, 24)}`;
}
