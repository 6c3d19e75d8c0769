"use client";
// One video: on its way or here, with its picture, where it is in words and as a bar, and what can be done about it.
import { CircleAlert, Film, Trash2, X } from "lucide-react";
import { memo, type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { ConfirmDialog } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Progress } from "@/components/ui/progress";
import { sizeInWords } from "@/components/words/quantities";
import { whyNotServed } from "@/lib/client/clip-plan";
import { isWorthRetrying } from "@/lib/client/retry";
import type { Held } from "@/lib/client/send-hold";
import { explain } from "@/lib/client/toast";
import type { VideoUpload } from "@/lib/client/videos-state";
import type { VideoView } from "@/lib/domain/video/schema";
import { videoPhaseInWords, videoStatusInWords } from "./video-words";

interface RowProps {
  name: string;
  pictureUrl: string | null;
  words: ReactNode;
  tone: "bad" | "plain";
  bar?: ReactNode;
  /** At its right, always there. */
  remove: ReactNode;
  action?: ReactNode;
}

function Row({ name, pictureUrl, words, tone, bar, remove, action }: RowProps) {
  return (
    <li
      className={classNames(
        "grid grid-cols-[auto_minmax(0,1fr)_auto] content-start items-start gap-x-3 gap-y-2 rounded-card border-[1.5px] bg-card p-2",
        tone === "bad" ? "border-bad" : "border-line",
      )}
    >
      <div className="relative grid h-16 w-24 place-items-center overflow-hidden rounded-plate bg-well text-ink-soft [&_svg]:size-6">
        {pictureUrl ? (
          // biome-ignore lint/performance/noImgElement: a small picture that no optimizer need see.
          <img
            src={pictureUrl}
            alt=""
            decoding="async"
            className="absolute inset-0 size-full object-cover"
          />
        ) : tone === "bad" ? (
          <CircleAlert aria-hidden className="text-bad" />
        ) : (
          <Film aria-hidden />
        )}
      </div>
      <div className="grid min-w-0 gap-1 self-center">
        <p className="truncate font-bold text-sm">{name}</p>
        <p className={classNames("text-sm tabular-nums", tone !== "bad" && "text-ink-soft")}>
          {words}
        </p>
        {bar}
      </div>
      {remove}
      {action && <div className="col-span-3 grid gap-2 sm:grid-flow-col">{action}</div>}
    </li>
  );
}

/** A clip that is not on the server yet. */
export const VideoUploadRow = memo(function VideoUploadRow({
  upload,
  hold,
  canServe,
  onOpen,
  onRetry,
  onSendWhole,
  onCancel,
}: {
  upload: VideoUpload;
  hold: Held | null;
  /** Whether we can prepare what this browser can't. */
  canServe: boolean;
  /** These stay the same from one drawing to the next. */
  onOpen: (id: string) => void;
  onRetry: (id: string) => void;
  onSendWhole: (id: string) => void;
  onCancel: (id: string) => void;
}) {
  const { id, name, phase, refusal, previewUrl } = upload;
  const isWaitingForYou = phase === "choosing" || phase === "failed";
  return (
    <Row
      name={name}
      pictureUrl={previewUrl}
      tone={refusal ? "bad" : "plain"}
      words={refusal ? explain(refusal).toast : videoPhaseInWords(upload, hold)}
      bar={<Bar upload={upload} />}
      remove={
        <IconButton
          label={isWaitingForYou ? `Remove ${name}` : `Stop ${name}`}
          icon={<X aria-hidden />}
          data-remove
          onClick={() => onCancel(id)}
        />
      }
      action={
        phase === "choosing" ? (
          <Button aria-label={`Choose the part of ${name}`} onClick={() => onOpen(id)}>
            Choose the part
          </Button>
        ) : refusal && isWorthRetrying(refusal) ? (
          <>
            <Button aria-label={`Try ${name} again`} onClick={() => onRetry(id)}>
              Try again
            </Button>
            {mayBeSentWhole(upload, canServe) && (
              <Button
                aria-label={`Send the whole clip · ${sizeInWords(upload.file.size)}: ${name}`}
                onClick={() => onSendWhole(id)}
              >
                Send the whole clip · {sizeInWords(upload.file.size)}
              </Button>
            )}
          </>
        ) : null
      }
    />
  );
});

/** Whether the captain may leave to us what their browser could not cut. */
function mayBeSentWhole({ refusal, facts }: VideoUpload, canServe: boolean): boolean {
  return refusal?.code === "video_not_cut" && facts !== null && !whyNotServed(facts, canServe);
}

/** A video that the server has. */
export const VideoRow = memo(function VideoRow({
  video,
  onRetry,
  onRemove,
}: {
  video: VideoView;
  /** These stay the same from one drawing to the next. */
  onRetry: (id: string) => Promise<void>;
  onRemove: (id: string) => Promise<void>;
}) {
  const [isAsked, setIsAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const { id, status } = video;
  const name = video.fileName ?? "Video";
  const isOver = status === "failed" || status === "cancelled";
  const isAtWork = status === "queued" || status === "processing";
  const during = async (work: Promise<void>) => {
    setBusy(true);
    await work;
    setBusy(false);
  };
  return (
    <Row
      name={name}
      pictureUrl={video.thumbnailUrl}
      tone={status === "failed" ? "bad" : "plain"}
      words={videoStatusInWords(video)}
      bar={isAtWork && <Progress label={`${name} is being prepared`} />}
      remove={
        <>
          <IconButton
            label={`Remove ${name}`}
            icon={<Trash2 aria-hidden />}
            data-remove
            onClick={() => setIsAsked(true)}
          />
          <ConfirmDialog
            open={isAsked}
            onOpenChange={setIsAsked}
            title="Remove this video?"
            description={
              video.charterId
                ? "It leaves your page now and stays in the trash for 30 days."
                : `${name} will be deleted. The clip on your phone stays.`
            }
            confirm="Remove video"
            busy={busy}
            onConfirm={() => void during(onRemove(id)).then(() => setIsAsked(false))}
          />
        </>
      }
      action={
        isOver && (
          <Button
            busy={busy}
            aria-label={`Try ${name} again`}
            onClick={() => void during(onRetry(id))}
          >
            Try again
          </Button>
        )
      }
    />
  );
});

/** What has really been done; of what can't be measured only that something moves. */
function Bar({
  upload: { phase, name, fraction, sentBytes, totalBytes },
}: {
  upload: VideoUpload;
}) {
  const label = `${name} on the way`;
  if (phase === "preparing") return <Progress label={label} value={fraction} max={1} />;
  const isPaused = phase === "waiting" && sentBytes > 0;
  if ((phase === "sending" || isPaused) && totalBytes > 0)
    return <Progress label={label} value={sentBytes} max={totalBytes} />;
  if (phase === "reading" || phase === "checking") return <Progress label={label} />;
  return null;
}
