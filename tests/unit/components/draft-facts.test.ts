import { describe, expect, test } from "vitest";
import { boatFacts, charterFacts, scheduleFacts, tripFacts } from "@/components/draft/draft-facts";
import { FINISHED_CHARTER } from "@/scripts/seed/demo-charters";

const words = (facts: { value: string }[]) => facts.map(({ value }) => value).join("\n");

/** Every text in the data, however deep. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

describe("the review's facts", () => {
  test("say every text of a finished draft that goes online", () => {
    const { description: _, policies: __, scheduleType: ___, trips, ...data } = FINISHED_CHARTER;
    const said = words([
      ...charterFacts(data),
      ...boatFacts(data),
      ...trips.flatMap((trip) => [...tripFacts(trip), { value: trip.name }]),
    ]);
    const styles = new Set(["private", "shared"]);
    for (const text of textsIn({ data, trips }).filter((one) => !styles.has(one)))
      expect(said).toContain(text);
  });

  test("say numbers with their unit and zero as what it means", () => {
    expect(boatFacts({ boat: { lengthFeet: 27.5 }, pickup: { available: true, fee: 0 } })).toEqual([
      { term: "Length", value: "27.5 feet" },
      { term: "Pickup fee", value: "No extra cost" },
    ]);
    expect(charterFacts({ operator: { experienceYears: 1 } })).toEqual([
      { term: "Years on the water", value: "1 year" },
    ]);
    expect(words(tripFacts({ price: 500, durationHours: 5 }))).toBe("RM\u00a0500\n5 hours");
    expect(words(scheduleFacts({ scheduleType: "CUSTOM", operationalDays: [6] }))).toBe("Saturday");
  });

  test("leave out what is empty, and a boat or pickup there is none of", () => {
    expect(charterFacts({})).toEqual([]);
    expect(boatFacts({ withoutBoat: true, boat: { name: "Old" }, pickup: { fee: 9 } })).toEqual([
      { term: "Boat", value: "Without a boat" },
    ]);
  });
});
