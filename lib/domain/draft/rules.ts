// Pure decisions about drafts: the wizard's steps, what is missing, how a patch merges. Browser-safe.
import type { z } from "zod";
import { SCHEDULES } from "./kinds";
import { type DraftData, type DraftPatch, draftData, type Unfinished } from "./schema";

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
  return sentences(draftData.safeParse(withGroups(data)).error);
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

/**
 * What a new draft begins with: the answers a captain would otherwise give only to say "no", and who
 * they are as far as the profile knows.
 */
export function startingDraft(operator: Unfinished<DraftData["operator"]> = {}): DraftPatch {
  return {
    operator,
    withoutBoat: false,
    boat: { features: [] },
    amenities: [],
    policies: {
      licenseProvided: false,
      catchAndKeep: false,
      catchAndRelease: false,
      childFriendly: false,
      liveBaitProvided: false,
      alcoholNotAllowed: false,
      smokingNotAllowed: false,
    },
    pickup: { available: false, areas: [] },
    scheduleType: "EVERYDAY",
    operationalDays: [...SCHEDULES.EVERYDAY.days],
    trips: [],
  };
}

/** Merges a patch: objects merge, arrays replace, null clears, absent keeps. Never changes its arguments. */
export function mergeDraft(data: DraftPatch, patch: DraftPatch): DraftPatch {
  return mergeObjects(data as Json, patch as Json) as DraftPatch;
}

// A group nobody touched yet must name its fields, not complain as a whole.
function withGroups(data: unknown): unknown {
  if (!isObject(data)) return data;
  const boat = data.withoutBoat === true ? {} : { boat: {} };
  return { operator: {}, policies: {}, pickup: {}, ...boat, ...data };
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
