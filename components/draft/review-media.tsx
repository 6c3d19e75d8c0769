// The photos and videos as the charter will show them: the cover first and large.
import { Badge } from "@/components/ui/badge";
import { Picture } from "@/components/ui/picture";
import type { DraftReview } from "@/lib/domain/draft/schema";
import type { VideoView } from "@/lib/domain/video/schema";

export function ReviewMedia({ review: { photos, videos, left } }: { review: DraftReview }) {
  return (
    <div className="grid gap-3">
      <p>
        {photos.length === 1 ? "1 photo" : `${photos.length} photos`}
        {videos.length > 0 &&
          (videos.length === 1 ? " and 1 video" : ` and ${videos.length} videos`)}
        {" will be on your page."}
        {left > 0 &&
          ` A charter shows 15 photos, so ${left === 1 ? "one" : left} will stay with you for another charter.`}
      </p>
      <ul className="grid grid-cols-3 gap-2 sm:grid-cols-4 lg:grid-cols-6">
        {photos.map((photo, at) => (
          <li
            key={photo.id}
            className={at === 0 ? "relative col-span-2 row-span-2" : "relative aspect-square"}
          >
            <Picture
              {...photo}
              alt={photo.altText ?? (at === 0 ? "Cover photo" : `Photo ${at + 1}`)}
              sizes={at === 0 ? "(min-width: 640px) 400px, 66vw" : "(min-width: 640px) 200px, 33vw"}
              className="size-full rounded-plate object-cover"
            />
            {at === 0 && (
              <span className="absolute top-2 left-2">
                <Badge tone="sea">Cover</Badge>
              </span>
            )}
          </li>
        ))}
        {videos.map((video) => (
          <VideoTile key={video.id} video={video} />
        ))}
      </ul>
    </div>
  );
}

function VideoTile({ video }: { video: VideoView }) {
  return (
    <li className="relative aspect-square">
      {video.thumbnailUrl ? (
        <Picture
          url={video.thumbnailUrl}
          alt="Video"
          className="size-full rounded-plate object-cover"
        />
      ) : (
        <div className="size-full rounded-plate bg-well" />
      )}
      <span className="absolute top-2 left-2">
        <Badge>{video.status === "ready" ? "Video" : "Video, being prepared"}</Badge>
      </span>
    </li>
  );
}
