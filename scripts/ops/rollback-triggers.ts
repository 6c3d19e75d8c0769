// When a deployment has to be taken back: the plan's triggers, judged on figures of /api/health taken before
// it and now.
import { z } from "zod";

/** Figures that one deployment said at one moment. */
export const figuresSchema = z.object({
  at: z.iso.datetime(),
  version: z.string(),
  metrics: z.array(z.object({ name: z.string(), value: z.number().nullable() })),
});
export type FiguresTaken = z.infer<typeof figuresSchema>;

const MOST_FINALIZE_FAILURES = 0.1;
const LEAST_WITH_CAPTAIN = 0.95;
const SLOWER_BY = 1.5;
/** Faster than this nobody notices a difference, and a few loads more or less make one. */
const NOTICED_SECONDS = 0.5;

/** The triggers that hold, each as a sentence; none means that all is well. */
export function rollbackTriggers(before: FiguresTaken, now: FiguresTaken): string[] {
  const of = (figures: FiguresTaken, name: string) =>
    figures.metrics.find((metric) => metric.name === name)?.value ?? null;
  const percent = (share: number) => `${Math.round(share * 1_000) / 10} %`;
  const reasons: string[] = [];

  const succeeded = of(now, "finalization_success_rate");
  if (succeeded !== null && succeeded < 1 - MOST_FINALIZE_FAILURES)
    reasons.push(`${percent(1 - succeeded)} of finalizations fail, over 10 %`);

  const withCaptain = of(now, "photos_with_captain");
  if (withCaptain !== null && withCaptain < LEAST_WITH_CAPTAIN)
    reasons.push(`only ${percent(withCaptain)} of new photos have a captain`);

  const load = of(now, "staff_media_load_p95_seconds");
  const was = of(before, "staff_media_load_p95_seconds");
  if (load !== null && was !== null && load > Math.max(was * SLOWER_BY, NOTICED_SECONDS))
    reasons.push(`staff wait ${load} s for their media and waited ${was} s before, over 50 % more`);
  return reasons;
}
