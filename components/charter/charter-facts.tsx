// Boat, what is on board, house rules and pickup: the facts an angler checks before calling.
import { Badge } from "@/components/ui/badge";
import { counted, money } from "@/components/words/charter-words";
import type { CharterView } from "@/lib/domain/charter/schema";
import { Part } from "./part";
import { PolicyList, saysPolicies } from "./policy-list";
import { Ticks } from "./ticks";

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
      {saysPolicies(charter.policies) && (
        <Part title="On board">
          <PolicyList policies={charter.policies} />
        </Part>
      )}
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
