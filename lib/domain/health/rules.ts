// How a figure is judged. Browser-safe.
import { ERRORS } from "@/lib/errors/catalogue";
import { type Figures, METRIC_NAMES, METRICS, type MetricName, type MetricSpec } from "./kinds";
import type { Metric, MetricHistory, MetricStatus } from "./schema";

/** The codes a caller can do nothing about. */
export const FAILURES = Object.entries(ERRORS).flatMap(([code, { status }]) =>
  status >= 500 ? [code] : [],
);

/** Every metric with its verdict; without figures all of them have no data. */
export function judgeMetrics(figures: Figures | null): Metric[] {
  return METRIC_NAMES.map((name) => judge(name, figures));
}

function judge(name: MetricName, figures: Figures | null): Metric {
  const spec: MetricSpec = METRICS[name];
  const { target, critical, window } = spec;
  const exact = figures ? spec.value(figures) : null;
  return { name, value: rounded(exact), target, critical, status: statusOf(exact, spec), window };
}

function statusOf(value: number | null, { good, target, critical }: MetricSpec): MetricStatus {
  if (value === null) return "no_data";
  const isGood = { atLeast: value >= target, below: value < target, atMost: value <= target }[good];
  if (isGood) return "ok";
  return (good === "atLeast" ? value < critical : value > critical) ? "critical" : "warn";
}

/** Four decimals: enough to tell 99.99 % from all. */
function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 10_000) / 10_000;
}

type EventFigures = Omit<
  Figures,
  "newPhotos" | "newPhotosWithCaptain" | "media" | "orphans" | "openProblems"
>;

/** What was counted of each step of a time; `age` 0 is the step that ends at `until`. */
interface CountedSteps {
  time: { steps: number; stepSeconds: number };
  events: readonly (EventFigures & { age: number })[];
  photos: readonly { age: number; photos: number; withCaptain: number }[];
  reports: readonly { age: number; reports: number }[];
  /** Milliseconds since 1970. */
  until: number;
}

const NO_EVENTS: EventFigures = {
  finalizeAnswered: 0,
  finalizeFailed: 0,
  mediaAnswered: 0,
  mediaFailed: 0,
  staffLoadP95Ms: null,
  missingProfile: 0,
  rateLimited: 0,
};

/** Every metric with what it was at each step, by its own definition. */
export function historyOf(now: readonly Metric[], counted: CountedSteps): MetricHistory[] {
  const { time, events, photos, reports, until } = counted;
  const steps = Array.from({ length: time.steps }, (_, n) => {
    const age = time.steps - 1 - n;
    const photo = photos.find((step) => step.age === age);
    const figures: Figures = {
      ...(events.find((step) => step.age === age) ?? NO_EVENTS),
      newPhotos: photo?.photos ?? 0,
      newPhotosWithCaptain: photo?.withCaptain ?? 0,
      openProblems: reports.find((step) => step.age === age)?.reports ?? 0,
      // Of what is there at a moment nothing is kept.
      media: 0,
      orphans: 0,
    };
    return { from: new Date(until - (age + 1) * time.stepSeconds * 1_000).toISOString(), figures };
  });
  return now.map((metric) => {
    const spec: MetricSpec = METRICS[metric.name];
    const hours = spec.window === "1h" ? time.stepSeconds / 3_600 : 1;
    const points = steps.map(({ from, figures }) => {
      const value = spec.value(figures);
      return { from, value: rounded(value === null ? null : value / hours) };
    });
    return { ...metric, points: spec.window === "now" ? [] : points };
  });
}
