// A captain goes on with an upload whose token is over, after a pause, a reload or a crash.
import "server-only";
import { db } from "@/lib/db/client";
import { findOwn } from "@/lib/db/video-repo";
import type { Captain } from "@/lib/domain/actor";
import { fail } from "@/lib/errors/app-error";
import { grantVideo } from "./grant-video";
import { toVideoView } from "./rules";
import type { ReservedVideo } from "./schema";

/**
 * Another token for the captain's own video, of the same name, type and size; earlier ones stay valid for their
 * ten minutes. `upload` is null when the video has arrived already.
 *
 * @throws AppError not_found
 */
export async function renewUpload({ userId }: Captain, videoId: string): Promise<ReservedVideo> {
  const row = (await findOwn(db(), userId, videoId)) ?? fail("not_found");
  return { video: toVideoView(row), upload: await grantVideo(row) };
}
