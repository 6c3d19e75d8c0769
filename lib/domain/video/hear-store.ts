// The store says that a browser's upload has arrived. Whether it is the store is for its signature to prove.
import "server-only";
import { db } from "@/lib/db/client";
import { find } from "@/lib/db/video-repo";
import { AppError, fail } from "@/lib/errors/app-error";
import { isFromStore } from "@/lib/storage/client-upload";
import { confirmVideo } from "./confirm-video";
import type { UploadCompletion } from "./schema";

/**
 * Confirms the video that the event is about. A video that is gone, or that is refused and removed here, is
 * answered like one that is well: the store would only say the same again.
 *
 * @param signature of the event as it was sent; empty without one
 * @throws AppError unauthorized unless the store signed it; storage_unavailable, database_unavailable, busy,
 *   after which the store comes again
 */
export async function hearStore(event: UploadCompletion, signature: string): Promise<{ ok: true }> {
  if (!(await isFromStore(event, signature))) fail("unauthorized");
  const row = await find(db(), event.payload.tokenPayload);
  if (row) await confirmVideo(row).catch(passOverRefusal);
  return { ok: true };
}

function passOverRefusal(error: unknown): void {
  if (error instanceof AppError && !isTemporary(error)) return;
  throw error;
}

/** An upload whose file can't be seen yet is worth another look, too. */
const isTemporary = ({ code }: AppError) =>
  ["storage_unavailable", "database_unavailable", "busy", "upload_incomplete"].includes(code);
