"use client";
// The device's own picker: the fastest one on a phone, and keyboards know it.
import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { classNames } from "./class-names";
import { useFieldControl } from "./field";
import { CONTROL } from "./input";

export interface SelectProps extends Omit<ComponentProps<"select">, "children"> {
  options: readonly (string | { value: string; label: string })[];
  /** Shown while nothing is chosen. */
  placeholder?: string;
}

export function Select({ options, placeholder, className, ...rest }: SelectProps) {
  const wiring = useFieldControl();
  return (
    <div className="relative">
      <select
        {...wiring}
        {...rest}
        className={classNames(CONTROL, "cursor-pointer appearance-none pr-11", className)}
      >
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {options.map((option) => {
          const { value, label } =
            typeof option === "string" ? { value: option, label: option } : option;
          return (
            <option key={value} value={value}>
              {label}
            </option>
          );
        })}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-3 size-5 -translate-y-1/2 text-ink"
      />
    </div>
  );
}
