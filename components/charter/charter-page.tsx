// The finished charter, for anglers: what it looks like, what it costs, and how to reach the captain.
import { MapPin } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { CharterView } from "@/lib/domain/charter/schema";
import { CaptainPlate } from "./captain-plate";
import { CharterFacts } from "./charter-facts";
import { ContactBar, ContactPlate } from "./contact-plate";
import { Part } from "./part";
import { PhotoGallery } from "./photo-gallery";
import { TripList } from "./trip-list";
import { VideoList } from "./video-list";

export function CharterPage({ charter }: { charter: CharterView }) {
  const photos = charter.media.filter(({ kind }) => kind !== "CHARTER_VIDEO");
  const videos = charter.media.filter(({ kind }) => kind === "CHARTER_VIDEO");
  return (
    <article className="mx-auto w-full max-w-7xl sm:px-6 sm:pt-6">
      <PhotoGallery photos={photos} name={charter.name} />
      <div className="grid gap-x-14 px-4 pt-6 pb-12 sm:px-0 sm:pt-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="min-w-0">
          <Badge tone="sea">{charter.charterType}</Badge>
          <h1 className="mt-3 text-3xl">{charter.name}</h1>
          <p className="mt-2 flex items-start gap-2 text-ink-soft text-lg">
            <MapPin aria-hidden className="mt-1 size-5 shrink-0" />
            {charter.place.city}, {charter.place.state}
          </p>
          <p className="mt-6 max-w-[68ch] whitespace-pre-line">{charter.description}</p>
          <Part title="Trips">
            <TripList trips={charter.trips} />
          </Part>
          {videos.length > 0 && (
            <Part title="Videos">
              <VideoList videos={videos} name={charter.name} />
            </Part>
          )}
          <CharterFacts charter={charter} />
          <Part title="Your captain">
            <CaptainPlate operator={charter.operator} />
          </Part>
        </div>
        <aside className="mt-10 lg:mt-0">
          <ContactPlate charter={charter} />
        </aside>
      </div>
      <ContactBar charter={charter} />
    </article>
  );
}
