"use client";
// A number typed on a phone: the right keypad, its unit in the frame, and − + for small counts.
import { Minus, Plus } from "lucide-react";
import { type ReactNode, type Ref, useEffect, useState } from "react";
import { classNames } from "./class-names";
import { labelIdOf, useFieldControl } from "./field";
import { IconButton } from "./icon-button";
import { readNumber } from "./read-number";

export interface NumberInputProps {
  value: number | null | undefined;
  /** null when the box is empty or holds no number. */
  onChange: (value: number | null) => void;
  onBlur?: () => void;
  /** Whole numbers unless said. */
  decimals?: boolean;
  min?: number;
  max?: number;
  /** Stands in front of the number: "RM". */
  prefix?: ReactNode;
  /** Stands after the number: "hours". */
  suffix?: ReactNode;
  /** Adds − and + buttons, each a step of one. */
  steps?: boolean;
  placeholder?: string;
  disabled?: boolean;
  name?: string;
  /** The box, for forms that move the focus there. */
  ref?: Ref<HTMLInputElement>;
  className?: string;
}

export function NumberInput({
  value,
  onChange,
  onBlur,
  decimals = false,
  min = 0,
  max = Number.MAX_SAFE_INTEGER,
  prefix,
  suffix,
  steps = false,
  disabled,
  className,
  ...rest
}: NumberInputProps) {
  const wiring = useFieldControl();
  const [text, setText] = useState(value?.toString() ?? "");
  // A value set from outside replaces the text; "2." while typing 2.5 stays as typed.
  useEffect(() => {
    setText((shown) => (readNumber(shown) === (value ?? null) ? shown : (value?.toString() ?? "")));
  }, [value]);
  const step = (by: number) => {
    const next = Math.min(max, Math.max(min, (value ?? (by > 0 ? min - 1 : min)) + by));
    setText(String(next));
    onChange(next);
  };
  // Whose number it changes: a form has several such buttons.
  const about = wiring.id && { "aria-describedby": labelIdOf(wiring.id) };
  return (
    <div className={classNames("flex gap-1", className)}>
      {steps && (
        <IconButton
          label="Less"
          {...about}
          icon={<Minus aria-hidden />}
          disabled={disabled || (value ?? min) <= min}
          onClick={() => step(-1)}
          className="border-2 border-edge bg-card"
        />
      )}
      <div className="flex min-h-touch min-w-0 flex-1 items-center rounded-plate border-2 border-edge bg-card hover:border-ink focus-within:border-sea has-focus-visible:outline-3 has-focus-visible:outline-sea has-aria-invalid:border-bad has-disabled:opacity-70">
        {prefix && <span className="pl-3 font-bold text-ink-soft">{prefix}</span>}
        <input
          {...wiring}
          {...rest}
          type="text"
          // Phones have no minus on their number keypads.
          inputMode={min < 0 ? "text" : decimals ? "decimal" : "numeric"}
          autoComplete="off"
          value={text}
          disabled={disabled}
          onChange={({ target }) => {
            setText(target.value);
            onChange(readNumber(target.value));
          }}
          onBlur={() => {
            setText(readNumber(text)?.toString() ?? "");
            onBlur?.();
          }}
          className={classNames(
            "w-full min-w-0 bg-transparent px-3 py-1.5 text-base tabular-nums outline-none placeholder:text-ink-soft/80",
            steps && "text-center",
          )}
        />
        {suffix && <span className="pr-3 text-ink-soft">{suffix}</span>}
      </div>
      {steps && (
        <IconButton
          label="More"
          {...about}
          icon={<Plus aria-hidden />}
          disabled={disabled || (value ?? min) >= max}
          onClick={() => step(1)}
          className="border-2 border-edge bg-card"
        />
      )}
    </div>
  );
}

/** An amount in ringgit, up to two decimals. */
export function MoneyInput(props: Omit<NumberInputProps, "prefix" | "decimals" | "steps">) {
  return <NumberInput {...props} prefix="RM" decimals />;
}
