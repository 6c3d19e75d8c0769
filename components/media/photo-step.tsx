"use client";
// The photos of a draft: adding them from anywhere, seeing each arrive, choosing the cover and the order.
import dynamic from "next/dynamic";
import { Card, SectionTitle } from "@/components/ui/card";
import { isShown } from "@/lib/client/photo-order";
import { PhotoChecklist } from "./photo-checklist";
import { CoachedPhotos, PhotoCoach } from "./photo-coach";
import { PhotoCounter } from "./photo-counter";
import { PhotoDrop } from "./photo-drop";
import { UploadDesk } from "./upload-desk";
import { UploadVoice } from "./upload-voice";
import type { PhotoDesk } from "./use-draft-photos";

// Carrying photos about is heavy, and only this step needs it.
const PhotoGrid = dynamic(() => import("./photo-grid").then((file) => file.PhotoGrid));

export function PhotoStep({ photos }: { photos: PhotoDesk }) {
  const { all, uploads, queue } = photos;
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
          <PhotoDrop onFiles={(files) => queue?.add(files)} />
          <PhotoCoach />
        </div>
        <UploadDesk uploads={uploads} queue={queue} />
        {all.length > 0 && <PhotoGrid all={all} arrange={photos.arrange} />}
      </CoachedPhotos>
      <UploadVoice uploads={uploads} />
    </Card>
  );
}
