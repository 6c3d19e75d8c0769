// Waiting for another request that is doing the same thing, a few seconds at most.
import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import { fail } from "@/lib/errors/app-error";

const EVERY_MS = 100;
const LOOKS = 50;

/**
 * Looks until there is something, 50 times a tenth of a second apart; the time the looking itself takes
 * is not counted.
 *
 * @throws AppError busy when there is nothing in the end
 */
export async function waitFor<T>(look: () => Promise<T | null>): Promise<T> {
  for (let looks = 1; ; looks++) {
    const found = await look();
    if (found !== null) return found;
    if (looks === LOOKS) fail("busy", {}, { retryAfterSec: 5 });
    await pause(EVERY_MS);
  }
}
