// What a draft may hold at most, and the words the wizard suggests. Suggestions, never demands: a captain
// may type any other word. Browser-safe.

/** Lengths in characters and counts; the schema refuses what is beyond them. */
export const DRAFT_LIMITS = {
  word: 120,
  text: 4000,
  bioMin: 20,
  descriptionMin: 40,
  words: 60,
  startTimes: 24,
  trips: 20,
} as const;

/** What the wizard offers for each field of free words. */
export const SUGGESTIONS = {
  states: [
    "Johor",
    "Kedah",
    "Kelantan",
    "Kuala Lumpur",
    "Labuan",
    "Melaka",
    "Negeri Sembilan",
    "Pahang",
    "Penang",
    "Perak",
    "Perlis",
    "Putrajaya",
    "Sabah",
    "Sarawak",
    "Selangor",
    "Terengganu",
  ],
  charterTypes: [
    "Inshore fishing",
    "Offshore fishing",
    "Deep sea fishing",
    "River fishing",
    "Lake fishing",
    "Mangrove and estuary",
    "Shore and jetty",
    "Multi-day expedition",
  ],
  boatTypes: [
    "Centre console",
    "Walkaround",
    "Cabin cruiser",
    "Catamaran",
    "Bass boat",
    "Wooden boat",
    "Fibreglass boat",
    "Inflatable",
    "Kayak",
  ],
  boatFeatures: [
    "Fish finder",
    "GPS",
    "VHF radio",
    "Life jackets",
    "First aid kit",
    "Toilet",
    "Shade",
    "Cabin",
    "Live well",
    "Rod holders",
    "Outriggers",
    "Cooler box",
  ],
  amenities: [
    "Rods and reels",
    "Terminal tackle",
    "Bait",
    "Lures",
    "Drinking water",
    "Snacks",
    "Lunch",
    "Ice",
    "Towels",
    "Rain gear",
    "Fish cleaning",
    "Photos of your catch",
  ],
  tripTypes: [
    "Half day",
    "Full day",
    "Sunrise",
    "Sunset",
    "Night fishing",
    "Overnight",
    "Multi-day",
  ],
  species: [
    "Barramundi",
    "Giant trevally",
    "Spanish mackerel",
    "Red snapper",
    "Golden snapper",
    "Grouper",
    "Sailfish",
    "Mahi-mahi",
    "Cobia",
    "Queenfish",
    "Threadfin",
    "Stingray",
    "Squid",
    "Snakehead",
    "Peacock bass",
    "Giant freshwater prawn",
  ],
  techniques: [
    "Bottom fishing",
    "Jigging",
    "Slow pitch jigging",
    "Trolling",
    "Casting",
    "Popping",
    "Drifting",
    "Live bait",
    "Fly fishing",
    "Squid jigging",
  ],
} as const satisfies Record<string, readonly string[]>;

/** The days of `operationalDays`: 0 is Sunday, as in JavaScript. */
export const WEEKDAYS = [
  "Sunday",
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
] as const;

/** Each schedule in words, and the days it stands for; CUSTOM leaves them to the captain. */
export const SCHEDULES = {
  EVERYDAY: { label: "Every day", days: [0, 1, 2, 3, 4, 5, 6] },
  WEEKDAYS: { label: "Weekdays", days: [1, 2, 3, 4, 5] },
  WEEKENDS: { label: "Weekends", days: [0, 6] },
  CUSTOM: { label: "Days I choose", days: [] },
} as const;

/** The policies in words, in the order people read them. */
export const POLICIES = {
  licenseProvided: "Fishing licence included",
  catchAndKeep: "You may keep your catch",
  catchAndRelease: "Catch and release",
  childFriendly: "Children are welcome",
  liveBaitProvided: "Live bait included",
  alcoholNotAllowed: "No alcohol on board",
  smokingNotAllowed: "No smoking on board",
} as const;
