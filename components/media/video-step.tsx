"use client";
// The videos of a draft: adding clips, choosing the part of each, seeing each arrive and become ready.
import { Film } from "lucide-react";
import dynamic from "next/dynamic";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Card, SectionTitle } from "@/components/ui/card";
import { useFocusKept } from "@/components/ui/use-focus-kept";
import { keepTrying } from "@/lib/client/keep-trying";
import { arrivedVideos, roomForVideos } from "@/lib/client/take-videos";
import { VIDEO_FILE_ENDINGS, VIDEO_LIMITS, VIDEO_TYPES } from "@/lib/domain/video/kinds";
import type { VideoDesk } from "./use-draft-videos";
import { useTrimTurn } from "./use-trim-turn";
import { VideoRow, VideoUploadRow } from "./video-row";
import { VideoTrouble } from "./video-trouble";
import { VideoVoice } from "./video-voice";
import { videosInWords } from "./video-words";

// Only who has picked a clip needs it.
const TrimDialog = dynamic(() =>
  keepTrying(() => import("./trim-dialog").then((file) => file.TrimDialog)),
);
const ACCEPTED = [
  ...VIDEO_TYPES,
  ...Object.values(VIDEO_FILE_ENDINGS).map((end) => `.${end}`),
].join();

export function VideoStep({ videos }: { videos: VideoDesk }) {
  const { here, server, uploads, queue } = videos;
  const place = useRef<HTMLDivElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  useEffect(() => server.watch(), [server]);
  useFocusKept(place, "li", "[data-remove]");
  const retry = useCallback((id: string) => queue?.retry(id), [queue]);
  const cancel = useCallback((id: string) => queue?.cancel(id), [queue]);
  const sendWhole = useCallback((id: string) => queue?.sendWhole(id), [queue]);
  const turn = useTrimTurn(uploads.uploads, videos.picks);
  const arrived = useMemo(() => arrivedVideos(here, uploads), [here, uploads]);
  const count = arrived.length + uploads.uploads.length;
  const room = roomForVideos(here, uploads);
  return (
    <Card className="grid gap-4">
      <SectionTitle
        lead={`Up to ${VIDEO_LIMITS.perDraft} clips of at most ${VIDEO_LIMITS.maxSec} seconds: a strike, the boat under way, the deck. With sound.`}
      >
        Your videos
      </SectionTitle>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button
          icon={<Film aria-hidden />}
          disabled={room === 0}
          onClick={() => openPicker(picker.current)}
        >
          Choose videos
        </Button>
        <p className="text-ink-soft text-sm">
          {room === 0
            ? `${videosInWords(count)}. Remove one to make room for another.`
            : count > 0
              ? `${count} of ${VIDEO_LIMITS.perDraft}`
              : "MP4, MOV or WebM, from your phone as they are."}
        </p>
        <input
          ref={picker}
          type="file"
          accept={ACCEPTED}
          hidden
          aria-label="Choose videos"
          onChange={({ target }) => {
            videos.add([...(target.files ?? [])]);
            // The same file may be picked again.
            target.value = "";
          }}
        />
      </div>
      <VideoTrouble videos={videos} />
      {/* It stays when the last one is gone, to take the focus. */}
      <div ref={place} tabIndex={-1} className="outline-none">
        {count > 0 && (
          <ul aria-label="Videos" className="grid gap-2 lg:grid-cols-2">
            {arrived.map((video) => (
              <VideoRow
                key={video.id}
                video={video}
                onRetry={server.retry}
                onRemove={server.remove}
              />
            ))}
            {uploads.uploads.map((upload) => (
              <VideoUploadRow
                key={upload.id}
                upload={upload}
                hold={uploads.hold}
                canServe={here.canServe}
                onOpen={turn.open}
                onRetry={retry}
                onSendWhole={sendWhole}
                onCancel={cancel}
              />
            ))}
          </ul>
        )}
      </div>
      <VideoVoice arrived={arrived} uploads={uploads.uploads} />
      {turn.clip?.facts && (
        <TrimDialog
          key={turn.clip.id}
          name={turn.clip.name}
          file={turn.clip.file}
          facts={turn.clip.facts}
          onChoose={(choice) => {
            if (turn.clip) queue?.choose(turn.clip.id, choice);
            turn.done();
          }}
          onLater={turn.later}
        />
      )}
    </Card>
  );
}

/** Several at once; only while it is open, so that the page has one input that takes many: the photos'. */
function openPicker(input: HTMLInputElement | null): void {
  if (!input) return;
  input.multiple = true;
  input.addEventListener("cancel", () => input.removeAttribute("multiple"), { once: true });
  input.addEventListener("change", () => input.removeAttribute("multiple"), { once: true });
  input.click();
}
