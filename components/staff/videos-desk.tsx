// Captains' videos: how each does, where it belongs, why it failed, and a way to try again or to stop.
import { Film } from "lucide-react";
import Link from "next/link";
import { Badge, type Tone } from "@/components/ui/badge";
import { FocusKept } from "@/components/ui/focus-kept";
import { NavTabs } from "@/components/ui/nav-tabs";
import { PageShell } from "@/components/ui/page-shell";
import { sizeInWords } from "@/components/words/quantities";
import type {
  StaffVideosPage,
  StaffVideosQuery,
  StaffVideoView,
  VideoStatus,
} from "@/lib/domain/video/schema";
import { NothingListed } from "./nothing-listed";
import { Pager } from "./pager";
import { moment } from "./staff-words";
import { VideoAction } from "./video-action";
import { videosAddress } from "./videos-address";

const STATUS: Record<VideoStatus, { word: string; tone: Tone }> = {
  uploading: { word: "Uploading", tone: "sea" },
  queued: { word: "In the queue", tone: "sea" },
  processing: { word: "Being processed", tone: "sea" },
  ready: { word: "Ready", tone: "good" },
  failed: { word: "Failed", tone: "bad" },
  cancelled: { word: "Cancelled", tone: "plain" },
};
const LINK_WORDS = { pending: "Pending", linked: "Linked to charter", finalized: "Finalized" };
const TABS = [
  [undefined, "All"],
  ["stale", "Stale"],
  ["failed", "Failed"],
  ["uploading", "Uploading"],
  ["queued", "In the queue"],
  ["processing", "Being processed"],
  ["ready", "Ready"],
  ["cancelled", "Cancelled"],
] as const;

export function VideosDesk({ query, page }: { query: StaffVideosQuery; page: StaffVideosPage }) {
  return (
    <PageShell
      title="Videos"
      lead="Every clip that captains sent. Stale is what has stood still for 15 minutes."
    >
      <NavTabs
        label="Videos by their state"
        tabs={TABS.map(([status, label]) => ({
          href: videosAddress({ status }),
          label,
          current: status === query.status,
        }))}
      />
      <div className="grid gap-6 pt-6">
        <FocusKept>
          {page.videos.length > 0 ? (
            <ul aria-label="Videos" className="grid gap-3">
              {page.videos.map((video) => (
                <Video key={video.id} video={video} />
              ))}
            </ul>
          ) : (
            <NothingListed
              icon={<Film />}
              title={query.status ? "None is like this" : "No videos yet"}
              isLater={query.cursor !== undefined}
              firstPage={videosAddress(query)}
            />
          )}
        </FocusKept>
        <Pager {...page} addressOf={(cursor) => videosAddress(query, cursor)} />
      </div>
    </PageShell>
  );
}

function Video({ video }: { video: StaffVideoView }) {
  const { fileName, owner, status, stale, link, charterName, charterId, draftId, url } = video;
  const { word, tone } = STATUS[status];
  const measures = [
    video.width && video.height ? `${video.width} × ${video.height}` : null,
    video.durationSec === null ? null : `${Math.round(video.durationSec * 10) / 10} s`,
    video.sizeBytes === null ? null : sizeInWords(video.sizeBytes),
    video.attempts > 0 ? `attempt ${video.attempts}` : null,
  ].filter(Boolean);
  return (
    <li className="grid gap-4 rounded-card border-[1.5px] border-line bg-card p-4 sm:grid-cols-[10rem_1fr]">
      {url ? (
        // biome-ignore lint/a11y/useMediaCaption: captains' clips come without captions
        <video
          src={url}
          poster={video.thumbnailUrl ?? undefined}
          controls
          preload="none"
          className="aspect-video w-full rounded-plate bg-deep object-contain"
        />
      ) : (
        <span className="hidden aspect-video place-items-center rounded-plate bg-well text-ink-soft sm:grid">
          <Film aria-hidden />
        </span>
      )}
      <div className="grid min-w-0 content-start gap-2">
        <h2 className="text-lg [overflow-wrap:anywhere]">
          {fileName ?? "A video of the old system"}
        </h2>
        <p className="flex flex-wrap gap-2">
          <Badge tone={tone}>{word}</Badge>
          <Badge tone={link === "finalized" ? "good" : "plain"}>{LINK_WORDS[link]}</Badge>
          {stale && <Badge tone="warn">Stale</Badge>}
        </p>
        {video.errorMessage && (
          <p className="border-bad border-l-4 pl-3 text-sm [overflow-wrap:anywhere]">
            {video.errorMessage}
          </p>
        )}
        <p className="text-ink-soft text-sm [overflow-wrap:anywhere]">
          <strong className="text-ink">{owner.name}</strong> ({owner.email}), since{" "}
          <time dateTime={video.createdAt}>{moment(video.createdAt)}</time>
          {charterId && (
            <>
              , on <Link href={`/charters/${charterId}`}>{charterName ?? "a charter"}</Link>
            </>
          )}
          {!charterId && draftId && (
            <>
              , in <Link href={`/staff/drafts/${draftId}`}>a draft</Link>
            </>
          )}
        </p>
        {measures.length > 0 && <p className="text-ink-soft text-sm">{measures.join(", ")}</p>}
        {(status === "failed" || status === "cancelled") && (
          <VideoAction action="retry" video={video} />
        )}
        {(status === "queued" || status === "processing") && (
          <VideoAction action="cancel" video={video} />
        )}
      </div>
    </li>
  );
}
