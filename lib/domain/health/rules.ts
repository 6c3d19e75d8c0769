// How a figure is judged. Browser-safe.
import { type Figures, METRIC_NAMES, METRICS, type MetricName, type MetricSpec } from "./kinds";
import type { Metric, MetricStatus } from "./schema";

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
