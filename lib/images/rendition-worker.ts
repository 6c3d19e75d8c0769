// What the rendition thread runs. Orders come in, finished pictures or refusals go back; nothing is shared.
import { parentPort } from "node:worker_threads";
import { AppError } from "@/lib/errors/app-error";
import type { ErrorCode } from "@/lib/errors/catalogue";
import { type MadePhoto, makeRenditions, type RenditionLimits } from "./make-renditions";

/** One photo to make pictures of. */
export interface RenditionOrder {
  id: number;
  bytes: Uint8Array<ArrayBuffer>;
  limits: RenditionLimits;
}

/** What became of an order. An error would lose its class and its code on the way. */
export type RenditionReport = { id: number } & (
  | { photo: MadePhoto }
  | { refusal: { code: ErrorCode; reason: string } }
);

parentPort?.on("message", async ({ id, bytes, limits }: RenditionOrder) => {
  const report = await makeRenditions(bytes, limits).then(
    (photo): RenditionReport => ({ id, photo }),
    (error: unknown): RenditionReport => ({ id, refusal: refusalOf(error) }),
  );
  parentPort?.postMessage(report);
});

function refusalOf(error: unknown): { code: ErrorCode; reason: string } {
  const code = error instanceof AppError ? error.code : "internal";
  const cause = error instanceof AppError ? error.options.cause : error;
  return { code, reason: cause instanceof Error ? cause.message : "" };
}
