// The success metrics, each with its definition. All are computed from the database, so that every
// instance says the same. Browser-safe.

/** What the database counted; events are those of lib/domain/operation/kinds.ts. */
export interface Figures {
  finalizeAnswered: number;
  finalizeFailed: number;
  mediaAnswered: number;
  mediaFailed: number;
  /** Null without a load. */
  staffLoadP95Ms: number | null;
  missingProfile: number;
  rateLimited: number;
  newPhotos: number;
  newPhotosWithCaptain: number;
  media: number;
  orphans: number;
  openProblems: number;
}

export interface MetricSpec {
  /** One sentence that says exactly what is counted. */
  definition: string;
  target: number;
  critical: number;
  /** How `target` is met; beyond `critical` in the other direction it is critical. */
  good: "atLeast" | "below" | "atMost";
  /** Of which time. "now" is everything there is. */
  window: "1h" | "24h" | "now";
  /** Null when there is nothing to judge. Shares are 0 to 1, times seconds. */
  value: (figures: Figures) => number | null;
}

const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);
const orNull = (value: number | null, over: number) => (value === null ? null : value / over);

export const METRICS = {
  finalization_success_rate: {
    definition:
      "Finalize requests of the last 24 hours that were not answered with a 5xx code. A refusal that tells the captain what to do (too few photos, a field that is not filled in, a newer version, too many tries) is the product at work and no failure.",
    target: 0.95,
    critical: 0.9,
    good: "atLeast",
    window: "24h",
    value: (f) => share(f.finalizeAnswered - f.finalizeFailed, f.finalizeAnswered),
  },
  photos_with_captain: {
    definition:
      "Charter photos of the last 24 hours that are stored and not in the trash, and have a captainId.",
    target: 1,
    critical: 0.95,
    good: "atLeast",
    window: "24h",
    value: (f) => share(f.newPhotosWithCaptain, f.newPhotos),
  },
  orphan_share: {
    definition:
      "Media that nobody owns (captainId and charterId both null) among all media that is stored, not in the trash and not missing.",
    target: 0.05,
    critical: 0.1,
    good: "below",
    window: "now",
    value: (f) => share(f.orphans, f.media),
  },
  staff_media_load_p95_seconds: {
    definition:
      "The 95th percentile of the server's time for the staff media page and for each further page of its list, of loads in the last 24 hours that succeeded.",
    target: 3,
    critical: 5,
    good: "below",
    window: "24h",
    value: (f) => orNull(f.staffLoadP95Ms, 1_000),
  },
  media_error_rate: {
    definition:
      "Requests to /api/media/* by a signed-in captain or staff in the last 24 hours that were answered with a 5xx code. A file that is refused (its type, its size, a quota) is no error.",
    target: 0.01,
    critical: 0.05,
    good: "below",
    window: "24h",
    value: (f) => share(f.mediaFailed, f.mediaAnswered),
  },
  missing_captain_profile_per_hour: {
    definition: "Finalize requests of the last hour refused with missing_captain_profile.",
    target: 10,
    critical: 10,
    good: "atMost",
    window: "1h",
    value: (f) => f.missingProfile,
  },
  rate_limited_per_hour: {
    definition:
      "Requests of the last hour refused with rate_limited, anywhere. One process writes down at most five in a quarter of a second.",
    target: 10,
    critical: 10,
    good: "atMost",
    window: "1h",
    value: (f) => f.rateLimited,
  },
  open_problem_reports: {
    definition:
      'What captains reported by "Report a problem" in the last 24 hours and staff have not closed: the support tickets about media.',
    target: 0,
    critical: 5,
    good: "atMost",
    window: "24h",
    value: (f) => f.openProblems,
  },
} as const satisfies Record<string, MetricSpec>;

export type MetricName = keyof typeof METRICS;
export const METRIC_NAMES = Object.keys(METRICS) as MetricName[];

/** The times that the metrics are charted over, and the steps they are cut into. Events are kept for 90 days. */
export const METRIC_SPANS = {
  "24h": { label: "24 hours", steps: 24, stepSeconds: 3_600 },
  "7d": { label: "7 days", steps: 28, stepSeconds: 21_600 },
  "30d": { label: "30 days", steps: 30, stepSeconds: 86_400 },
} as const;
export type MetricSpan = keyof typeof METRIC_SPANS;
