// The trips with what they cost, each a card of the price board at the jetty.
import { Clock, Timer, Users } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { charterStyleWords, counted, duration, money } from "@/components/words/charter-words";
import type { CharterView } from "@/lib/domain/charter/schema";

type Trip = CharterView["trips"][number];

export function TripList({ trips }: { trips: readonly Trip[] }) {
  if (trips.length === 0)
    return <p className="text-ink-soft">Ask the captain which trips are on offer.</p>;
  return (
    <ul className="grid gap-4">
      {trips.map((trip) => (
        <li key={trip.id} className="rounded-card border-[1.5px] border-line bg-card">
          <TripCard trip={trip} />
        </li>
      ))}
    </ul>
  );
}

function TripCard({ trip }: { trip: Trip }) {
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-5 pt-5 sm:px-6">
        <div className="min-w-0">
          <h3 className="text-xl">{trip.name}</h3>
          <p className="mt-0.5 text-ink-soft">
            {trip.tripType} · {charterStyleWords(trip.charterStyle)}
          </p>
        </div>
        <Price trip={trip} />
      </div>
      {trip.description && (
        <p className="mt-3 max-w-[64ch] whitespace-pre-line px-5 sm:px-6">{trip.description}</p>
      )}
      <dl className="grid gap-x-6 gap-y-1.5 px-5 pt-4 pb-5 sm:grid-cols-[auto_minmax(0,1fr)] sm:px-6">
        <Words label="Fish" words={trip.species} />
        <Words label="Ways to fish" words={trip.techniques} />
      </dl>
      <ul className="flex flex-wrap gap-x-7 gap-y-1.5 border-line border-t-[1.5px] px-5 py-3.5 sm:px-6">
        <Fact icon={<Timer />}>{duration(trip.durationHours)}</Fact>
        <Fact icon={<Users />}>up to {counted(trip.maxAnglers, "angler", "anglers")}</Fact>
        {trip.startTimes.length > 0 && (
          <Fact icon={<Clock />}>leaves at {inWords(trip.startTimes)}</Fact>
        )}
      </ul>
    </>
  );
}

function Price({ trip: { price, promoPrice } }: { trip: Trip }) {
  const isReduced = promoPrice !== null && promoPrice < price;
  return (
    <p className="sm:text-right">
      <strong className="hull text-2xl tabular-nums">
        {money(isReduced ? promoPrice : price)}
      </strong>
      {isReduced && (
        <span className="ml-2 text-ink-soft sm:ml-0 sm:block">
          <span className="sr-only">Usually </span>
          <s>{money(price)}</s>
        </span>
      )}
    </p>
  );
}

function Fact({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li className="flex items-center gap-2 [&_svg]:size-5 [&_svg]:shrink-0 [&_svg]:text-sea">
      <span aria-hidden>{icon}</span>
      <span>{children}</span>
    </li>
  );
}

function Words({ label, words }: { label: string; words: readonly string[] }) {
  if (words.length === 0) return null;
  return (
    <>
      <dt className="text-ink-soft text-sm leading-7">{label}</dt>
      <dd className="flex flex-wrap gap-2">
        {words.map((word) => (
          <Badge key={word}>{word}</Badge>
        ))}
      </dd>
    </>
  );
}

/** "07:00, 13:00 and 15:00". */
const inWords = (words: readonly string[]) =>
  new Intl.ListFormat("en-GB", { type: "conjunction" }).format(words);
