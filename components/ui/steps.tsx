"use client";
// The way through a long form, drawn as the scale on a chart's border: passed lengths are filled.
import { Check, CircleAlert } from "lucide-react";
import { classNames } from "./class-names";

export interface Step {
  key: string;
  title: string;
  /** "lacks": visited and something is missing. */
  state: "done" | "lacks" | "open";
}

export function Steps({
  steps,
  current,
  onSelect,
  label = "Steps",
}: {
  steps: readonly Step[];
  current: string;
  onSelect: (key: string) => void;
  label?: string;
}) {
  const at = steps.findIndex(({ key }) => key === current);
  const here = steps[at];
  return (
    <nav aria-label={label}>
      <p className="flex items-baseline justify-between gap-4 lg:hidden">
        <span className="hull text-lg">{here?.title}</span>
        <span className="whitespace-nowrap text-ink-soft text-sm tabular-nums">
          Step {at + 1} of {steps.length}
        </span>
      </p>
      <ol className="flex">
        {steps.map((step, index) => (
          <li key={step.key} className="flex-1">
            <button
              type="button"
              onClick={() => onSelect(step.key)}
              aria-current={step.key === current ? "step" : undefined}
              className="group grid w-full cursor-pointer content-start gap-2 py-4 text-left lg:py-1"
            >
              <span
                className={classNames(
                  "block h-3 border-ink border-y-[1.5px] border-r-[1.5px]",
                  index === 0 && "border-l-[1.5px]",
                  step.key === current
                    ? "bg-buoy"
                    : step.state === "done"
                      ? "bg-ink"
                      : "bg-card group-hover:bg-well",
                )}
              />
              {step.state === "lacks" && (
                <CircleAlert aria-hidden className="size-4 text-bad lg:hidden" />
              )}
              <span
                className={classNames(
                  "sr-only pr-2 text-sm leading-tight lg:not-sr-only lg:flex lg:items-start lg:gap-1",
                  step.key === current ? "font-bold" : "text-ink-soft group-hover:text-ink",
                )}
              >
                {step.state === "done" && (
                  <Check aria-hidden strokeWidth={3} className="size-4 shrink-0 text-good" />
                )}
                {step.state === "lacks" && (
                  <CircleAlert aria-hidden className="size-4 shrink-0 text-bad" />
                )}
                <span>{step.title}</span>
                <span className="sr-only">
                  {step.state === "done" && " (done)"}
                  {step.state === "lacks" && " (something is missing)"}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
