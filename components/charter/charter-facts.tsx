// Boat, what is on board, house rules and pickup: the facts an angler checks before calling.
import { Check, X } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { CharterView } from "@/lib/domain/charter/schema";
import { POLICIES } from "@/lib/domain/draft/kinds";
import { counted, money } from "./format";
import { Part } from "./part";

export function CharterFacts({ charter }: { charter: CharterView }) {
  return (
    <>
      {charter.boat && (
        <Part title="The boat">
          <Boat boat={charter.boat} />
        </Part>
      )}
      {charter.amenities.length > 0 && (
        <Part title="Included">
          <Ticks words={charter.amenities} />
        </Part>
      )}
      <Policies policies={charter.policies} />
      <Pickup pickup={charter.pickup} />
    </>
  );
}

function Boat({ boat }: { boat: NonNullable<CharterView["boat"]> }) {
  return (
    <div className="grid gap-4 rounded-card border-[1.5px] border-line bg-card p-5">
      <div className="flex flex-wrap items-end justify-between gap-x-10 gap-y-4">
        <div>
          <h3 className="text-xl">{boat.name}</h3>
          <p className="text-ink-soft">{boat.type}</p>
        </div>
        <dl className="flex gap-10">
          <Size term="Length" value={counted(boat.lengthFeet, "foot", "feet")} />
          <Size term="Room for" value={counted(boat.capacity, "person", "people")} />
        </dl>
      </div>
      {boat.features.length > 0 && (
        <p className="flex flex-wrap gap-2">
          {boat.features.map((feature) => (
            <Badge key={feature}>{feature}</Badge>
          ))}
        </p>
      )}
    </div>
  );
}

function Size({ term, value }: { term: string; value: string }) {
  return (
    <div>
      <dt className="text-ink-soft text-sm">{term}</dt>
      <dd className="hull whitespace-nowrap text-xl">{value}</dd>
    </div>
  );
}

/** What a "no" means, where it is worth saying. */
const UNLESS: Partial<Record<keyof typeof POLICIES, string>> = {
  licenseProvided: "Fishing licence not included",
  catchAndKeep: "The catch can't be kept",
  childFriendly: "Not suited to children",
  liveBaitProvided: "Live bait not included",
};

function Policies({ policies }: { policies: CharterView["policies"] }) {
  const names = Object.keys(POLICIES) as (keyof typeof POLICIES)[];
  const yes = names.filter((name) => policies[name] === true).map((name) => POLICIES[name]);
  const no = names.flatMap((name) => (policies[name] === false ? (UNLESS[name] ?? []) : []));
  if (yes.length + no.length === 0) return null;
  return (
    <Part title="On board">
      <Ticks words={yes} not={no} />
    </Part>
  );
}

function Pickup({ pickup }: { pickup: CharterView["pickup"] }) {
  if (!pickup.available) return null;
  const areas = pickup.areas ?? [];
  return (
    <Part title="Pickup">
      <p>
        The captain picks you up
        {areas.length > 0 && ` in ${areas.join(", ")}`}
        {pickup.fee ? ` for ${money(pickup.fee)}` : ", at no extra cost"}.
      </p>
      {pickup.notes && <p className="mt-2 whitespace-pre-line text-ink-soft">{pickup.notes}</p>}
    </Part>
  );
}

function Ticks({ words, not = [] }: { words: readonly string[]; not?: readonly string[] }) {
  return (
    <ul className="grid gap-x-8 gap-y-2.5 sm:grid-cols-2">
      {words.map((word) => (
        <li key={word} className="flex items-start gap-2.5">
          <Check aria-hidden strokeWidth={3} className="mt-1 size-5 shrink-0 text-good" />
          {word}
        </li>
      ))}
      {not.map((word) => (
        <li key={word} className="flex items-start gap-2.5 text-ink-soft">
          <X aria-hidden strokeWidth={3} className="mt-1 size-5 shrink-0" />
          {word}
        </li>
      ))}
    </ul>
  );
}
