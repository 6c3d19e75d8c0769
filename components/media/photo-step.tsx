"use client";
// The photos of a draft: adding them from anywhere, seeing each arrive, choosing the cover and the order.
import dynamic from "next/dynamic";
import { useEffect, useMemo } from "react";
import { LibraryPicker } from "@/components/library/library-picker";
import { Card, SectionTitle } from "@/components/ui/card";
import { keepTrying } from "@/lib/client/keep-trying";
import { isShown } from "@/lib/client/photo-order";
import { ElsewhereNotice } from "./elsewhere-notice";
import { PhotoChecklist } from "./photo-checklist";
import { CoachedPhotos, PhotoCoach } from "./photo-coach";
import { PhotoCounter } from "./photo-counter";
import { PhotoDrop } from "./photo-drop";
import { UploadDesk } from "./upload-desk";
import { UploadVoice } from "./upload-voice";
import type { PhotoDesk } from "./use-draft-photos";

// Carrying photos about is heavy, and only this step needs it.
const loadGrid = () => keepTrying(() => import("./photo-grid").then((file) => file.PhotoGrid));
const PhotoGrid = dynamic(loadGrid);

export function PhotoStep({
  photos,
  otherDrafts,
  onVideos,
}: {
  photos: PhotoDesk;
  otherDrafts: readonly { name: string }[];
  /** Takes the clips among what was dropped or pasted. */
  onVideos: (files: readonly File[]) => void;
}) {
  const { all, arrange, draftId, uploads, queue } = photos;
  // Before the first photo arrives: the line may be gone by then.
  useEffect(() => void loadGrid(), []);
  const here = useMemo(() => new Set(all.map(({ id }) => id)), [all]);
  return (
    <Card className="grid gap-6">
      <div className="grid gap-5">
        <SectionTitle lead="Bright shots in daylight: the boat, the deck, you and your crew, guests with their fish.">
          Your photos
        </SectionTitle>
        <PhotoCounter count={all.filter(isShown).length} />
        <PhotoChecklist photos={all} />
      </div>
      <CoachedPhotos photos={all} uploads={uploads.uploads}>
        <div>
          <PhotoDrop
            onFiles={(files) => {
              const clips = files.filter(isVideo);
              if (clips.length > 0) onVideos(clips);
              photos.add(files.filter((file) => !isVideo(file)));
            }}
          >
            <LibraryPicker draftId={draftId} here={here} onAdded={arrange.bring} />
          </PhotoDrop>
        </div>
        <ElsewhereNotice photos={photos} otherDrafts={otherDrafts} />
        <UploadDesk uploads={uploads} queue={queue} />
        <PhotoCoach />
        {all.length > 0 && <PhotoGrid all={all} arrange={photos.arrange} />}
      </CoachedPhotos>
      <UploadVoice uploads={uploads} />
    </Card>
  );
}

function isVideo({ name, type }: File): boolean {
  return type.startsWith("video/") || /\.(mp4|m4v|mov|webm)$/i.test(name);
}
