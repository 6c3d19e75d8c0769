// The top of the charter's page: its photos on deep water, its name, and what an angler asks first.
import { MapPin } from "lucide-react";
import { classNames } from "@/components/ui/class-names";
import { counted, fromTo, money } from "@/components/words/charter-words";
import type { CharterView } from "@/lib/domain/charter/schema";
import type { MediaView } from "@/lib/domain/media/schema";
import { lowestPrice } from "./lowest-price";
import { PhotoGallery } from "./photo-gallery";

/** Longer names stand in smaller letters. */
const SHORT_NAME = 22;

export function CharterHero({
  charter,
  photos,
}: {
  charter: CharterView;
  photos: readonly MediaView[];
}) {
  const { name, charterType, place } = charter;
  return (
    <header className="relative isolate overflow-hidden bg-deep text-on-deep">
      <div aria-hidden className="contours -z-1 absolute inset-0 text-deep-line opacity-70" />
      <div className="mx-auto grid w-full max-w-7xl gap-x-10 sm:px-6 sm:pt-6 sm:pb-8 lg:grid-cols-[minmax(0,4fr)_minmax(0,8fr)] lg:pb-10">
        <div className="min-w-0 lg:order-2">
          <PhotoGallery photos={photos} name={name} />
        </div>
        <div className="flex min-w-0 flex-col justify-end px-4 pt-6 pb-7 sm:px-0 sm:pb-0 lg:pt-0">
          <p className="hull-small text-on-deep-soft text-sm">{charterType}</p>
          <h1
            className={classNames(
              "mt-2",
              name.length > SHORT_NAME ? "text-3xl" : "text-4xl lg:text-[3.75rem]",
            )}
          >
            {name}
          </h1>
          <p className="mt-4 flex items-start gap-2 text-lg text-on-deep-soft">
            <MapPin aria-hidden className="mt-1 size-5 shrink-0" />
            {place.city}, {place.state}
          </p>
          <Answers charter={charter} />
        </div>
      </div>
      <div aria-hidden className="chart-rule" />
    </header>
  );
}

/** What does it cost, how long, how many of us. */
function Answers({ charter: { trips, boat } }: { charter: CharterView }) {
  const price = lowestPrice(trips);
  const people = Math.max(boat?.capacity ?? 0, ...trips.map(({ maxAnglers }) => maxAnglers));
  const hours = trips.map(({ durationHours }) => durationHours);
  const answers = [
    price !== null && [trips.length > 1 ? "Trips from" : "Trip", money(price)],
    hours.length > 0 && ["Time out", `${fromTo(Math.min(...hours), Math.max(...hours))} h`],
    people > 0 && ["Room for", counted(people, "guest", "guests")],
  ].filter((one) => one !== false);
  if (answers.length === 0) return null;
  return (
    <dl className="mt-7 flex flex-wrap gap-x-8 gap-y-3 border-deep-line border-t-2 pt-4">
      {answers.map(([term, value]) => (
        <div key={term}>
          <dt className="text-on-deep-soft text-sm">{term}</dt>
          <dd className="hull whitespace-nowrap text-lg tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
