"use client";
// One file on its way: where it is, in words and as a bar, and what can be done about it.
import { CircleAlert, Copy, ImageIcon, X } from "lucide-react";
import { memo } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { IconButton } from "@/components/ui/icon-button";
import { Progress } from "@/components/ui/progress";
import { isWorthRetrying } from "@/lib/client/retry";
import { explain } from "@/lib/client/toast";
import type { TwinChoice } from "@/lib/client/upload-orders";
import type { Upload, UploadsState } from "@/lib/client/uploads-state";
import { PhotoHint } from "./photo-coach";
import { phaseInWords, twinInWords } from "./upload-words";

/** Drawn again only when something of it changes: the others move many times a second. */
export const UploadRow = memo(function UploadRow({
  upload,
  hold,
  onRetry,
  onChoose,
  onCancel,
}: {
  upload: Upload;
  hold: UploadsState["hold"];
  /** These stay the same from one drawing to the next. */
  onRetry: (id: string) => void;
  onChoose: (id: string, choice: TwinChoice) => void;
  onCancel: (id: string) => void;
}) {
  const { id, name, phase, refusal, twin } = upload;
  const isFailed = phase === "failed";
  return (
    <li
      className={classNames(
        "grid grid-cols-[auto_minmax(0,1fr)_auto] items-start gap-x-3 gap-y-2 rounded-card border-[1.5px] bg-card p-2",
        isFailed ? "border-bad" : twin ? "border-warn" : "border-line",
      )}
    >
      <Thumbnail upload={upload} />
      <div className="grid min-w-0 gap-1 self-center">
        <p className="truncate font-bold text-sm">{name}</p>
        <p className={classNames("text-sm tabular-nums", !isFailed && !twin && "text-ink-soft")}>
          {refusal && explain(refusal).toast}
          {twin && twinInWords(twin)}
          {phaseInWords(upload, hold)}
        </p>
        <Bar upload={upload} />
        <div className="empty:hidden">
          <PhotoHint id={id} />
        </div>
      </div>
      <IconButton
        label={isFailed || twin ? `Remove ${name}` : `Stop ${name}`}
        icon={<X aria-hidden />}
        data-remove
        onClick={() => onCancel(id)}
      />
      {twin && (
        <div className="col-span-3 flex flex-wrap gap-2">
          <Button
            className="flex-1"
            aria-label={`Use the one you have for ${name}`}
            onClick={() => onChoose(id, "use")}
          >
            Use the one you have
          </Button>
          <Button
            className="flex-1"
            aria-label={`Keep both of ${name}`}
            onClick={() => onChoose(id, "keep")}
          >
            Keep both
          </Button>
        </div>
      )}
      {refusal && isWorthRetrying(refusal) && (
        <Button className="col-span-3" aria-label={`Try ${name} again`} onClick={() => onRetry(id)}>
          Try again
        </Button>
      )}
    </li>
  );
});

/** The twin's picture where there is one to compare with, else the file's own. */
function Thumbnail({ upload: { phase, twin, previewUrl } }: { upload: Upload }) {
  const url = twin?.thumbnailUrl ?? previewUrl;
  return (
    <div className="relative grid size-16 place-items-center overflow-hidden rounded-plate bg-well text-ink-soft [&_svg]:size-6">
      {url && phase !== "failed" ? (
        // biome-ignore lint/performance/noImgElement: a small picture that no optimizer need see.
        <img
          src={url}
          alt=""
          decoding="async"
          className="absolute inset-0 size-full object-cover"
        />
      ) : phase === "failed" ? (
        <CircleAlert aria-hidden className="text-bad" />
      ) : twin ? (
        <Copy aria-hidden />
      ) : (
        <ImageIcon aria-hidden />
      )}
    </div>
  );
}

/** The bytes that have really left; before and after them only that something moves. */
function Bar({ upload: { phase, name, sentBytes, totalBytes } }: { upload: Upload }) {
  if (phase === "waiting" || phase === "failed" || phase === "choosing") return null;
  const label = `${name} on the way`;
  if (phase !== "sending" || totalBytes === 0) return <Progress label={label} />;
  return <Progress label={label} value={sentBytes} max={totalBytes} />;
}
