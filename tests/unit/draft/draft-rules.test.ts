import { describe, expect, test } from "vitest";
import { charterOfDraft, draftOfCharter } from "@/lib/domain/charter/rules";
import {
  arrangePhotos,
  DRAFT_STEPS,
  legibleDraft,
  mergeDraft,
  type PlaceablePhoto,
  stepOfField,
  whatIsMissing,
} from "@/lib/domain/draft/rules";
import {
  type DraftData,
  draftData,
  draftPatch,
  draftVersionHeader,
  saveDraftInput,
} from "@/lib/domain/draft/schema";

const complete: DraftData = {
  operator: {
    displayName: "Ana",
    experienceYears: 0,
    bio: "Twenty characters, yes",
    phone: "+60 (12) 345-678",
  },
  charterType: "Offshore",
  charterName: "Sea Wolf",
  state: "Kedah",
  city: "Langkawi",
  startingPoint: "Pier 3",
  postcode: "07000",
  latitude: 6.3,
  longitude: 99.7,
  description: "A day beyond the islands, for whatever the tide brings.",
  withoutBoat: false,
  boat: { name: "Wolf", type: "Catamaran", lengthFeet: 0.5, capacity: 1, features: [] },
  amenities: [],
  policies: {
    licenseProvided: true,
    catchAndKeep: false,
    catchAndRelease: false,
    childFriendly: false,
    liveBaitProvided: false,
    alcoholNotAllowed: false,
    smokingNotAllowed: false,
  },
  pickup: { available: false, fee: null, areas: [] },
  scheduleType: "EVERYDAY",
  operationalDays: [0, 6],
  trips: [
    {
      name: "Half day",
      tripType: "Half day",
      price: 0,
      durationHours: 1,
      startTimes: ["00:00", "23:59"],
      maxAnglers: 1,
      charterStyle: "shared",
      species: [],
      techniques: [],
    },
  ],
};
const missing = (change: object) => Object.keys(whatIsMissing({ ...complete, ...change }));

describe("what a draft lacks", () => {
  test("is nothing when it is complete", () => {
    expect(whatIsMissing(complete)).toEqual({});
  });

  test("is every field by its path when it is empty, and null counts as absent", () => {
    const paths = Object.keys(whatIsMissing({}));
    for (const path of [
      "operator.displayName",
      "operator.phone",
      "boat.name",
      "boat.capacity",
      "policies.catchAndKeep",
      "pickup.available",
      "withoutBoat",
      "operationalDays",
      "trips",
    ])
      expect(paths).toContain(path);
    const nulls = Object.fromEntries(Object.keys(complete).map((name) => [name, null]));
    expect(Object.keys(whatIsMissing(nulls))).toEqual(paths);
  });

  test.each([null, undefined, "text", [], 7])("is something when the data is %j", (data) => {
    expect(whatIsMissing(data)).not.toEqual({});
  });

  test.each([
    ["operator.bio", { operator: { ...complete.operator, bio: "Nineteen characters" } }],
    ["operator.experienceYears", { operator: { ...complete.operator, experienceYears: 1.5 } }],
    ["operator.phone", { operator: { ...complete.operator, phone: "12345" } }],
    ["operator.phone", { operator: { ...complete.operator, phone: "12345x" } }],
    ["description", { description: "x".repeat(39) }],
    ["description", { description: " ".repeat(60) }],
    ["charterName", { charterName: "x".repeat(121) }],
    ["postcode", { postcode: "7000" }],
    ["latitude", { latitude: 90.1 }],
    ["longitude", { longitude: Number.NaN }],
    ["boat.lengthFeet", { boat: { ...complete.boat, lengthFeet: 0 } }],
    ["boat.capacity", { boat: { ...complete.boat, capacity: 0 } }],
    ["pickup.fee", { pickup: { available: true, areas: [] } }],
    ["operationalDays.0", { operationalDays: [7] }],
    ["operationalDays", { scheduleType: "CUSTOM", operationalDays: [] }],
    ["scheduleType", { scheduleType: "SOMETIMES" }],
    ["trips", { trips: [] }],
    ["trips.0.price", { trips: [{ ...complete.trips[0], price: -0.01 }] }],
    ["trips.0.startTimes", { trips: [{ ...complete.trips[0], startTimes: [] }] }],
    ["trips.0.startTimes.0", { trips: [{ ...complete.trips[0], startTimes: ["24:00"] }] }],
    ["trips.0.durationHours", { trips: [{ ...complete.trips[0], durationHours: 0 }] }],
    ["trips.0.charterStyle", { trips: [{ ...complete.trips[0], charterStyle: "both" }] }],
  ])("is exactly %s for %j", (path, change) => {
    expect(missing(change)).toEqual([path]);
  });

  test("is nothing about a boat when there is none, whatever was typed before", () => {
    expect(missing({ withoutBoat: true, boat: { name: "" } })).toEqual([]);
    expect(draftData.parse({ ...complete, withoutBoat: true })).not.toHaveProperty("boat");
  });

  test("is nothing when optional fields are null or absent, or an older form's fields are there", () => {
    const [trip] = complete.trips;
    const trips = [{ ...trip, promoPrice: null, description: null }];
    expect(missing({ trips, uploadedPhotos: [{ url: "x" }], uploadedVideos: 3 })).toEqual([]);
  });

  test("belongs to one step each", () => {
    const fields = DRAFT_STEPS.flatMap((step): readonly string[] => step.fields);
    expect(new Set(fields).size).toBe(fields.length);
    for (const path of Object.keys(whatIsMissing({}))) expect(stepOfField(path)).not.toBe("review");
  });
});

describe("merging", () => {
  test("walks objects, replaces arrays, clears with null and never changes its arguments", () => {
    const base = Object.freeze({
      operator: Object.freeze({ bio: "a", phone: "b" }),
      amenities: ["x"],
    });
    expect(
      mergeDraft(base, { operator: { phone: null, displayName: "c" }, amenities: [], city: "d" }),
    ).toEqual({ operator: { bio: "a", displayName: "c" }, amenities: [], city: "d" });
    expect(base).toEqual({ operator: { bio: "a", phone: "b" }, amenities: ["x"] });
  });

  test("leaves no null behind, in lists neither", () => {
    const merged = mergeDraft(
      {},
      { boat: { name: null }, trips: [{ name: "a", promoPrice: null }] },
    );
    expect(merged).toEqual({ boat: {}, trips: [{ name: "a" }] });
  });

  test("replaces what is no object by an object", () => {
    expect(mergeDraft({ boat: null }, { boat: { name: "a" } })).toEqual({ boat: { name: "a" } });
  });
});

describe("a patch", () => {
  test("may hold any part, unfinished, and drops what a draft does not know", () => {
    expect(
      draftPatch.parse({
        trips: [{ name: "" }],
        postcode: "1",
        latitude: 500,
        media: [1],
        __proto__: 1,
      }),
    ).toEqual({ trips: [{ name: "" }], postcode: "1", latitude: 500 });
  });

  test("loses what a text column can't hold, and keeps every other character", () => {
    expect(draftPatch.parse({ charterName: "a\0b\uD83D c 🎣 ü" })).toEqual({
      charterName: "ab\uFFFD c 🎣 ü",
    });
  });

  test.each([
    { dataPartial: { description: "x".repeat(4001) }, clientVersion: 1 },
    { dataPartial: { amenities: Array(101).fill("x") }, clientVersion: 1 },
    { dataPartial: { operator: [] }, clientVersion: 1 },
    { dataPartial: {}, clientVersion: "1" },
    { dataPartial: {} },
    { clientVersion: 1 },
  ])("is refused when it could never become right (%#)", (input) => {
    expect(saveDraftInput.safeParse(input).success).toBe(false);
  });
});

test("stored data is read leaf by leaf: what can't be read is null, and nothing beside it is lost", () => {
  expect(
    legibleDraft({
      city: "Kuah",
      latitude: "6.3",
      trips: "none",
      uploadedPhotos: [],
      boat: { name: "a" },
    }),
  ).toEqual({ city: "Kuah", latitude: null, trips: null, boat: { name: "a" } });
  expect(
    legibleDraft({
      boat: { name: "Fox", lengthFeet: "28", features: ["GPS", 7, null, "Shade"] },
      trips: [{ name: "Half day" }, "?", { name: "Full day", charterStyle: "", startTimes: "6" }],
    }),
  ).toEqual({
    boat: { name: "Fox", lengthFeet: null, features: ["GPS", "Shade"] },
    trips: [{ name: "Half day" }, { name: "Full day", charterStyle: null, startTimes: null }],
  });
  for (const data of [null, undefined, "x", []]) expect(legibleDraft(data)).toEqual({});
});

test.each([
  [null, null],
  ["3", 3],
  ["0", 0],
  ["2147483648", -1],
  ["1.5", -1],
  ["one", -1],
])("the version header %j means %j", (header, version) => {
  expect(draftVersionHeader.parse(header)).toBe(version);
});

describe("the order of a charter's photos", () => {
  const photo = (id: string, given: Partial<PlaceablePhoto> = {}): PlaceablePhoto => ({
    id,
    linked: false,
    usable: true,
    isCover: false,
    ...given,
  });
  const arranged = (...photos: PlaceablePhoto[]) => {
    const { order, found, left } = arrangePhotos(photos);
    return [order.map(({ id }) => id).join(" "), found, left];
  };
  const fresh = (count: number) => Array.from({ length: count }, (_, at) => photo(`n${at}`));
  const linked = (count: number) =>
    Array.from({ length: count }, (_, at) => photo(`l${at}`, { linked: true }));

  test("is the captain's, the cover first", () => {
    expect(arranged(photo("a"), photo("b"), photo("c", { isCover: true }))).toEqual([
      "c a b",
      3,
      0,
    ]);
    expect(arranged(photo("a"), photo("b"))).toEqual(["a b", 2, 0]);
    expect(arranged()).toEqual(["", 0, 0]);
  });

  test("ends at 15, and a cover beyond that still comes first", () => {
    const [order, found, left] = arranged(...fresh(16), photo("cover", { isCover: true }));
    expect([String(order).split(" ").slice(0, 2), found, left]).toEqual([["cover", "n0"], 15, 2]);
    expect(String(order).split(" ")).toHaveLength(15);
  });

  test("keeps what is on the charter before what is new, and adds only what fits", () => {
    expect(arranged(photo("n"), photo("l", { linked: true }))).toEqual(["l n", 2, 0]);
    const [order, found, left] = arranged(...fresh(4), ...linked(13));
    expect([String(order).split(" ").slice(12), found, left]).toEqual([["l12", "n0", "n1"], 15, 2]);
    expect(arranged(...linked(17), photo("n")).slice(1)).toEqual([17, 1]);
  });

  test("gives the cover to a new photo that claims it, unless there is no room for it", () => {
    const old = photo("old", { linked: true, isCover: true });
    expect(arranged(old, photo("new", { isCover: true }))).toEqual(["new old", 2, 0]);
    const [order] = arranged(...linked(14), old, photo("new", { isCover: true }));
    expect(String(order).split(" ")[0]).toBe("old");
  });

  test("puts linked photos nobody may see last and does not count them", () => {
    const hidden = photo("hidden", { linked: true, usable: false, isCover: true });
    expect(arranged(hidden, photo("l", { linked: true }), photo("n"))).toEqual([
      "l n hidden",
      2,
      0,
    ]);
  });
});

test("a charter says what its draft said: the way there and back changes nothing", () => {
  const { charter, boat, trips } = charterOfDraft(complete);
  expect(draftData.parse(mergeDraft({}, draftOfCharter({ ...charter, boat, trips })))).toEqual({
    ...complete,
    pickup: { available: false, areas: [] },
  });
});
