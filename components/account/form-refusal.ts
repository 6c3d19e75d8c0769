// How a refusal lands on a form: sentences about fields stand at their fields, the rest above the button.
import type { FieldValues, Path, UseFormReturn } from "react-hook-form";
import { fieldErrorsOf } from "@/lib/client/read-refusal";
import { explain } from "@/lib/client/toast";
import { AppError } from "@/lib/errors/app-error";

/** Marks the fields a refusal names and focuses the first; one that names none of them becomes `errors.root`. */
export function showRefusal<V extends FieldValues>(form: UseFormReturn<V>, error: unknown): void {
  const named = error instanceof AppError ? Object.entries(fieldErrorsOf(error)) : [];
  const known = named.filter(([name]) => name in form.getValues());
  for (const [index, [name, message]] of known.entries())
    form.setError(name as Path<V>, { message }, { shouldFocus: index === 0 });
  if (known.length > 0) return;
  const { toast, reference } = explain(error);
  form.setError("root", { message: reference ? `${toast} (${reference})` : toast });
}
