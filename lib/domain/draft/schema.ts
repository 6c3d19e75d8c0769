// What a draft holds: one schema for the wizard's steps, autosave and finalize. Browser-safe.
import { z } from "zod";
import { id, type MediaView } from "@/lib/domain/media/schema";
import type { VideoView } from "@/lib/domain/video/schema";
import { DRAFT_LIMITS } from "./kinds";

const REQUIRED = "Please fill this in.";

const word = z
  .string(REQUIRED)
  .trim()
  .min(1, REQUIRED)
  .max(DRAFT_LIMITS.word, `Please keep it under ${DRAFT_LIMITS.word} characters.`);
const words = z.array(word, "Please choose.").max(DRAFT_LIMITS.words, "That is too many.");
const phone = z
  .string(REQUIRED)
  .trim()
  .regex(/^[0-9 +()-]{6,20}$/, "Please enter a phone number, digits and + - ( ) only.");
const note = z
  .string(REQUIRED)
  .trim()
  .max(DRAFT_LIMITS.text, `Please keep it under ${DRAFT_LIMITS.text} characters.`);
const text = (min: number) => note.min(min, `Please write at least ${min} characters.`);
const yesNo = z.boolean("Please choose yes or no.");
const count = (min: number, max = 1000) =>
  z
    .number("Please enter a number.")
    .int("Please enter a whole number.")
    .min(min, `At least ${min}.`)
    .max(max, `At most ${max}.`);
const money = z
  .number("Please enter an amount.")
  .min(0, "The amount can't be negative.")
  .max(1_000_000, "That is too much.");

const degrees = (max: number) =>
  z.number("Please set the place.").min(-max, `At least -${max}.`).max(max, `At most ${max}.`);

const operator = z.object({
  displayName: word,
  experienceYears: count(0, 100),
  bio: text(DRAFT_LIMITS.bioMin),
  phone,
  backupPhone: phone.optional(),
});

const boat = z.object({
  name: word,
  type: word,
  lengthFeet: z
    .number("Please enter the length in feet.")
    .gt(0, "The length must be above 0.")
    .max(1000, "That is too long."),
  capacity: count(1),
  features: words,
});

const policies = z.object({
  licenseProvided: yesNo,
  catchAndKeep: yesNo,
  catchAndRelease: yesNo,
  childFriendly: yesNo,
  liveBaitProvided: yesNo,
  alcoholNotAllowed: yesNo,
  smokingNotAllowed: yesNo,
});

const pickup = z
  .object({
    available: yesNo,
    fee: money.nullish(),
    areas: words,
    notes: note.optional(),
  })
  .refine(({ available, fee }) => !available || typeof fee === "number", {
    path: ["fee"],
    message: "Please enter the pickup fee; 0 when it is free.",
    when: isReadable,
  });

const trip = z.object({
  name: word,
  tripType: word,
  price: money,
  promoPrice: money.nullish(),
  durationHours: count(1, 240),
  startTimes: z
    .array(
      z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Please use a time like 06:30."),
      "Please add a start time.",
    )
    .min(1, "Please add a start time.")
    .max(DRAFT_LIMITS.startTimes, "That is too many."),
  maxAnglers: count(1),
  charterStyle: z.enum(["private", "shared"], "Please choose private or shared."),
  description: note.optional(),
  species: words,
  techniques: words,
});

const wholeDraft = z
  .object({
    operator,
    charterType: word,
    charterName: word,
    state: word,
    city: word,
    startingPoint: word,
    postcode: z
      .string(REQUIRED)
      .trim()
      .regex(/^\d{5}$/, "A postcode has 5 digits."),
    latitude: degrees(90),
    longitude: degrees(180),
    description: text(DRAFT_LIMITS.descriptionMin),
    withoutBoat: yesNo,
    boat: boat.optional(),
    amenities: words,
    policies,
    pickup,
    scheduleType: z.enum(["EVERYDAY", "WEEKDAYS", "WEEKENDS", "CUSTOM"], "Please choose the days."),
    operationalDays: z.array(z.number().int().min(0).max(6), "Please choose the days.").max(7),
    trips: z
      .array(trip, "Please add a trip.")
      .min(1, "Please add a trip.")
      .max(DRAFT_LIMITS.trips, `At most ${DRAFT_LIMITS.trips} trips.`),
  })
  .refine(
    ({ scheduleType, operationalDays }) => scheduleType !== "CUSTOM" || operationalDays?.length,
    { path: ["operationalDays"], message: "Please choose at least one day.", when: isReadable },
  );

/**
 * The whole of it, as finalize demands. A boat is dropped where there is none to describe, and a legacy
 * `uploadedPhotos` or `uploadedVideos` in silence.
 */
export const draftData = z.preprocess(asSubmitted, wholeDraft);
export type DraftData = z.infer<typeof draftData>;

/** Any part may be absent or, in a patch, null to clear it. */
export type Unfinished<T> = T extends (infer E)[]
  ? Unfinished<E>[]
  : T extends object
    ? { [K in keyof T]?: Unfinished<NonNullable<T[K]>> | null | undefined }
    : T;
export type DraftPatch = Unfinished<DraftData>;

/** Same fields and types, nothing demanded: what autosave may send while a captain is still typing. */
export const draftPatch = relaxed(wholeDraft) as unknown as z.ZodType<DraftPatch>;

export const DRAFT_STATUSES = ["DRAFT", "SUBMITTED", "ABANDONED", "DELETED"] as const;
export type DraftStatus = (typeof DRAFT_STATUSES)[number];

/** One draft as the API shows it. Times are ISO 8601. */
export interface DraftView {
  id: string;
  status: DraftStatus;
  version: number;
  currentStep: number;
  data: DraftPatch;
  charterId: string | null;
  editsCharterId: string | null;
  /** What its finalize would count now. */
  counts: { photos: number; videos: number };
  createdAt: string;
  updatedAt: string;
  lastTouchedAt: string;
}

export const draftParams = z.object({ id });
export const createDraftInput = z.object({ data: draftPatch.optional() });
export const saveDraftInput = z.object({
  dataPartial: draftPatch,
  clientVersion: z.number().int().min(0),
  currentStep: z.number().int().min(0).max(20).optional(),
});
export type SaveDraftInput = z.infer<typeof saveDraftInput>;

/** The `x-draft-version` header, null when absent; one that is no number can't match any version. */
export const draftVersionHeader = z.coerce
  .number()
  .int()
  .min(0)
  .max(2_147_483_647)
  .catch(-1)
  .nullable();

/** What finalize answers. */
export interface FinalizeResult {
  ok: true;
  charterId: string;
  photos: number;
  videos: number;
  /** Photos beyond the 15th, still pending; a later replay does not know, and says 0. */
  left: number;
  replayed: boolean;
}

/** What a captain sees before submitting: all that finalize would take, and all it would refuse for. */
export interface DraftReview {
  draft: DraftView;
  /** As the charter would show them: the cover first. */
  photos: MediaView[];
  videos: VideoView[];
  /** Photos beyond the 15th, which would stay pending. */
  left: number;
  /** A sentence a field by dotted path; empty when the data is complete. */
  errors: Record<string, string>;
  found: number;
  required: number;
  /** Nothing is missing. */
  ready: boolean;
}

/** A copy in which nothing is null: in a draft, null and absent mean the same. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => item !== null).map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) =>
      inner === null || inner === undefined ? [] : [[name, withoutNulls(inner)]],
    ),
  );
}

/** A group nobody touched yet must name its fields, not complain as a whole; an unused boat says nothing. */
function asSubmitted(data: unknown): unknown {
  if (!isReadable({ value: data })) return data;
  const { boat = {}, ...rest } = withoutNulls(data) as Record<string, unknown>;
  const described = rest.withoutBoat === true ? {} : { boat };
  return { operator: {}, policies: {}, pickup: {}, ...rest, ...described };
}

/** Zod skips a check across fields once a field is wrong; ours shall speak up on the same try. */
function isReadable({ value }: { value: unknown }): boolean {
  return typeof value === "object" && value !== null;
}

/**
 * The schema without its demands: every field may be absent or null, texts only have a length. What a
 * text column can't store (NUL, half a surrogate pair) goes, so that a stray paste can't stop a save.
 */
function relaxed(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return relaxed(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodObject)
    return z.object(
      Object.fromEntries(
        Object.entries(schema.shape).map(([name, field]) => [
          name,
          relaxed(field as z.ZodType).nullish(),
        ]),
      ),
    );
  if (schema instanceof z.ZodArray) return z.array(relaxed(schema.element as z.ZodType)).max(100);
  if (schema instanceof z.ZodString)
    return z
      .string()
      .overwrite((text) => text.replaceAll("\0", "").replace(/\p{Surrogate}/gu, "\uFFFD"))
      .max(DRAFT_LIMITS.text);
  if (schema instanceof z.ZodNumber) return z.number();
  return schema;
}
