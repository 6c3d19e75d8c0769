// The finished charter, for anglers: what it looks like, what it costs, and how to reach the captain.
import type { CharterView } from "@/lib/domain/charter/schema";
import { CaptainPlate } from "./captain-plate";
import { CharterFacts } from "./charter-facts";
import { CharterHero } from "./charter-hero";
import { ContactBar, ContactPlate } from "./contact-plate";
import { Part } from "./part";
import { TripList } from "./trip-list";
import { VideoList } from "./video-list";

export function CharterPage({ charter }: { charter: CharterView }) {
  const photos = charter.media.filter(({ kind }) => kind !== "CHARTER_VIDEO");
  const videos = charter.media.filter(({ kind }) => kind === "CHARTER_VIDEO");
  return (
    <article>
      <CharterHero charter={charter} photos={photos} />
      <div className="mx-auto grid w-full max-w-7xl gap-x-14 px-4 pt-8 pb-14 sm:px-6 sm:pt-12 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="min-w-0">
          <p className="max-w-[60ch] whitespace-pre-line sm:text-lg">{charter.description}</p>
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
        <aside aria-label="Place and contact" className="mt-12 lg:mt-0">
          <ContactPlate charter={charter} />
        </aside>
      </div>
      <ContactBar charter={charter} />
    </article>
  );
}
