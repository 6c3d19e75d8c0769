"use client";
// The photos of a draft: adding them from anywhere, seeing each arrive, choosing the cover and the order.
import { Card, SectionTitle } from "@/components/ui/card";
import { isShown } from "@/lib/client/photo-order";
import { countUnderWay } from "@/lib/client/uploads-state";
import { PhotoCounter } from "./photo-counter";
import { PhotoDrop } from "./photo-drop";
import { PhotoGrid } from "./photo-grid";
import { UploadDesk } from "./upload-desk";
import type { PhotoDesk } from "./use-draft-photos";

export function PhotoStep({ photos }: { photos: PhotoDesk }) {
  const { all, uploads, queue } = photos;
  const underWay = countUnderWay(uploads);
  return (
    <Card className="grid gap-6">
      <div>
        <SectionTitle lead="Bright shots in daylight: the boat, the deck, you and your crew, guests with their fish.">
          Your photos
        </SectionTitle>
        <PhotoCounter count={all.filter(isShown).length} />
      </div>
      <PhotoDrop onFiles={(files) => queue?.add(files)} />
      <UploadDesk uploads={uploads} queue={queue} />
      <PhotoGrid photos={photos} />
      <p role="status" className="sr-only">
        {underWay > 0 && `${underWay === 1 ? "1 photo is" : `${underWay} photos are`} on the way.`}
        {underWay === 0 &&
          all.length > 0 &&
          (all.length === 1 ? "1 photo is here." : `${all.length} photos are here.`)}
      </p>
    </Card>
  );
}
