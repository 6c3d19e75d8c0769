// Pure decisions about drafts: the wizard's steps, what is missing, how a patch merges. Browser-safe.
import type { z } from "zod";
import { type DraftData, type DraftPatch, draftData } from "./schema";

/** The wizard, in order. A field belongs to exactly one step; "media" and "review" have none. */
export const DRAFT_STEPS = [
  {
    key: "charter",
    title: "You and your charter",
    fields: [
      "operator",
      "charterType",
      "charterName",
      "state",
      "city",
      "startingPoint",
      "postcode",
      "latitude",
      "longitude",
    ],
  },
  {
    key: "boat",
    title: "Boat and amenities",
    fields: ["withoutBoat", "boat", "amenities", "policies", "pickup"],
  },
  { key: "trips", title: "Trips and days", fields: ["trips", "scheduleType", "operationalDays"] },
  { key: "description", title: "Description", fields: ["description"] },
  { key: "media", title: "Photos", fields: [] },
  { key: "review", title: "Review", fields: [] },
] as const satisfies readonly {
  key: string;
  title: string;
  fields: readonly (keyof DraftData)[];
}[];
export type DraftStepKey = (typeof DRAFT_STEPS)[number]["key"];

/** What is wrong or missing, a sentence a field by dotted path; empty when the draft could be submitted. */
export function whatIsMissing(data: unknown): Record<string, string> {
  return sentences(draftData.safeParse(data).error);
}

/** {@link whatIsMissing} for the fields of one step of the wizard. */
export function whatStepLacks(step: DraftStepKey, data: unknown): Record<string, string> {
  const fields: readonly string[] = DRAFT_STEPS.find(({ key }) => key === step)?.fields ?? [];
  return Object.fromEntries(
    Object.entries(whatIsMissing(data)).filter(([path]) =>
      fields.includes(path.split(".")[0] ?? ""),
    ),
  );
}

/** The step on which a field is filled in. */
export function stepOfField(path: string): DraftStepKey {
  const field = path.split(".")[0] ?? "";
  return (
    DRAFT_STEPS.find(({ fields }) => (fields as readonly string[]).includes(field))?.key ?? "review"
  );
}

/** Merges a patch: objects merge, arrays replace, null clears, absent keeps. Never changes its arguments. */
export function mergeDraft(data: DraftPatch, patch: DraftPatch): DraftPatch {
  return mergeObjects(data as Json, patch as Json) as DraftPatch;
}

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function mergeObjects(base: Json, patch: Json): Json {
  const merged: Json = { ...base };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name];
    else if (value !== undefined)
      merged[name] = isObject(value)
        ? mergeObjects(isObject(base[name]) ? base[name] : {}, value)
        : value;
  }
  return merged;
}

function sentences(error: z.ZodError | undefined): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { path, message } of error?.issues ?? [])
    found[path.map(String).join(".")] ??= message;
  return found;
}
