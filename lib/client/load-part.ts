// Parts of the code that load when a file first needs them. One that can't be loaded is that file's trouble alone:
// a deployment may have taken it away, and then waiting helps nobody.
import { AppError } from "@/lib/errors/app-error";

/** So often a part is asked for before its file is left to the captain. */
export const MOST_MISSES = 3;

/**
 * What `load` imports.
 *
 * @throws AppError part_missing; offline where there is no network, which is nobody's trouble
 */
export async function loadPart<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    throw new AppError(missingPart(), {}, { cause });
  }
}

/** What to call a part that could not be loaded just now. */
export function missingPart(): "part_missing" | "offline" {
  return navigator.onLine ? "part_missing" : "offline";
}
