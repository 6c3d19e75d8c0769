"use client";
// All that is on its way: what holds it up, and each file.
import { useRef } from "react";
import { useFocusNeighbour } from "@/components/ui/use-focus-neighbour";
import type { UploadQueue } from "@/lib/client/upload-queue";
import type { UploadsState } from "@/lib/client/uploads-state";
import { UploadTile } from "./upload-tile";
import { UploadTrouble } from "./upload-trouble";

export function UploadDesk({
  uploads,
  queue,
}: {
  uploads: UploadsState;
  queue: UploadQueue | null;
}) {
  const list = useRef<HTMLUListElement>(null);
  const focusNear = useFocusNeighbour(list, "[data-remove]");
  if (uploads.uploads.length === 0) return null;
  return (
    <div className="grid gap-3">
      <UploadTrouble uploads={uploads} queue={queue} />
      <ul ref={list} tabIndex={-1} className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-4">
        {uploads.uploads.map((upload, at) => (
          <UploadTile
            key={upload.id}
            upload={upload}
            hold={uploads.hold}
            onRetry={() => queue?.retry(upload.id)}
            onCancel={() => {
              queue?.cancel(upload.id);
              focusNear(at);
            }}
          />
        ))}
      </ul>
    </div>
  );
}
