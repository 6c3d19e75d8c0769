"use client";
// Several lines of text; grows with what is written. With `count` it says how much is written and wanted.
import type { ComponentProps } from "react";
import { classNames } from "./class-names";
import { useFieldControl } from "./field";
import { CONTROL } from "./input";

export interface TextareaProps extends ComponentProps<"textarea"> {
  /** Characters written so far (trimmed, as the rules count) and the least that is wanted. */
  count?: { written: number; wanted: number };
  /** For a sentence or two instead of a story. */
  short?: boolean;
}

export function Textarea({ count, short = false, className, ...rest }: TextareaProps) {
  const wiring = useFieldControl();
  return (
    <>
      <textarea
        rows={4}
        {...wiring}
        {...rest}
        className={classNames(
          CONTROL,
          "field-sizing-content max-h-[60dvh]",
          short ? "min-h-18!" : "min-h-28!",
          className,
        )}
      />
      {count && (
        <p className="text-ink-soft text-sm tabular-nums">
          {count.written < count.wanted
            ? `${count.written} of at least ${count.wanted} characters`
            : `${count.written} characters`}
        </p>
      )}
    </>
  );
}
