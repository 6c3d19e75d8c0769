// The health report as OpenMetrics text, for collectors.
import "server-only";
import { Gauge, type OpenMetricsContentType, Registry } from "prom-client";
import { METRICS } from "@/lib/domain/health/kinds";
import { HEALTH_CHECKS, type HealthReport, type Metric } from "@/lib/domain/health/schema";

const PREFIX = "charter_media";
const STATUS = { pass: 1, warn: 0.5, fail: 0 };
const VERDICT = { ok: 0, warn: 1, critical: 2 };

/** Whether the caller would rather have text than JSON: by `?format=`, else by what it accepts. */
export function wantsOpenMetrics(headers: Headers, format: string | undefined): boolean {
  if (format) return format === "openmetrics";
  return /application\/openmetrics-text|text\/plain/.test(headers.get("accept") ?? "");
}

/**
 * The same as the JSON, without samples of what has no data. Answers 200 whatever the checks say: a collector drops what comes with another
 * status, and the checks are in it.
 */
export async function openMetrics(
  { checks }: HealthReport,
  metrics: readonly Metric[] | undefined,
  version: string,
): Promise<Response> {
  const registry = new Registry<OpenMetricsContentType>();
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Gauge({ name: `${PREFIX}_${name}`, help, labelNames, registers: [registry] });

  gauge("build", "The version that runs.", ["version"]).set({ version }, 1);
  const check = gauge("check", "1 passes, 0.5 warns, 0 fails.", ["check"]);
  for (const name of HEALTH_CHECKS) check.set({ check: name }, STATUS[checks[name].status]);

  if (metrics) {
    const of = (name: string, help: string) => gauge(name, help, ["metric"]);
    const target = of("metric_target", "What a metric should be.");
    const critical = of("metric_critical", "Beyond which a metric is critical.");
    const status = of("metric_status", "0 ok, 1 warn, 2 critical; absent without data.");
    for (const metric of metrics) {
      target.set({ metric: metric.name }, metric.target);
      critical.set({ metric: metric.name }, metric.critical);
      if (metric.value === null || metric.status === "no_data") continue;
      gauge(metric.name, METRICS[metric.name].definition).set(metric.value);
      status.set({ metric: metric.name }, VERDICT[metric.status]);
    }
  }
  const headers = { "content-type": registry.contentType };
  return new Response(await registry.metrics(), { headers });
}
