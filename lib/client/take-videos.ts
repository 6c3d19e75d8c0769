// How many more clips a draft takes, wherever they come from: the one place of the browser that counts them.
import { VIDEO_LIMITS } from "@/lib/domain/video/kinds";
import type { VideoView } from "@/lib/domain/video/schema";
import type { DraftVideos, DraftVideosState } from "./draft-videos";
import type { VideoQueue } from "./video-queue";
import type { VideosState } from "./videos-state";

/** What the server has that is not on its way from this page: nothing until the list is read. */
export function arrivedVideos(
  { videos }: Pick<DraftVideosState, "videos">,
  { uploads }: Pick<VideosState, "uploads">,
): VideoView[] {
  const onTheWay = new Set(uploads.map(({ videoId }) => videoId));
  return videos?.filter(({ id }) => !onTheWay.has(id)) ?? [];
}

/** How many more clips fit; never below zero. */
export function roomForVideos(
  here: Pick<DraftVideosState, "videos">,
  state: Pick<VideosState, "uploads">,
): number {
  const count = arrivedVideos(here, state).length + state.uploads.length;
  return Math.max(0, VIDEO_LIMITS.perDraft - count);
}

/**
 * Begins with as many of these as there is room for, the first ones. Reads the list of the draft's videos first when
 * nobody has; what can't be counted then is for the server to refuse. Never throws.
 *
 * @returns how many were begun with
 */
export async function takeVideos(
  server: Pick<DraftVideos, "get" | "load">,
  queue: Pick<VideoQueue, "get" | "add">,
  files: readonly File[],
): Promise<number> {
  if (!server.get().videos) await server.load();
  const taken = files.slice(0, roomForVideos(server.get(), queue.get()));
  if (taken.length > 0) queue.add(taken);
  return taken.length;
}
