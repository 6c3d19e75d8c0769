import { describe, expect, test } from "vitest";
import {
  DRAFT_STEPS,
  finishedSteps,
  legibleDraft,
  mergeDraft,
  operatorOf,
  startingDraft,
  stepOfField,
  whatIsMissing,
  withStartingAnswers,
} from "@/lib/domain/draft/rules";
import { FINISHED_CHARTER } from "@/scripts/seed/demo-charters";

describe("how a draft begins", () => {
  const missing = Object.keys(whatIsMissing(startingDraft()));

  test("nothing is asked that the beginning has answered with no, none or every day", () => {
    const asked = missing.filter((path) =>
      /^(policies|pickup|amenities|withoutBoat|boat\.features|scheduleType|operationalDays)/.test(
        path,
      ),
    );
    expect(asked).toEqual([]);
  });

  test("every field that is missing stands on a step with controls", () => {
    expect(new Set(missing.map(stepOfField))).toEqual(
      new Set(["charter", "boat", "trips", "description"]),
    );
  });

  test("it knows of the captain what the profile knows, and nothing else", () => {
    const profile = {
      id: null,
      firstName: "",
      lastName: "",
      displayName: "Ana",
      phone: "",
      bio: "",
      experienceYrs: 0,
      avatar: null,
    };
    expect(operatorOf(profile)).toEqual({ displayName: "Ana" });
    const known = { ...profile, phone: "+60 12", bio: "Twelve years.", experienceYrs: 12 };
    expect(startingDraft(operatorOf(known)).operator).toEqual({
      displayName: "Ana",
      phone: "+60 12",
      bio: "Twelve years.",
      experienceYears: 12,
    });
  });

  test("a draft begun elsewhere keeps its own answers and gets the others", () => {
    const data = {
      withoutBoat: true,
      operator: { displayName: "Own" },
      trips: [{ name: "Half day" }],
    };
    const begun = withStartingAnswers(
      { data, editsCharterId: null },
      { displayName: "Profile", bio: "From the profile." },
    );
    expect(begun).toMatchObject({
      withoutBoat: true,
      operator: { displayName: "Own", bio: "From the profile." },
      amenities: [],
      trips: [{ name: "Half day", species: [], techniques: [] }],
      policies: { catchAndKeep: false },
    });
  });

  test("an edit of a charter that is online gets no policy its captain did not state", () => {
    const data = { policies: { catchAndKeep: true } };
    expect(withStartingAnswers({ data, editsCharterId: "old" }).policies).toEqual(data.policies);
    expect(withStartingAnswers({ data: {}, editsCharterId: "old" }).policies).toBeUndefined();
  });

  test("a draft begun elsewhere gets no answer where something illegible is stored", () => {
    const data = legibleDraft({
      trips: { 0: "Half day" },
      amenities: "all",
      policies: { catchAndKeep: "yes" },
    });
    const begun = withStartingAnswers({ data, editsCharterId: null });
    for (const given of [begun, begun.policies])
      for (const field of ["trips", "amenities", "catchAndKeep"])
        expect(given).not.toHaveProperty(field);
    expect(begun).toMatchObject({ withoutBoat: false, policies: { childFriendly: false } });
  });
});

describe("the steps that are done", () => {
  test("are all but the review when nothing is missing and three photos are there", () => {
    const all = DRAFT_STEPS.map(({ key }) => key).filter((key) => key !== "review");
    expect(finishedSteps(FINISHED_CHARTER, 3)).toEqual(all);
    expect(finishedSteps(FINISHED_CHARTER, 2)).toEqual(all.filter((key) => key !== "media"));
    expect(finishedSteps({}, 0)).toEqual([]);
  });

  test("one wrong field undoes its step and no other", () => {
    const wrong = mergeDraft(FINISHED_CHARTER, { postcode: "070" });
    expect(finishedSteps(wrong, 3)).toEqual(["boat", "trips", "description", "media"]);
  });
});
