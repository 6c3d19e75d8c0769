// What jobs remember of their last round, and the alert that goes out. Browser-safe.
import { z } from "zod";
import type { Metric, MetricStatus } from "@/lib/domain/health/schema";

/** Where a walk through rows and store goes on; null for a half that is through, the beginning for anything else. */
export const reconcilePlace = z
  .object({
    after: z.string().nullable().catch(""),
    store: z
      .object({ folder: z.number().int().min(0), cursor: z.string().optional() })
      .nullable()
      .catch({ folder: 0 }),
  })
  .catch({ after: "", store: { folder: 0 } });

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
