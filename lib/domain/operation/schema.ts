// What the job of alerts remembers of its last round, and the alert that goes out. Browser-safe.
import { z } from "zod";
import type { Metric, MetricStatus } from "@/lib/domain/health/schema";

/** What was last told of each metric, and how many changes it has been through. */
export const toldMetrics = z
  .object({
    told: z.record(
      z.string(),
      z.object({ status: z.enum(["ok", "warn", "critical"]), changes: z.number().int() }),
    ),
  })
  .catch(() => ({ told: {} }));

/** A metric that changed, as the webhook gets it. */
export interface Alert extends Metric {
  /** The same for every try to tell of one change. */
  id: string;
  /** What was last told; "ok" when nothing was. */
  from: MetricStatus;
  /** What the metric counts. */
  definition: string;
}
