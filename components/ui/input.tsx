"use client";
// One line of text. With `suggestions` the browser offers them, and any other word is still welcome.
import { type ComponentProps, useId } from "react";
import { classNames } from "./class-names";
import { useFieldControl } from "./field";

/** The frame that every text-like control shares. */
export const CONTROL =
  "w-full min-w-0 min-h-touch rounded-plate border-2 border-edge bg-card px-3 py-1.5 text-base text-ink placeholder:text-ink-soft/80 hover:border-ink focus-visible:border-sea focus-visible:outline-offset-0 aria-invalid:border-bad disabled:cursor-not-allowed disabled:bg-well disabled:opacity-70";

export interface InputProps extends ComponentProps<"input"> {
  suggestions?: readonly string[];
}

export function Input({ suggestions, className, ...rest }: InputProps) {
  const wiring = useFieldControl();
  const listId = useId();
  return (
    <>
      <input
        type="text"
        {...wiring}
        {...rest}
        {...(suggestions && { list: listId })}
        className={classNames(CONTROL, className)}
      />
      {suggestions && (
        <datalist id={listId}>
          {suggestions.map((word) => (
            <option key={word} value={word} />
          ))}
        </datalist>
      )}
    </>
  );
}
