// The trips with what they cost, each a line of the price board at the jetty.
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
    <ul className="grid border-ink border-t-2">
      {trips.map((trip) => (
        <li key={trip.id} className="border-line border-b-[1.5px] py-5">
          <TripLine trip={trip} />
        </li>
      ))}
    </ul>
  );
}

function TripLine({ trip }: { trip: Trip }) {
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-1">
        <div>
          <h3 className="text-xl">{trip.name}</h3>
          <p className="text-ink-soft">
            {trip.tripType} · {charterStyleWords(trip.charterStyle)}
          </p>
        </div>
        <Price trip={trip} />
      </div>
      <ul className="flex flex-wrap gap-x-6 gap-y-1.5">
        <Fact icon={<Timer />}>{duration(trip.durationHours)}</Fact>
        <Fact icon={<Users />}>up to {counted(trip.maxAnglers, "angler", "anglers")}</Fact>
        {trip.startTimes.length > 0 && (
          <Fact icon={<Clock />}>leaves at {trip.startTimes.join(", ")}</Fact>
        )}
      </ul>
      {trip.description && (
        <p className="max-w-[68ch] whitespace-pre-line text-ink-soft">{trip.description}</p>
      )}
      <Words label="Fish" words={trip.species} />
      <Words label="Ways to fish" words={trip.techniques} />
    </div>
  );
}

function Price({ trip: { price, promoPrice } }: { trip: Trip }) {
  const isReduced = promoPrice !== null && promoPrice < price;
  return (
    <p className="text-right">
      {isReduced && (
        <span className="mr-2 text-ink-soft">
          <span className="sr-only">Usually </span>
          <s>{money(price)}</s>
        </span>
      )}
      <strong className="hull text-2xl tabular-nums">
        {money(isReduced ? promoPrice : price)}
      </strong>
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
    <div className="flex flex-wrap items-center gap-2">
      <span className="text-ink-soft text-sm">{label}</span>
      {words.map((word) => (
        <Badge key={word}>{word}</Badge>
      ))}
    </div>
  );
}
