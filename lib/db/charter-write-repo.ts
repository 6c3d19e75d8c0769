// How a charter, its boat and its trips are written: in one statement. Charters are archived, never deleted.
import "server-only";
import type { Tx } from "./client";
import { Prisma } from "./generated/client";
import type { Sql } from "./linkable";

/** What a draft says of a charter, by column. */
export interface CharterFields {
  name: string;
  charterType: string;
  description: string;
  operatorName: string;
  operatorBio: string;
  operatorExperience: number;
  operatorPhone: string;
  operatorBackupPhone: string | null;
  state: string;
  city: string;
  startingPoint: string;
  postcode: string;
  latitude: number;
  longitude: number;
  withoutBoat: boolean;
  amenities: string[];
  policies: object;
  pickup: object;
  scheduleType: string;
  operationalDays: number[];
}

export interface BoatFields {
  name: string;
  type: string;
  lengthFeet: number;
  capacity: number;
  features: string[];
}

export interface TripFields {
  sortOrder: number;
  name: string;
  tripType: string;
  price: number;
  promoPrice: number | null;
  durationHours: number;
  startTimes: string[];
  maxAnglers: number;
  charterStyle: string;
  description: string | null;
  species: string[];
  techniques: string[];
}

const CHARTER = columns<CharterFields>({
  name: "text",
  charterType: "text",
  description: "text",
  operatorName: "text",
  operatorBio: "text",
  operatorExperience: "int",
  operatorPhone: "text",
  operatorBackupPhone: "text",
  state: "text",
  city: "text",
  startingPoint: "text",
  postcode: "text",
  latitude: "float8",
  longitude: "float8",
  withoutBoat: "boolean",
  amenities: "text[]",
  policies: "jsonb",
  pickup: "jsonb",
  scheduleType: '"ScheduleType"',
  operationalDays: "int[]",
});
const BOAT = columns<BoatFields>({
  name: "text",
  type: "text",
  lengthFeet: "float8",
  capacity: "int",
  features: "text[]",
});
const TRIP = columns<TripFields>({
  sortOrder: "int",
  name: "text",
  tripType: "text",
  price: "numeric",
  promoPrice: "numeric",
  durationHours: "int",
  startTimes: "text[]",
  maxAnglers: "int",
  charterStyle: '"CharterStyle"',
  description: "text",
  species: "text[]",
  techniques: "text[]",
});

export interface CharterInput {
  id: string;
  captainId: string;
  /** The version an existing charter must have; null makes a new one. */
  expectedVersion: number | null;
  charter: CharterFields;
  /** None when the captain has no boat. */
  boat: BoatFields | null;
  trips: TripFields[];
}

/**
 * Writes a charter, its boat and its trips in one statement: a new one, or over an existing one of this
 * captain that still has the expected version, which then goes up by one. A trip that keeps its name keeps
 * its id. What the captain's profile leaves blank is filled in from the charter's operator.
 *
 * @returns false when the existing charter has another version, another captain or is archived
 */
export async function writeCharter(tx: Tx, input: CharterInput): Promise<boolean> {
  const { id, captainId, expectedVersion, charter, boat, trips } = input;
  const boats = Prisma.sql`${JSON.stringify(boat ? [boat] : [])}::jsonb`;
  const written = await tx.$queryRaw<{ id: string }[]>`WITH charter AS (
      INSERT INTO "Charter" ("id", "captainId", "updatedAt", ${CHARTER.names})
      SELECT ${id}, ${captainId}, now(), ${CHARTER.names}
      FROM jsonb_to_record(${JSON.stringify(charter)}::jsonb) AS given (${CHARTER.types})
      ON CONFLICT ("id") DO UPDATE SET "version" = "Charter"."version" + 1, "updatedAt" = now(), ${CHARTER.excluded}
      WHERE "Charter"."captainId" = EXCLUDED."captainId" AND "Charter"."archivedAt" IS NULL
        AND "Charter"."version" = ${expectedVersion}::int
      RETURNING "id", "captainId", "operatorName", "operatorPhone", "operatorBio", "operatorExperience"
    ), boat AS (
      INSERT INTO "Boat" ("id", "charterId", ${BOAT.names})
      SELECT gen_random_uuid()::text, charter."id", given.*
      FROM charter, jsonb_to_recordset(${boats}) AS given (${BOAT.types})
      ON CONFLICT ("charterId") DO UPDATE SET ${BOAT.excluded}
    ), no_boat AS (
      DELETE FROM "Boat" USING charter
      WHERE "Boat"."charterId" = charter."id" AND jsonb_array_length(${boats}) = 0
    ), wanted AS (
      SELECT given.*, row_number() OVER (PARTITION BY "name" ORDER BY "sortOrder") AS "nth"
      FROM jsonb_to_recordset(${JSON.stringify(trips)}::jsonb) AS given (${TRIP.types})
    ), known AS (
      SELECT trip."id", trip."name", row_number() OVER (PARTITION BY trip."name" ORDER BY trip."sortOrder", trip."id") AS "nth"
      FROM "Trip" AS trip JOIN charter ON charter."id" = trip."charterId"
    ), trip AS (
      INSERT INTO "Trip" ("id", "charterId", ${TRIP.names})
      SELECT coalesce(known."id", gen_random_uuid()::text), charter."id", ${TRIP.names}
      FROM charter, wanted LEFT JOIN known USING ("name", "nth")
      ON CONFLICT ("id") DO UPDATE SET ${TRIP.excluded}
    ), no_trip AS (
      DELETE FROM "Trip" USING known
      WHERE "Trip"."id" = known."id" AND NOT EXISTS (
        SELECT FROM wanted WHERE wanted."name" = known."name" AND wanted."nth" = known."nth")
    ), profile AS (
      UPDATE "CaptainProfile" AS profile SET "updatedAt" = now(),
        "displayName" = coalesce(nullif(profile."displayName", ''), charter."operatorName"),
        "phone" = coalesce(nullif(profile."phone", ''), charter."operatorPhone"),
        "bio" = coalesce(nullif(profile."bio", ''), charter."operatorBio"),
        "experienceYrs" = coalesce(nullif(profile."experienceYrs", 0), charter."operatorExperience")
      FROM charter WHERE profile."id" = charter."captainId"
        AND ('' IN (profile."displayName", profile."phone", profile."bio") OR profile."experienceYrs" = 0)
    )
    SELECT "id" FROM charter`;
  return written.length === 1;
}

/** A column list, the same with types, and the same as assignments of an upsert. */
function columns<Row extends object>(
  types: Record<keyof Row & string, string>,
): { names: Sql; types: Sql; excluded: Sql } {
  const list = (text: (name: string, type: string) => string) =>
    Prisma.raw(
      Object.entries<string>(types)
        .map(([name, type]) => text(name, type))
        .join(", "),
    );
  return {
    names: list((name) => `"${name}"`),
    types: list((name, type) => `"${name}" ${type}`),
    excluded: list((name) => `"${name}" = EXCLUDED."${name}"`),
  };
}
