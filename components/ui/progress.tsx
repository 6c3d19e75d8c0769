// How far something is, as a bar; without a value it only says that something moves.
import { classNames } from "./class-names";

export function Progress({
  value,
  max = 100,
  label,
  tone = "sea",
  className,
}: {
  value?: number;
  max?: number;
  /** What is progressing, for screen readers. */
  label: string;
  tone?: "sea" | "good" | "bad";
  className?: string;
}) {
  const percent = value === undefined ? undefined : Math.min(100, Math.max(0, (100 * value) / max));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent === undefined ? undefined : Math.round(percent)}
      className={classNames("h-2 overflow-hidden rounded-full bg-line", className)}
    >
      <div
        className={classNames(
          "h-full rounded-full transition-[width]",
          tone === "sea" && "bg-sea",
          tone === "good" && "bg-good",
          tone === "bad" && "bg-bad",
          percent === undefined && "animate-swell",
        )}
        style={{ width: `${percent ?? 100}%` }}
      />
    </div>
  );
}
