// What the demo's captain has typed so far.
import type { DraftData, DraftPatch } from "@/lib/domain/draft/schema";

export const PROFILE = {
  firstName: "Ali",
  lastName: "Rahman",
  displayName: "Captain Ali Rahman",
  phone: "+60 12-345 6789",
  bio: "Born on Langkawi, on the water since I could hold a line. I know where the snapper sleep.",
  experienceYrs: 18,
};

const OPERATOR = {
  displayName: PROFILE.displayName,
  experienceYears: PROFILE.experienceYrs,
  bio: PROFILE.bio,
  phone: PROFILE.phone,
};

const POLICIES = {
  licenseProvided: true,
  catchAndKeep: true,
  catchAndRelease: true,
  childFriendly: true,
  liveBaitProvided: true,
  alcoholNotAllowed: false,
  smokingNotAllowed: true,
};

const TRIP = {
  name: "Half day on the reef",
  tripType: "Half day",
  price: 750,
  durationHours: 5,
  startTimes: ["07:00", "13:00"],
  maxAnglers: 5,
  charterStyle: "private",
  description: "Bottom fishing an hour from the jetty. Fine for children and first-timers.",
  species: ["Red snapper", "Grouper"],
  techniques: ["Bottom fishing", "Live bait"],
} satisfies DraftData["trips"][number];

/** Complete: with three photos it can be submitted. */
export const FINISHED_CHARTER = {
  operator: OPERATOR,
  charterType: "Offshore fishing",
  charterName: "Sea Wolf",
  state: "Kedah",
  city: "Langkawi",
  startingPoint: "Telaga Harbour, pier 3",
  postcode: "07000",
  latitude: 6.3667,
  longitude: 99.6833,
  description:
    "We leave before the sun does and are over the first reef when it rises. Snapper and grouper in the morning, trolling for mackerel and trevally on the way to the outer islands, and a quiet bay to cook what you caught. Rods, bait, ice and tea are on board; bring a hat.",
  withoutBoat: false,
  boat: {
    name: "Sea Wolf",
    type: "Centre console",
    lengthFeet: 28,
    capacity: 6,
    features: ["GPS", "Fish finder", "Outriggers", "Life jackets", "Shade"],
  },
  amenities: ["Rods and reels", "Bait", "Ice", "Drinking water", "Lunch"],
  policies: POLICIES,
  pickup: { available: true, fee: 40, areas: ["Kuah", "Pantai Cenang"] },
  scheduleType: "EVERYDAY",
  operationalDays: [0, 1, 2, 3, 4, 5, 6],
  trips: [
    TRIP,
    {
      ...TRIP,
      name: "Full day to the outer islands",
      tripType: "Full day",
      price: 1400,
      promoPrice: 1250,
      durationHours: 10,
      startTimes: ["06:00"],
      description: "Trolling out, jigging over the drop-off, lunch in a bay.",
      species: ["Spanish mackerel", "Giant trevally", "Cobia"],
      techniques: ["Trolling", "Jigging"],
    },
  ],
} satisfies DraftData;

/** Everything but its description: what a captain comes back to in the evening. */
export const UNFINISHED_CHARTER: DraftPatch = {
  operator: OPERATOR,
  charterType: "Inshore fishing",
  charterName: "Night Heron",
  state: "Kedah",
  city: "Langkawi",
  startingPoint: "Kuah jetty",
  postcode: "07000",
  latitude: 6.3065,
  longitude: 99.8513,
  withoutBoat: false,
  boat: {
    name: "Night Heron",
    type: "Walkaround",
    lengthFeet: 24,
    capacity: 4,
    features: ["Fish finder", "Life jackets"],
  },
  amenities: ["Rods and reels", "Bait", "Drinking water"],
  policies: POLICIES,
  pickup: { available: false, areas: [] },
  scheduleType: "WEEKENDS",
  operationalDays: [5, 6],
  trips: [
    {
      ...TRIP,
      name: "Squid by lamplight",
      tripType: "Night fishing",
      startTimes: ["19:00"],
      description: "Lamps out, jigs down. The quietest hours of the day.",
      species: ["Squid"],
      techniques: ["Squid jigging"],
    },
  ],
};
