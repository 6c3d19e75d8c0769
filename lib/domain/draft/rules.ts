// Pure decisions about drafts: the wizard's steps, what is missing, how a patch merges. Browser-safe.
import type { z } from "zod";
import type { ProfileView } from "@/lib/domain/account/schema";
import { CHARTER_PHOTOS, type MediaKind } from "@/lib/domain/media/kinds";
import { SCHEDULES } from "./kinds";
import {
  type DraftData,
  type DraftPatch,
  type DraftView,
  draftData,
  draftPatch,
  type Unfinished,
  withoutNulls,
} from "./schema";

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
  { key: "media", title: "Photos & videos", fields: [] },
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

/** The steps on which nothing is missing any more. Nothing is ever done on "review". */
export function finishedSteps(data: unknown, photos: number): DraftStepKey[] {
  const lacking = new Set(Object.keys(whatIsMissing(data)).map(stepOfField));
  if (photos < CHARTER_PHOTOS.min) lacking.add("media");
  return DRAFT_STEPS.map(({ key }) => key).filter((key) => key !== "review" && !lacking.has(key));
}

/** The step on which a field is filled in. */
export function stepOfField(path: string): DraftStepKey {
  const field = path.split(".")[0] ?? "";
  return (
    DRAFT_STEPS.find(({ fields }) => (fields as readonly string[]).includes(field))?.key ?? "review"
  );
}

/** What a captain's profile says about the operator of their charters; what it does not know is absent. */
export function operatorOf(profile: ProfileView): Unfinished<DraftData["operator"]> {
  const { displayName, phone, bio, experienceYrs } = profile;
  return {
    ...(displayName && { displayName }),
    ...(phone && { phone }),
    ...(bio && { bio }),
    ...(experienceYrs > 0 && { experienceYears: experienceYrs }),
  };
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

/**
 * A draft's data with the answers of {@link startingDraft} where it has none, for drafts begun elsewhere.
 * What is null stays unanswered: something is stored there, only not legible. So do the policies of a
 * charter that is online already: nobody but its captain says "no" for it.
 */
export function withStartingAnswers(
  { data, editsCharterId }: Pick<DraftView, "data" | "editsCharterId">,
  operator?: Unfinished<DraftData["operator"]>,
): DraftPatch {
  const { policies, ...others } = startingDraft(operator);
  const begun = mergeDraft(editsCharterId === null ? { ...others, policies } : others, data);
  const trips = begun.trips?.map((trip) => ({ species: [], techniques: [], ...trip }));
  return { ...begun, ...(trips && { trips }) };
}

/** Merges a patch: objects merge, arrays replace, null clears, absent keeps. Never changes its arguments. */
export function mergeDraft(data: DraftPatch, patch: DraftPatch): DraftPatch {
  return mergeObjects(data as Json, patch as Json) as DraftPatch;
}

/**
 * The fields of stored data that a draft knows, each as far as it can be read: a value that can't is null,
 * and in a list absent, while all around it stays. What an older form left behind is passed over.
 */
export function legibleDraft(data: unknown): DraftPatch {
  const { data: legible, error } = draftPatch.safeParse(isObject(data) ? data : {});
  return legible ?? legibleDraft(withNullAt(data, error?.issues.map(({ path }) => path) ?? []));
}

/** A draft's row with its counts. */
export interface StoredDraft extends Omit<DraftView, "data" | "counts" | `${string}At`> {
  data: unknown;
  photos: number;
  videos: number;
  createdAt: Date;
  updatedAt: Date;
  lastTouchedAt: Date;
}

/** A stored draft as the API shows it. */
export function draftView(row: StoredDraft): DraftView {
  const { photos, videos, data, createdAt, updatedAt, lastTouchedAt, ...same } = row;
  return {
    ...same,
    data: legibleDraft(data),
    counts: { photos, videos },
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    lastTouchedAt: lastTouchedAt.toISOString(),
  };
}

/** Whether a draft would take this pending media: a charter photo that waits in the draft, or in none. */
export function isOfDraft(
  { kind, draftId: waitsIn }: { kind: MediaKind; draftId: string | null },
  draftId: string,
): boolean {
  return kind === "CHARTER_PHOTO" && (waitsIn === draftId || waitsIn === null);
}

/** A photo that a charter has (`linked`) or would get. `usable` when people may see it. */
export interface PlaceablePhoto {
  id: string;
  linked: boolean;
  usable: boolean;
  isCover: boolean;
}

/**
 * The photos of a charter in the order it shows them: the cover first, then those it has, then the new
 * ones, and last the linked ones nobody may see. A cover chosen among the new ones replaces the old.
 *
 * @param photos in the captain's order; unlinked ones must be usable
 * @returns `order` of at most 15 (all linked ones, whatever their number), how many of them are usable, and how many new ones are left
 */
export function arrangePhotos<P extends PlaceablePhoto>(
  photos: readonly P[],
): { order: P[]; found: number; left: number } {
  const linked = photos.filter((photo) => photo.linked);
  const fresh = photos.filter((photo) => !photo.linked);
  const coverFirst = [...fresh].sort((a, b) => Number(b.isCover) - Number(a.isCover));
  const taken = new Set(coverFirst.slice(0, Math.max(0, CHARTER_PHOTOS.max - linked.length)));
  const placed = [
    ...linked.filter(({ usable }) => usable),
    ...fresh.filter((photo) => taken.has(photo)),
  ];
  const cover =
    placed.find((photo) => photo.isCover && !photo.linked) ?? placed.find(({ isCover }) => isCover);
  return {
    order: [
      ...placed.filter((photo) => photo === cover),
      ...placed.filter((photo) => photo !== cover),
      ...linked.filter(({ usable }) => !usable),
    ],
    found: placed.length,
    left: fresh.length - taken.size,
  };
}

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function mergeObjects(base: Json, patch: Json): Json {
  const merged: Json = { ...base };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name];
    else if (isObject(value))
      merged[name] = mergeObjects(isObject(base[name]) ? base[name] : {}, value);
    else if (value !== undefined) merged[name] = withoutNulls(value);
  }
  return merged;
}

function withNullAt(value: unknown, paths: PropertyKey[][]): unknown {
  if (paths.some(({ length }) => length === 0)) return null;
  const inner = (key: string | number) =>
    paths.flatMap(([first, ...rest]) => (first === key ? [rest] : []));
  if (Array.isArray(value))
    return value.map((item, at) => withNullAt(item, inner(at))).filter((item) => item !== null);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, withNullAt(item, inner(key))]),
  );
}

function sentences(error: z.ZodError | undefined): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { path, message } of error?.issues ?? [])
    found[path.map(String).join(".")] ??= message;
  return found;
}
