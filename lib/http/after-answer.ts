// Work that a request brings along but nobody waits for.
import "server-only";
import { after } from "next/server";
import { log } from "@/lib/log";

/** Runs `work` when the answer is on its way; what goes wrong is logged and changes nothing. */
export function afterAnswer(requestId: string, work: () => Promise<unknown>): void {
  const quietly = () =>
    work().catch((err: unknown) => log().warn({ requestId, err }, "work after the answer failed"));
  try {
    after(quietly);
  } catch {
    // No Next around, which is so where a handler is called directly: there is no answer to wait for.
    void quietly();
  }
}
