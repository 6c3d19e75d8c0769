"use client";
// Any of a few, all in sight: days of the week, filters. Put it in a FieldGroup.
import { classNames } from "./class-names";

export interface ToggleSetProps<V extends string | number> {
  options: readonly { value: V; label: string }[];
  value: readonly V[];
  /** The chosen values in the order of the options. */
  onChange: (value: V[]) => void;
  disabled?: boolean;
  className?: string;
}

export function ToggleSet<V extends string | number>({
  options,
  value,
  onChange,
  disabled,
  className,
}: ToggleSetProps<V>) {
  const toggle = (one: V, on: boolean) =>
    onChange(
      options
        .map((option) => option.value)
        .filter((other) => (other === one ? on : value.includes(other))),
    );
  return (
    <div className={classNames("flex flex-wrap gap-2", className)}>
      {options.map((option) => (
        <label
          key={option.value}
          className="inline-flex min-h-touch min-w-touch cursor-pointer items-center justify-center rounded-plate border-2 border-edge bg-card px-3 font-bold hover:border-ink has-checked:border-sea has-checked:bg-sea has-checked:text-on-sea has-focus-visible:outline-3 has-focus-visible:outline-sea has-focus-visible:outline-offset-2 has-disabled:cursor-not-allowed has-disabled:opacity-60"
        >
          <input
            type="checkbox"
            checked={value.includes(option.value)}
            onChange={({ target }) => toggle(option.value, target.checked)}
            disabled={disabled}
            className="sr-only"
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}
