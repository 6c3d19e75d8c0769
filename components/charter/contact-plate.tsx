// Price, place, days and the one next step of an angler: calling the captain.
import { CalendarDays, MapPin, Phone } from "lucide-react";
import { buttonLook } from "@/components/ui/button";
import { days, money, position } from "@/components/words/charter-words";
import type { CharterView } from "@/lib/domain/charter/schema";
import { lowestPrice } from "./lowest-price";

export function ContactPlate({ charter }: { charter: CharterView }) {
  const { place } = charter;
  return (
    <div className="overflow-hidden rounded-card border-2 border-ink bg-card lg:sticky lg:top-6">
      <Plot place={place} />
      <div className="grid gap-5 p-5">
        <p className="flex items-start gap-3">
          <MapPin aria-hidden className="mt-0.5 size-5.5 shrink-0 text-sea" />
          <span>
            <strong className="block">{place.startingPoint}</strong>
            {[`${place.postcode} ${place.city}`.trim(), place.state].filter(Boolean).join(", ")}
          </span>
        </p>
        <p className="flex items-start gap-3">
          <CalendarDays aria-hidden className="mt-0.5 size-5.5 shrink-0 text-sea" />
          {days(charter.scheduleType, charter.operationalDays)}
        </p>
        {hasNextStep(charter) && (
          <div className="hidden border-line border-t-[1.5px] pt-5 lg:block">
            <FromPrice trips={charter.trips} />
            <CallLink operator={charter.operator} className="mt-4 w-full" />
          </div>
        )}
      </div>
    </div>
  );
}

/** A charter of the old system may have neither a trip nor a phone number. */
const hasNextStep = ({ trips, operator }: CharterView) => trips.length > 0 || operator.phone !== "";

/** The same next step on a phone: always at the bottom of the screen. */
export function ContactBar({ charter }: { charter: CharterView }) {
  if (!hasNextStep(charter)) return null;
  return (
    <div className="sticky bottom-0 z-20 flex items-center justify-between gap-4 border-ink border-t-2 bg-card px-4 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:px-6 lg:hidden">
      <FromPrice trips={charter.trips} />
      <CallLink operator={charter.operator} />
    </div>
  );
}

function FromPrice({ trips }: { trips: CharterView["trips"] }) {
  const lowest = lowestPrice(trips);
  if (lowest === null) return null;
  return (
    <p className="leading-tight">
      <span className="block text-ink-soft text-sm">
        {trips.length > 1 ? "Trips from" : "Trip"}
      </span>
      <strong className="hull text-xl tabular-nums">{money(lowest)}</strong>
    </p>
  );
}

function CallLink({
  operator,
  className,
}: {
  operator: CharterView["operator"];
  className?: string;
}) {
  if (!operator.phone) return null;
  return (
    <a
      href={`tel:${operator.phone.replace(/[^\d+]/g, "")}`}
      className={buttonLook({ variant: "primary", size: "lg" }, className)}
    >
      <Phone aria-hidden />
      Call the captain
    </a>
  );
}

/** The starting point on a piece of chart, which opens a real map. */
function Plot({ place }: { place: CharterView["place"] }) {
  const { latitude, longitude } = place;
  if (latitude === null || longitude === null) return null;
  return (
    <a
      href={`https://www.google.com/maps/search/?api=1&query=${latitude},${longitude}`}
      target="_blank"
      rel="noopener noreferrer"
      className="-outline-offset-4 group relative isolate block overflow-hidden bg-deep text-on-deep no-underline"
    >
      <span aria-hidden className="contours -z-1 absolute inset-0 scale-150 text-deep-line" />
      <span className="grid justify-items-center gap-2 px-4 pt-9 pb-5">
        <span
          aria-hidden
          className="size-5 rounded-full border-[5px] border-buoy bg-deep outline-2 outline-on-deep outline-offset-2"
        />
        <span className="font-bold text-lg tabular-nums">{position(latitude, longitude)}</span>
        <span className="text-on-deep-soft text-sm underline underline-offset-4 group-hover:text-on-deep">
          Open in maps
        </span>
      </span>
    </a>
  );
}
