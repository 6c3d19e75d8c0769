"use client";
// The wizard's controls: each knows its path in the draft, its label and its complaint by itself.
import { type ComponentProps, type ReactNode, useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { ChipsInput } from "@/components/ui/chips-input";
import { Field, FieldGroup } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { MoneyInput, NumberInput } from "@/components/ui/number-input";
import { type Choice, RadioCards, Segmented } from "@/components/ui/segmented";
import { Textarea } from "@/components/ui/textarea";
import { DRAFT_LIMITS } from "@/lib/domain/draft/kinds";
import { useDraftField } from "./draft-editing";
import { fieldLabel } from "./field-label";

interface Common {
  path: string;
  hint?: ReactNode;
  optional?: boolean;
  className?: string;
}

/** Where a link from the review finds the field. */
function Anchor({
  path,
  className,
  children,
}: Pick<Common, "path" | "className"> & { children: ReactNode }) {
  return (
    <div data-path={path} className={className}>
      {children}
    </div>
  );
}

export function TextField({
  path,
  hint,
  optional = false,
  className,
  ...input
}: Common & Omit<ComponentProps<typeof Input>, "value" | "onChange" | "onBlur">) {
  const { value, set, error, leave } = useDraftField(path);
  return (
    <Anchor path={path} {...(className && { className })}>
      <Field label={fieldLabel(path)} hint={hint} optional={optional} error={error}>
        <Input
          maxLength={DRAFT_LIMITS.word}
          {...input}
          value={typeof value === "string" ? value : ""}
          onChange={({ target }) => set(target.value)}
          onBlur={leave}
        />
      </Field>
    </Anchor>
  );
}

/** `wanted` is the least number of characters; with it the control counts. */
export function TextBlock({
  path,
  hint,
  optional = false,
  wanted,
  tall = false,
  className,
  placeholder,
}: Common & { wanted?: number; tall?: boolean; placeholder?: string }) {
  const { value, set, error, leave } = useDraftField(path);
  const text = typeof value === "string" ? value : "";
  return (
    <Anchor path={path} {...(className && { className })}>
      <Field label={fieldLabel(path)} hint={hint} optional={optional} error={error}>
        <Textarea
          maxLength={DRAFT_LIMITS.text}
          placeholder={placeholder}
          {...(tall && { className: "min-h-64!" })}
          value={text}
          onChange={({ target }) => set(target.value)}
          onBlur={leave}
          {...(wanted !== undefined && { count: { written: text.trim().length, wanted } })}
        />
      </Field>
    </Anchor>
  );
}

export function NumberField({
  path,
  hint,
  optional = false,
  className,
  money = false,
  ...input
}: Common & { money?: boolean } & Omit<
    ComponentProps<typeof NumberInput>,
    "value" | "onChange" | "onBlur" | "className"
  >) {
  const { value, set, error, leave } = useDraftField(path);
  const Control = money ? MoneyInput : NumberInput;
  return (
    <Anchor path={path} {...(className && { className })}>
      <Field label={fieldLabel(path)} hint={hint} optional={optional} error={error}>
        <Control
          {...input}
          value={typeof value === "number" ? value : null}
          onChange={set}
          onBlur={leave}
        />
      </Field>
    </Anchor>
  );
}

export function WordsField({
  path,
  hint,
  optional = false,
  noun,
  suggestions,
}: Common & { noun: string; suggestions: readonly string[] }) {
  const { value, set, error } = useDraftField(path);
  return (
    <Anchor path={path}>
      <FieldGroup label={fieldLabel(path)} hint={hint} optional={optional} error={error}>
        <ChipsInput
          value={Array.isArray(value) ? value : []}
          onChange={set}
          noun={noun}
          suggestions={suggestions}
          max={DRAFT_LIMITS.words}
          maxLength={DRAFT_LIMITS.word}
        />
      </FieldGroup>
    </Anchor>
  );
}

/** One of a few. `cards` gives each its own line, for answers that need explaining. */
export function ChoiceField<V extends string>({
  path,
  hint,
  options,
  cards = false,
  onChosen,
}: Common & {
  options: readonly Choice<V>[];
  cards?: boolean;
  /** Called after the choice is made. */
  onChosen?: (value: V) => void;
}) {
  const { value, set, error } = useDraftField(path);
  const Control = cards ? RadioCards : Segmented;
  return (
    <Anchor path={path}>
      <FieldGroup label={fieldLabel(path)} hint={hint} error={error}>
        <Control
          options={options}
          value={options.find((option) => option.value === value)?.value}
          onChange={(chosen: V) => {
            set(chosen);
            onChosen?.(chosen);
          }}
        />
      </FieldGroup>
    </Anchor>
  );
}

/** Yes when ticked, no when not; asked as a question where neither has been said. */
export function TickField({ path, hint }: Common) {
  const { value, set, error } = useDraftField(path);
  const isAnswered = typeof value === "boolean";
  // Stays a question once answered, so that the focus stays where it is.
  const [isQuestion] = useState(!isAnswered);
  if (isQuestion)
    return (
      <Anchor path={path}>
        <FieldGroup label={fieldLabel(path)} hint={hint} error={error}>
          <Segmented
            options={[
              { value: "yes", label: "Yes" },
              { value: "no", label: "No" },
            ]}
            value={isAnswered ? (value ? "yes" : "no") : null}
            onChange={(chosen) => set(chosen === "yes")}
          />
        </FieldGroup>
      </Anchor>
    );
  return (
    <Anchor path={path}>
      <Checkbox
        label={fieldLabel(path)}
        hint={hint}
        checked={value === true}
        onChange={({ target }) => set(target.checked)}
      />
    </Anchor>
  );
}
