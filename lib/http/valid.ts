// What comes in, as its schema wants it, or a refusal with one sentence a field. A schema's own sentences lead;
// what it leaves to the library is said in plain words here.
import "server-only";
import type { z } from "zod";
import { fail } from "@/lib/errors/app-error";

const EXPECTED: Record<string, string> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  date: "a date",
};
const UNITS: Record<string, string> = { string: "character", array: "item" };

/**
 * The input as the schema puts it out.
 *
 * @throws AppError invalid_payload with `errors` by dotted path; "body" is the whole
 */
export function valid<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input, { error: plainWords });
  return result.success
    ? result.data
    : fail("invalid_payload", { errors: sentences(result.error) });
}

const plainWords: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === "invalid_type")
    return issue.input === undefined
      ? "Please give this."
      : `This must be ${EXPECTED[issue.expected] ?? `a ${issue.expected}`}.`;
  if (issue.code === "too_big")
    return `${issue.inclusive === false ? "Less than" : "At most"} ${amount(issue.maximum, issue.origin)}.`;
  if (issue.code === "too_small")
    return `${issue.inclusive === false ? "More than" : "At least"} ${amount(issue.minimum, issue.origin)}.`;
  if (issue.code === "invalid_value") return `This must be one of: ${issue.values.join(", ")}.`;
  if (issue.code === "invalid_format") return "This is not written as it must be.";
  return undefined;
};

function amount(limit: number | bigint, of: string): string {
  const unit = UNITS[of];
  return unit ? `${limit} ${unit}${Number(limit) === 1 ? "" : "s"}` : String(limit);
}

function sentences(error: z.ZodError): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { path, message } of error.issues)
    errors[path.map(String).join(".") || "body"] ??= message;
  return errors;
}
