"use client";
// One file on its way: where it is, in words and as a bar, and the way to stop it or try again.
import { CircleAlert, ImageIcon, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Progress } from "@/components/ui/progress";
import { isWorthRetrying } from "@/lib/client/retry";
import type { Hold } from "@/lib/client/send-hold";
import { explain } from "@/lib/client/toast";
import type { Upload } from "@/lib/client/uploads-state";

export function UploadTile({
  upload,
  hold,
  onRetry,
  onCancel,
}: {
  upload: Upload;
  /** Why the whole queue waits, if it does. */
  hold: Hold | null;
  onRetry: () => void;
  onCancel: () => void;
}) {
  const { name, phase, previewUrl, refusal } = upload;
  const isFailed = phase === "failed";
  return (
    <li
      className={
        isFailed
          ? "flex flex-col overflow-hidden rounded-card border-2 border-bad bg-card"
          : "flex flex-col overflow-hidden rounded-card border-[1.5px] border-line bg-card"
      }
    >
      <div className="relative grid aspect-4/3 place-items-center bg-well text-ink-soft">
        {previewUrl && !isFailed ? (
          // biome-ignore lint/performance/noImgElement: a local picture that no optimizer can reach.
          <img
            src={previewUrl}
            alt=""
            className="absolute inset-0 size-full object-cover opacity-60"
          />
        ) : isFailed ? (
          <CircleAlert aria-hidden className="size-8 text-bad" />
        ) : (
          <ImageIcon aria-hidden className="size-8" />
        )}
      </div>
      <div className="flex flex-1 items-start justify-between gap-1 py-2 pl-3">
        <div className="grid min-w-0 flex-1 gap-1.5">
          <p className="truncate font-bold text-sm">{name}</p>
          {isFailed ? (
            <p className="text-sm">{explain(refusal).toast}</p>
          ) : (
            <>
              <p className="text-ink-soft text-sm">{wordsFor(upload, hold)}</p>
              <Bar upload={upload} />
            </>
          )}
        </div>
        {phase !== "checking" && (
          <IconButton
            label={isFailed ? `Forget ${name}` : `Stop ${name}`}
            icon={<X aria-hidden />}
            data-remove
            onClick={onCancel}
            className="-mt-2"
          />
        )}
      </div>
      {refusal && isWorthRetrying(refusal) && (
        <div className="px-3 pb-3">
          <Button wide onClick={onRetry}>
            Try again
          </Button>
        </div>
      )}
    </li>
  );
}

/** The bytes that have really left; before and after them only that something moves. */
function Bar({ upload: { phase, name, sentBytes, totalBytes } }: { upload: Upload }) {
  if (phase === "waiting") return null;
  const label = `${name} on the way`;
  if (phase !== "sending" || totalBytes === 0) return <Progress label={label} />;
  return <Progress label={label} value={sentBytes} max={totalBytes} />;
}

function wordsFor({ phase, sentBytes, totalBytes }: Upload, hold: Hold | null): string {
  switch (phase) {
    case "waiting":
      return hold === "rest" || hold === "offline" ? "Waiting, goes on by itself" : "Waiting";
    case "preparing":
      return "Getting ready";
    case "sending":
      return totalBytes > 0
        ? `Sending, ${Math.floor((100 * sentBytes) / totalBytes)} %`
        : "Sending";
    case "checking":
      return "Checking";
    case "failed":
      return "";
  }
}
