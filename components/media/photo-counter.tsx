// How many photos there are, on a scale that marks how many are needed, advised and shown at most.
import { classNames } from "@/components/ui/class-names";
import { CHARTER_PHOTOS } from "@/lib/domain/media/kinds";

const { min, advised, max } = CHARTER_PHOTOS;

export function PhotoCounter({ count }: { count: number }) {
  return (
    <div className="grid gap-2">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="hull text-lg tabular-nums">
          {count === 1 ? "1 photo" : `${count} photos`}
        </span>
        <span className="text-ink-soft text-sm">
          {min} needed · {advised} advised · up to {max}
        </span>
      </p>
      <div aria-hidden className="flex">
        {Array.from({ length: max }, (_, at) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a mark on a scale is its place.
            key={at}
            className={classNames(
              "h-3 flex-1 border-ink border-y-[1.5px] first:border-l-[1.5px]",
              at + 1 === min || at + 1 === advised || at + 1 === max
                ? "border-r-[3px]"
                : "border-r border-r-line",
              at < count ? (count < min ? "bg-buoy" : "bg-good") : "bg-card",
            )}
          />
        ))}
      </div>
      <p className="text-ink-soft">{advice(count)}</p>
    </div>
  );
}

function advice(count: number): string {
  if (count < min) return `Add ${count === 0 ? min : `${min - count} more`} and you can submit.`;
  if (count < advised)
    return `Enough to submit. More help guests choose; ${advised} is a good number.`;
  if (count <= max) return "A full set.";
  return `Your page shows ${max} of them, the cover first. The others stay with you.`;
}
