"use client";
// On or off, at once. The words stand left, the switch right, the whole row is the target.
import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";

export interface SwitchProps extends Omit<ComponentProps<"input">, "type" | "role"> {
  label: ReactNode;
  hint?: ReactNode;
}

export function Switch({ label, hint, className, ...rest }: SwitchProps) {
  return (
    <label
      className={classNames(
        "flex min-h-touch cursor-pointer items-center justify-between gap-4 py-2 has-disabled:cursor-not-allowed has-disabled:opacity-60",
        className,
      )}
    >
      <span>
        {label}
        {hint && <span className="block text-ink-soft text-sm">{hint}</span>}
      </span>
      <span className="relative h-8 w-14 shrink-0">
        <input
          type="checkbox"
          // biome-ignore lint/a11y/useAriaPropsForRole: a check box says by itself whether it is checked.
          role="switch"
          {...rest}
          className="peer absolute inset-0 size-full cursor-[inherit] appearance-none rounded-full border-2 border-edge bg-well transition-colors checked:border-sea checked:bg-sea"
        />
        <span
          aria-hidden
          className="pointer-events-none absolute top-1.5 left-1.5 size-5 rounded-full bg-edge transition-transform peer-checked:translate-x-6 peer-checked:bg-on-sea"
        />
      </span>
    </label>
  );
}
