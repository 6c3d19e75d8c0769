// The metrics as staff see them: what they are now, what they were, and what lies behind them.
import "server-only";
import { db } from "@/lib/db/client";
import * as historyRepo from "@/lib/db/metric-history-repo";
import type { Staff } from "@/lib/domain/actor";
import { CHARTER_PHOTOS } from "@/lib/domain/media/kinds";
import { METRIC_SPANS, type MetricSpan } from "./kinds";
import { measureSuccess } from "./measure-success";
import { FAILURES, historyOf } from "./rules";
import type { MetricsView } from "./schema";

/** How many refusals and slow loads are named. */
const MOST = 10;

/** The same number of statements whatever the span and however much there is. */
export async function readMetrics(_staff: Staff, span: MetricSpan): Promise<MetricsView> {
  const time = METRIC_SPANS[span];
  const [now, events, photos, reports, totals, refusals, slowLoads] = await Promise.all([
    measureSuccess(),
    historyRepo.countEventSteps(db(), time, FAILURES),
    historyRepo.countPhotoSteps(db(), time),
    historyRepo.countReportSteps(db(), time),
    historyRepo.countFunnels(db(), time, CHARTER_PHOTOS.min),
    historyRepo.listRefusals(db(), time, MOST),
    historyRepo.listSlowLoads(db(), time, MOST),
  ]);
  const kept = photos.reduce((sum, step) => sum + step.photos, 0);
  const linked = photos.reduce((sum, step) => sum + step.linked, 0);
  return {
    span,
    metrics: historyOf(now, { time, events, photos, reports, until: Date.now() }),
    uploads: [
      { step: "sent", count: totals.uploadsAnswered },
      { step: "stored", count: totals.uploadsStored },
      { step: "kept", count: kept },
      { step: "linked", count: linked },
    ],
    drafts: [
      { step: "begun", count: totals.draftsBegun },
      { step: "withPhotos", count: totals.draftsWithPhotos },
      { step: "submitted", count: totals.draftsSubmitted },
    ],
    finalize: { answered: totals.finalizeAnswered, done: totals.finalizeDone },
    refusals,
    slowLoads: slowLoads.map((load) => ({ ...load, at: load.at.toISOString() })),
  };
}
