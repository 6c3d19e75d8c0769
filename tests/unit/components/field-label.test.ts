import { describe, expect, test } from "vitest";
import { fieldLabel, fullFieldLabel } from "@/components/draft/field-label";
import { fieldValueLines } from "@/components/draft/field-value";
import { whatIsMissing } from "@/lib/domain/draft/rules";

const paths = Object.keys(whatIsMissing({ trips: [{}], pickup: { available: true } }));

describe("the names of fields", () => {
  test.each(paths)("%s is called something a captain understands", (path) => {
    expect(fieldLabel(path)).toMatch(/^[A-Z][A-Za-z ]+$/);
  });

  test("a trip's field says which trip where that is not plain to see", () => {
    expect(fullFieldLabel("trips.1.price")).toBe("Trip 2: Price");
    expect(fullFieldLabel("trips.0.startTimes.1")).toBe("Trip 1: Start times");
    expect(fullFieldLabel("operator.bio")).toBe("About you");
  });
});

describe("a value in words", () => {
  test("nothing is said to be empty, never left blank", () => {
    expect(fieldValueLines("city", undefined)).toEqual(["Empty"]);
    expect(fieldValueLines("amenities", [])).toEqual(["None"]);
  });

  test("choices, days and trips read as on screen", () => {
    expect(fieldValueLines("scheduleType", "WEEKENDS")).toEqual(["Weekends"]);
    expect(fieldValueLines("operationalDays", [0, 6])).toEqual(["Sunday, Saturday"]);
    expect(fieldValueLines("withoutBoat", true)).toEqual(["Yes"]);
    expect(fieldValueLines("trips", [{ name: "Half day", price: 500, species: [] }])).toEqual([
      "1. Half day · Price: 500",
    ]);
  });
});
