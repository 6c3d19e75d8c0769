// The right to send one reserved video to the store, for ten minutes.
import "server-only";
import { inTransaction } from "@/lib/db/client";
import { expectBlob } from "@/lib/db/loose-blob-repo";
import { type CaptainVideo, lockOwn } from "@/lib/db/video-repo";
import { fail } from "@/lib/errors/app-error";
import { grantUpload } from "@/lib/storage/client-upload";
import { VIDEO_LIMITS } from "./kinds";
import type { VideoUpload } from "./schema";

const TOKEN_MS = VIDEO_LIMITS.tokenMinutes * 60_000;
/** What began in the token's last second may take this long; the bytes have no other name until then. */
const LAST_PART_SECONDS = 3_600;

/**
 * A fresh token for an `uploading` video; its name is listed for as long as bytes may come under it.
 *
 * @returns null when the video has arrived already
 * @throws AppError not_found when it is gone
 */
export async function grantVideo({ id, ownerId }: CaptainVideo): Promise<VideoUpload | null> {
  const row = await inTransaction(async (tx) => {
    // Held, so that no cleanup takes it for abandoned meanwhile.
    const held = (await lockOwn(tx, ownerId, id)) ?? fail("not_found");
    if (held.processStatus === "uploading")
      await expectBlob(tx, held.blobKey, TOKEN_MS / 1000 + LAST_PART_SECONDS);
    return held;
  });
  if (row.processStatus !== "uploading") return null;
  const clientToken = await grantUpload({
    key: row.blobKey,
    contentType: row.mimeType ?? "",
    maxBytes: Number(row.sizeBytes),
    validUntil: new Date(Date.now() + TOKEN_MS),
    payload: id,
  });
  return { pathname: row.blobKey, clientToken };
}
