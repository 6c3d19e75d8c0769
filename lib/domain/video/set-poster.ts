// A captain chooses the picture that stands for a video until it is played.
import "server-only";
import { randomBytes } from "node:crypto";
import { db, inTransaction } from "@/lib/db/client";
import * as looseBlobs from "@/lib/db/loose-blob-repo";
import * as videoRepo from "@/lib/db/video-repo";
import type { Captain } from "@/lib/domain/actor";
import { PHOTO_LIMITS } from "@/lib/domain/media/kinds";
import type { ReceivedPhoto } from "@/lib/domain/media/upload-photo";
import { fail } from "@/lib/errors/app-error";
import { inDecodeSlot } from "@/lib/images/decode-gate";
import { RENDITION_TYPE } from "@/lib/images/make-renditions";
import { photoTypeOf } from "@/lib/images/photo-type";
import { renderPhoto } from "@/lib/images/render-photo";
import { log } from "@/lib/log";
import { putBlob, withinDeadline } from "@/lib/storage/blob-store";
import { clearBlobs } from "./clear-blobs";
import { POSTER_WIDTH } from "./kinds";
import { toVideoView } from "./rules";
import type { VideoView } from "./schema";

/** Longer than the picture takes to be stored and named. */
const EXPECTED_SECONDS = 120;

/**
 * Decodes the picture, which leaves all metadata behind, stores it, and gives it to the captain's own video and its
 * charter's media at once; the one before goes. May come in any state, also before the video has arrived.
 *
 * @throws AppError unsupported_media_type, invalid_image, image_too_large; not_found; storage_unavailable, busy
 */
export async function setPoster(
  { userId, requestId }: Captain,
  videoId: string,
  { bytes, signal }: Pick<ReceivedPhoto, "bytes" | "signal">,
): Promise<VideoView> {
  if (!(await photoTypeOf(bytes))) fail("unsupported_media_type");
  if (!(await videoRepo.findOwn(db(), userId, videoId))) fail("not_found");
  const limits = { widths: [POSTER_WIDTH], maxPixels: PHOTO_LIMITS.maxPixels };
  const { renditions } = await inDecodeSlot(() => renderPhoto(bytes, limits), signal);
  const picture = renditions.at(-1)?.bytes ?? fail("internal");

  const key = `videos/${randomBytes(16).toString("hex")}.${RENDITION_TYPE.extension}`;
  await looseBlobs.expectBlob(db(), key, EXPECTED_SECONDS);
  const url = await withinDeadline((signal) =>
    putBlob(key, picture, RENDITION_TYPE.mimeType, signal),
  );
  const { row, formerKey } = await inTransaction(async (tx) => {
    if (!(await looseBlobs.takeBlob(tx, key))) fail("busy");
    const set = await videoRepo.setPoster(tx, userId, videoId, { key, url });
    if (!set) return fail("not_found");
    await looseBlobs.loosenBlobs(tx, [set.formerKey]);
    return set;
  });
  if (formerKey)
    await clearBlobs([formerKey]).catch((err: unknown) =>
      log().warn({ requestId, videoId, err }, "left for the cleanup"),
    );
  return toVideoView(row);
}
