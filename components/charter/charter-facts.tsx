// Boat, what is on board, house rules and pickup: the facts an angler checks before calling.
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { counted, money } from "@/components/words/charter-words";
import type { CharterView } from "@/lib/domain/charter/schema";
import { Part } from "./part";
import { PolicyList, saysPolicies } from "./policy-list";
import { Ticks } from "./ticks";

export function CharterFacts({ charter }: { charter: CharterView }) {
  const { boat, amenities, policies, pickup } = charter;
  const isWorthKnowing = amenities.length > 0 || saysPolicies(policies) || pickup.available;
  return (
    <>
      {boat && (
        <Part title="The boat">
          <Boat boat={boat} />
        </Part>
      )}
      {isWorthKnowing && (
        <Part title="Good to know">
          <div className="border-ink border-t-2">
            {amenities.length > 0 && (
              <Row title="Included">
                <Ticks words={amenities} />
              </Row>
            )}
            {saysPolicies(policies) && (
              <Row title="On board">
                <PolicyList policies={policies} />
              </Row>
            )}
            {pickup.available && (
              <Row title="Pickup">
                <Pickup pickup={pickup} />
              </Row>
            )}
          </div>
        </Part>
      )}
    </>
  );
}

function Row({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-x-8 gap-y-3 border-line border-b-[1.5px] py-5 md:grid-cols-[9rem_minmax(0,1fr)]">
      <h3 className="text-lg">{title}</h3>
      <div>{children}</div>
    </section>
  );
}

function Boat({ boat }: { boat: NonNullable<CharterView["boat"]> }) {
  return (
    <div className="grid overflow-hidden rounded-card border-[1.5px] border-line bg-card">
      <div className="flex flex-wrap items-end justify-between gap-x-10 gap-y-5 p-5 sm:p-6">
        <div>
          <h3 className="text-xl">{boat.name}</h3>
          <p className="text-ink-soft">{boat.type}</p>
        </div>
        <dl className="flex gap-10">
          <Size term="Length" value={counted(boat.lengthFeet, "foot", "feet")} />
          <Size term="Room for" value={counted(boat.capacity, "guest", "guests")} />
        </dl>
      </div>
      {boat.features.length > 0 && (
        <p className="flex flex-wrap gap-2 border-line border-t-[1.5px] px-5 py-4 sm:px-6">
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
  const areas = pickup.areas ?? [];
  return (
    <>
      <p>
        The captain picks you up
        {areas.length > 0 && ` in ${areas.join(", ")}`}
        {pickup.fee ? ` for ${money(pickup.fee)}` : ", at no extra cost"}.
      </p>
      {pickup.notes && <p className="mt-2 whitespace-pre-line text-ink-soft">{pickup.notes}</p>}
    </>
  );
}
