"use client";
// A box to tick, with its words as part of the target.
import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";

export interface CheckboxProps extends Omit<ComponentProps<"input">, "type"> {
  label: ReactNode;
  hint?: ReactNode;
}

export function Checkbox({ label, hint, className, ...rest }: CheckboxProps) {
  return (
    <label
      className={classNames(
        "flex min-h-touch cursor-pointer items-start gap-3 py-2 has-disabled:cursor-not-allowed has-disabled:opacity-60",
        className,
      )}
    >
      <span className="relative mt-0.5 grid size-6 shrink-0 place-items-center">
        <input
          type="checkbox"
          {...rest}
          className="peer size-6 cursor-[inherit] appearance-none rounded-plate border-2 border-edge bg-card checked:border-sea checked:bg-sea hover:border-ink"
        />
        <Tick className="size-4.5" />
      </span>
      <span>
        {label}
        {hint && <span className="block text-ink-soft text-sm">{hint}</span>}
      </span>
    </label>
  );
}

/** Over a box of class `peer`, while it is ticked. From the style sheet: a list may have a hundred. */
export function Tick({ className }: { className: string }) {
  return <span aria-hidden className={`tick ${className}`} />;
}
