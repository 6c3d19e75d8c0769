"use client";
// Label, hint and error around one control, wired for screen readers. The control inside asks
// useFieldControl() for its id and aria attributes, so a form only writes <Field label><Input/></Field>.
import { CircleAlert } from "lucide-react";
import { createContext, type ReactNode, useContext, useId } from "react";
import { classNames } from "./class-names";

interface FieldWiring {
  id: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
}

const FieldContext = createContext<FieldWiring | null>(null);

/** The id and aria attributes of the surrounding Field, to spread on its control; empty outside one. */
export function useFieldControl(): Partial<FieldWiring> {
  return useContext(FieldContext) ?? {};
}

/** The id of the label of the Field whose control has this id, for what else belongs to it. */
export function labelIdOf(controlId: string): string {
  return `${controlId}-label`;
}

export interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  /** One sentence; present means the control is invalid. */
  error?: string | undefined;
  /** Says "optional" beside the label; everything else is asked for. */
  optional?: boolean;
  /** Keeps the label for screen readers only. */
  labelHidden?: boolean;
  className?: string;
  children: ReactNode;
}

export function Field({
  label,
  hint,
  error,
  optional,
  labelHidden,
  className,
  children,
}: FieldProps) {
  const id = useId();
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  const wiring: FieldWiring = {
    id,
    ...(describedBy && { "aria-describedby": describedBy }),
    ...(error && { "aria-invalid": true }),
  };
  return (
    <div className={classNames("grid content-start gap-1.5", className)}>
      <label
        id={labelIdOf(id)}
        htmlFor={id}
        className={labelHidden ? "sr-only" : "font-bold leading-snug"}
      >
        {label}
        {optional && <Optional />}
      </label>
      {hint && <Hint id={`${id}-hint`}>{hint}</Hint>}
      <FieldContext value={wiring}>{children}</FieldContext>
      <ErrorLine id={`${id}-error`}>{error}</ErrorLine>
    </div>
  );
}

/** Several controls under one question: radio buttons, check boxes, chips. */
export function FieldGroup({
  label,
  hint,
  error,
  optional,
  labelHidden,
  className,
  children,
}: FieldProps) {
  const id = useId();
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <fieldset
      className={classNames("grid min-w-0 content-start gap-1.5", className)}
      aria-describedby={describedBy || undefined}
      aria-invalid={error ? true : undefined}
    >
      <legend className={labelHidden ? "sr-only" : "mb-1.5 font-bold leading-snug"}>
        {label}
        {optional && <Optional />}
      </legend>
      {hint && <Hint id={`${id}-hint`}>{hint}</Hint>}
      {children}
      <ErrorLine id={`${id}-error`}>{error}</ErrorLine>
    </fieldset>
  );
}

function Optional() {
  return <span className="font-normal text-ink-soft text-sm"> · optional</span>;
}

function Hint({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={id} className="text-ink-soft text-sm">
      {children}
    </p>
  );
}

function ErrorLine({ id, children }: { id: string; children: string | undefined }) {
  if (!children) return null;
  return (
    <p id={id} data-field-error className="flex items-start gap-1.5 font-bold text-bad text-sm">
      <CircleAlert aria-hidden className="mt-0.5 size-4.5 shrink-0" />
      {children}
    </p>
  );
}
