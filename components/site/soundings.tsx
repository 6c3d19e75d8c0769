// A piece of sea chart to look at: contours and depths in metres. Decoration only.
import { classNames } from "@/components/ui/class-names";

/** Left and top in percent, depth in metres; the first ones fit a phone. */
const DEPTHS: readonly (readonly [number, number, string])[] = [
  [88, 12, "14"],
  [70, 8, "9₅"],
  [93, 44, "31"],
  [78, 90, "42"],
  [92, 70, "38"],
  [58, 94, "27"],
  [62, 16, "7₂"],
  [83, 27, "19"],
  [66, 72, "24"],
  [54, 6, "4₈"],
  [73, 52, "22"],
  [97, 92, "56"],
];

export function Soundings({
  fade = false,
  className,
}: {
  /** Clears the left, for words to stand there. */
  fade?: boolean;
  className?: string;
}) {
  return (
    <div aria-hidden className={classNames("pointer-events-none select-none", className)}>
      <div className="contours absolute inset-0 text-deep-line" />
      {fade && (
        <div className="absolute inset-0 bg-linear-to-r from-40% from-deep to-75% to-transparent max-sm:opacity-70" />
      )}
      {DEPTHS.map(([left, top, depth], index) => (
        <span
          key={depth}
          className={classNames(
            "absolute text-on-deep-soft text-sm italic",
            index > 5 && "max-sm:hidden",
          )}
          style={{ left: `${left}%`, top: `${top}%` }}
        >
          {depth}
        </span>
      ))}
    </div>
  );
}
