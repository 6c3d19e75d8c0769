// The charter's short videos, lying or standing. Nothing but posters is loaded before one is played.
import type { MediaView } from "@/lib/domain/media/schema";

export function VideoList({ videos, name }: { videos: readonly MediaView[]; name: string }) {
  return (
    <ul className="grid gap-4 sm:grid-cols-2">
      {videos.map((video, index) => (
        <li key={video.id}>
          <video
            src={video.url}
            {...(video.thumbnailUrl && { poster: video.thumbnailUrl })}
            controls
            playsInline
            preload="none"
            aria-label={video.altText ?? video.caption ?? `Video ${index + 1} of ${name}`}
            style={shapeOf(video)}
            className="rounded-plate bg-deep"
          />
          {video.caption && <p className="mt-1 text-ink-soft text-sm">{video.caption}</p>}
        </li>
      ))}
    </ul>
  );
}

/** As wide as there is room for, and no higher than most of the screen, without bars beside it. */
function shapeOf({ width, height }: MediaView) {
  const shape = `${width ?? 16} / ${height ?? 9}`;
  return { aspectRatio: shape, width: `min(100%, 75svh * ${shape})` };
}
