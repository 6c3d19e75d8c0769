"use client";
// One of a few, all in sight. Put it in a FieldGroup, which asks the question.
import { type ReactNode, useId } from "react";
import { classNames } from "./class-names";

export interface Choice<V extends string> {
  value: V;
  label: string;
  hint?: string;
  icon?: ReactNode;
}

export interface SegmentedProps<V extends string> {
  options: readonly Choice<V>[];
  value: V | null | undefined;
  onChange: (value: V) => void;
  /** Called when the choice loses focus, for forms that validate then. */
  onBlur?: () => void;
  name?: string;
  disabled?: boolean;
  className?: string;
}

const SEGMENT =
  "relative flex min-h-touch cursor-pointer items-center justify-center gap-2 border-2 border-edge bg-card px-3 py-2 text-center font-bold leading-tight hover:border-ink has-checked:z-1 has-checked:border-sea has-checked:bg-sea has-checked:text-on-sea has-focus-visible:z-2 has-focus-visible:outline-3 has-focus-visible:outline-sea has-focus-visible:outline-offset-2 has-disabled:cursor-not-allowed has-disabled:opacity-60 [&_svg]:size-5 [&_svg]:shrink-0";

/** Two to four short answers side by side. */
export function Segmented<V extends string>({
  options,
  value,
  onChange,
  onBlur,
  name,
  disabled,
  className,
}: SegmentedProps<V>) {
  const fallback = useId();
  return (
    <div className={classNames("flex", className)}>
      {options.map((option) => (
        <label
          key={option.value}
          className={classNames(
            SEGMENT,
            "-ml-0.5 flex-1 first:ml-0 first:rounded-l-plate last:rounded-r-plate",
          )}
        >
          <input
            type="radio"
            name={name ?? fallback}
            value={option.value}
            checked={value === option.value}
            onChange={() => onChange(option.value)}
            onBlur={onBlur}
            disabled={disabled}
            className="sr-only"
          />
          {option.icon}
          {option.label}
        </label>
      ))}
    </div>
  );
}

/** Answers that need a line of explanation, one under the other. */
export function RadioCards<V extends string>({
  options,
  value,
  onChange,
  onBlur,
  name,
  disabled,
  className,
}: SegmentedProps<V>) {
  const fallback = useId();
  return (
    <div className={classNames("grid gap-2", className)}>
      {options.map((option) => (
        <label
          key={option.value}
          className="flex min-h-14 cursor-pointer items-center gap-3 rounded-plate border-2 border-edge bg-card px-3 py-2 hover:border-ink has-checked:border-sea has-checked:bg-sea-tint has-focus-visible:outline-3 has-focus-visible:outline-sea has-focus-visible:outline-offset-2 has-disabled:cursor-not-allowed has-disabled:opacity-60"
        >
          <input
            type="radio"
            name={name ?? fallback}
            value={option.value}
            checked={value === option.value}
            onChange={() => onChange(option.value)}
            onBlur={onBlur}
            disabled={disabled}
            className="size-6 shrink-0 cursor-[inherit] appearance-none rounded-full border-2 border-edge bg-card checked:border-[7px] checked:border-sea"
          />
          <span>
            <span className="block font-bold leading-snug">{option.label}</span>
            {option.hint && <span className="block text-ink-soft text-sm">{option.hint}</span>}
          </span>
        </label>
      ))}
    </div>
  );
}
