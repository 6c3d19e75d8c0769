"use client";
// All photos on their way in one line: how many are here, how far the rest is, and the way to stop them all.
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { Progress } from "@/components/ui/progress";
import type { UploadTotal } from "@/lib/client/upload-total";
import type { UploadsState } from "@/lib/client/uploads-state";
import { bytesInWords, clockInWords, photosInWords } from "./upload-words";

export function UploadSum({
  total,
  uploads,
  onStopAll,
}: {
  total: UploadTotal;
  uploads: UploadsState;
  onStopAll: () => void;
}) {
  const [isAsked, setIsAsked] = useState(false);
  const { arrived, files, fraction } = total;
  const left = uploads.uploads.length;
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <p className="font-bold tabular-nums">
          {arrived === 0
            ? `${photosInWords(files)} on the way`
            : `${arrived} of ${photosInWords(files)} here`}
        </p>
        <Button
          variant="quiet"
          className="-mr-3"
          onClick={() => (left > 1 ? setIsAsked(true) : onStopAll())}
        >
          Stop all
        </Button>
      </div>
      {/* 100 % is the server's word, never a rounding. */}
      <Progress label="All photos on the way" value={Math.floor(100 * fraction)} />
      <p className="min-h-6 text-ink-soft text-sm tabular-nums">{details(total, uploads)}</p>
      <ConfirmDialog
        open={isAsked}
        onOpenChange={setIsAsked}
        title={`Stop ${photosInWords(left)}?`}
        description="What has arrived already stays."
        confirm="Stop all"
        cancel="Let them go on"
        onConfirm={() => {
          setIsAsked(false);
          onStopAll();
        }}
      />
    </div>
  );
}

function details(total: UploadTotal, { hold, bytesPerSec }: UploadsState): string {
  if (hold?.why === "rest" && hold.until !== null)
    return `Not getting through right now. Trying again at ${clockInWords(hold.until)}.`;
  return bytesInWords(total, hold ? null : bytesPerSec);
}
