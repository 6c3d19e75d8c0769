// How staff speak of the success metrics. What each one counts is said in lib/domain/health/kinds.ts.
import type { MetricName } from "@/lib/domain/health/kinds";
import type { FunnelStep, Metric, MetricStatus } from "@/lib/domain/health/schema";

type Unit = "share" | "seconds" | "perHour" | "reports";

export const METRIC_WORDS: Record<MetricName, { label: string; unit: Unit }> = {
  finalization_success_rate: { label: "Charters finalized without a failure", unit: "share" },
  photos_with_captain: { label: "New photos with a captain", unit: "share" },
  orphan_share: { label: "Media that nobody owns", unit: "share" },
  staff_media_load_p95_seconds: { label: "Media desk, slowest 5 % of loads", unit: "seconds" },
  media_error_rate: { label: "Media requests that failed", unit: "share" },
  missing_captain_profile_per_hour: { label: "Submits without a profile", unit: "perHour" },
  rate_limited_per_hour: { label: "Requests slowed down", unit: "perHour" },
  open_problem_reports: { label: "Open reports of problems", unit: "reports" },
};

export const METRIC_STATUS: Record<
  MetricStatus,
  { word: string; tone: "good" | "warn" | "bad" | "plain" }
> = {
  ok: { word: "On target", tone: "good" },
  warn: { word: "Off target", tone: "warn" },
  critical: { word: "Critical", tone: "bad" },
  no_data: { word: "Nothing yet", tone: "plain" },
};

export const FUNNEL_WORDS: Record<FunnelStep, string> = {
  sent: "Photos sent",
  stored: "Answered with a photo",
  kept: "Photos that are still there",
  linked: "Photos on a charter",
  begun: "Drafts begun",
  withPhotos: "With enough photos",
  submitted: "Submitted",
};

/** A metric's figure: "97.5 %", "1.2 s", "3 an hour"; "–" when there is none. */
export function figure(name: MetricName, value: number | null): string {
  if (value === null) return "–";
  const rounded = (digits: number) => value.toLocaleString("en", { maximumFractionDigits: digits });
  const { unit } = METRIC_WORDS[name];
  if (unit === "share")
    return `${(value * 100).toLocaleString("en", { maximumFractionDigits: 2 })} %`;
  if (unit === "seconds") return `${rounded(2)} s`;
  return unit === "perHour" ? `${rounded(1)} an hour` : rounded(0);
}

/** "Target: at least 95 %. Critical: below 90 %." */
export function aims({ name, target, critical }: Metric, good: string): string {
  const [meets, breaks] = good === "atLeast" ? ["at least", "below"] : ["at most", "above"];
  const aim = good === "below" ? "below" : meets;
  return `Target: ${aim} ${figure(name, target)}. Critical: ${breaks} ${figure(name, critical)}.`;
}
