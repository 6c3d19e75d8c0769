"use client";
// The videos of a draft: adding clips, choosing the part of each, seeing each arrive and become ready.
import { Film } from "lucide-react";
import dynamic from "next/dynamic";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { SignInLink } from "@/components/site/sign-in-link";
import { Button } from "@/components/ui/button";
import { Card, SectionTitle } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { useFocusKept } from "@/components/ui/use-focus-kept";
import { keepTrying } from "@/lib/client/keep-trying";
import { explain, toastInfo } from "@/lib/client/toast";
import { VIDEO_FILE_ENDINGS, VIDEO_LIMITS, VIDEO_TYPES } from "@/lib/domain/video/kinds";
import { clockInWords } from "./upload-words";
import type { VideoDesk } from "./use-draft-videos";
import { VideoRow, VideoUploadRow } from "./video-row";
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
  // The clip whose dialog is open, and those whose dialog was closed without a choice.
  const [later, setLater] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => server.watch(), [server]);
  useFocusKept(place, "li", "[data-remove]");
  const retry = useCallback((id: string) => queue?.retry(id), [queue]);
  const cancel = useCallback((id: string) => queue?.cancel(id), [queue]);
  const open = useCallback(
    (id: string) => setLater((before) => new Set([...before].filter((one) => one !== id))),
    [],
  );
  const arrived = useMemo(() => {
    const onTheWay = new Set(uploads.uploads.map(({ videoId }) => videoId));
    return here.videos?.filter(({ id }) => !onTheWay.has(id)) ?? [];
  }, [here.videos, uploads.uploads]);
  const count = arrived.length + uploads.uploads.length;
  const room = VIDEO_LIMITS.perDraft - count;
  const choosing = uploads.uploads.find(({ id, phase }) => phase === "choosing" && !later.has(id));
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
          disabled={room <= 0}
          onClick={() => openPicker(picker.current)}
        >
          Choose videos
        </Button>
        <p className="text-ink-soft text-sm">
          {room <= 0
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
            const files = [...(target.files ?? [])];
            queue?.add(files.slice(0, Math.max(0, room)));
            if (files.length > room)
              toastInfo(tooManyInWords(files.length, room), "too-many-videos");
            // The same file may be picked again.
            target.value = "";
          }}
        />
      </div>
      <Trouble videos={videos} />
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
                onOpen={open}
                onRetry={retry}
                onCancel={cancel}
              />
            ))}
          </ul>
        )}
      </div>
      <VideoVoice arrived={arrived} uploads={uploads.uploads} />
      {choosing?.facts && (
        <TrimDialog
          key={choosing.id}
          name={choosing.name}
          file={choosing.file}
          facts={choosing.facts}
          onChoose={(choice) => queue?.choose(choosing.id, choice)}
          onLater={() => setLater((before) => new Set(before).add(choosing.id))}
        />
      )}
    </Card>
  );
}

/** Of so many picked, what becomes of them where fewer fit. */
function tooManyInWords(picked: number, room: number): string {
  const most = `A draft holds ${VIDEO_LIMITS.perDraft} videos.`;
  return room > 0
    ? `${most} We took the first ${room} of the ${picked} you picked.`
    : `${most} Remove one to make room for another.`;
}

/** Several at once; only while it is open, so that the page has one input that takes many: the photos'. */
function openPicker(input: HTMLInputElement | null): void {
  if (!input) return;
  input.multiple = true;
  input.addEventListener("cancel", () => input.removeAttribute("multiple"), { once: true });
  input.addEventListener("change", () => input.removeAttribute("multiple"), { once: true });
  input.click();
}

/** What holds up all of them. */
function Trouble({ videos: { uploads, here, server } }: { videos: VideoDesk }) {
  const isHeld = uploads.uploads.some(({ phase }) => phase !== "choosing" && phase !== "failed");
  const unkept = uploads.uploads.filter(({ isKept }) => !isKept).length;
  const why = isHeld ? uploads.hold?.why : undefined;
  const until = uploads.hold?.until ?? null;
  return (
    <>
      {why === "signed_out" && (
        <Notice tone="warn" live action={<SignInLink />}>
          You are signed out. Your videos wait here and go on when you are back.
        </Notice>
      )}
      {why === "offline" && (
        <Notice tone="warn" live>
          You are offline. Your videos go on by themselves when you are back
          {unkept === 0
            ? ", even if you close this page and open it again."
            : "; keep this page open."}
        </Notice>
      )}
      {why === "limit" && until !== null && (
        <Notice tone="warn" live>
          That was a lot at once. Your videos take a short break and go on by themselves at{" "}
          {clockInWords(until)}.
        </Notice>
      )}
      {unkept > 0 && (
        <Notice tone="warn" live>
          {videosInWords(unkept)} could not be kept on this device. Leave this page open until{" "}
          {unkept === 1 ? "it is" : "they are"} here.
        </Notice>
      )}
      {here.failure && (
        <Notice
          tone="bad"
          live
          action={
            here.failure.code === "unauthorized" ? (
              <SignInLink />
            ) : (
              here.failure.code !== "not_found" && (
                <Button onClick={() => void server.load()}>Try again</Button>
              )
            )
          }
        >
          {here.failure.code === "not_found"
            ? "This draft is not there any more. It may have been submitted or deleted elsewhere."
            : explain(here.failure).toast}
        </Notice>
      )}
    </>
  );
}
