// Where each metric turns from ok to warn to critical.
import { describe, expect, test } from "vitest";
import { type Figures, METRIC_NAMES, METRICS } from "@/lib/domain/health/kinds";
import { judgeMetrics } from "@/lib/domain/health/rules";

const QUIET: Figures = {
  finalizeAnswered: 0,
  finalizeFailed: 0,
  mediaAnswered: 0,
  mediaFailed: 0,
  staffLoadP95Ms: null,
  missingProfile: 0,
  rateLimited: 0,
  newPhotos: 0,
  newPhotosWithCaptain: 0,
  media: 0,
  orphans: 0,
  openProblems: 0,
};
const judged = (figures: Partial<Figures> | null) =>
  Object.fromEntries(
    judgeMetrics(figures && { ...QUIET, ...figures }).map(({ name, status }) => [name, status]),
  );

describe("thresholds", () => {
  test.each<[keyof typeof METRICS, Partial<Figures>, string]>([
    ["finalization_success_rate", { finalizeAnswered: 100, finalizeFailed: 5 }, "ok"],
    ["finalization_success_rate", { finalizeAnswered: 100, finalizeFailed: 6 }, "warn"],
    ["finalization_success_rate", { finalizeAnswered: 100, finalizeFailed: 10 }, "warn"],
    ["finalization_success_rate", { finalizeAnswered: 100, finalizeFailed: 11 }, "critical"],
    ["photos_with_captain", { newPhotos: 10_000, newPhotosWithCaptain: 10_000 }, "ok"],
    ["photos_with_captain", { newPhotos: 1_000_000, newPhotosWithCaptain: 999_999 }, "warn"],
    ["photos_with_captain", { newPhotos: 100, newPhotosWithCaptain: 95 }, "warn"],
    ["photos_with_captain", { newPhotos: 100, newPhotosWithCaptain: 94 }, "critical"],
    ["orphan_share", { media: 100, orphans: 4 }, "ok"],
    ["orphan_share", { media: 100, orphans: 5 }, "warn"],
    ["orphan_share", { media: 100, orphans: 10 }, "warn"],
    ["orphan_share", { media: 100, orphans: 11 }, "critical"],
    ["staff_media_load_p95_seconds", { staffLoadP95Ms: 2_999 }, "ok"],
    ["staff_media_load_p95_seconds", { staffLoadP95Ms: 3_000 }, "warn"],
    ["staff_media_load_p95_seconds", { staffLoadP95Ms: 5_001 }, "critical"],
    ["media_error_rate", { mediaAnswered: 1_000, mediaFailed: 9 }, "ok"],
    ["media_error_rate", { mediaAnswered: 100, mediaFailed: 1 }, "warn"],
    ["media_error_rate", { mediaAnswered: 100, mediaFailed: 6 }, "critical"],
    ["missing_captain_profile_per_hour", { missingProfile: 10 }, "ok"],
    ["missing_captain_profile_per_hour", { missingProfile: 11 }, "critical"],
    ["rate_limited_per_hour", { rateLimited: 10 }, "ok"],
    ["rate_limited_per_hour", { rateLimited: 11 }, "critical"],
    ["open_problem_reports", { openProblems: 0 }, "ok"],
    ["open_problem_reports", { openProblems: 1 }, "warn"],
    ["open_problem_reports", { openProblems: 5 }, "warn"],
    ["open_problem_reports", { openProblems: 6 }, "critical"],
  ])("%s with %j is %s", (name, figures, status) => {
    expect(judged(figures)[name]).toBe(status);
  });

  test("what did not happen has no data, and what may not happen is ok without it", () => {
    expect(judged({})).toEqual({
      finalization_success_rate: "no_data",
      photos_with_captain: "no_data",
      orphan_share: "no_data",
      staff_media_load_p95_seconds: "no_data",
      media_error_rate: "no_data",
      missing_captain_profile_per_hour: "ok",
      rate_limited_per_hour: "ok",
      open_problem_reports: "ok",
    });
  });

  test("without the database's word nothing is judged", () => {
    expect(new Set(Object.values(judged(null)))).toEqual(new Set(["no_data"]));
  });
});

test("every metric says in a sentence what it counts", () => {
  for (const name of METRIC_NAMES) expect(METRICS[name].definition).toMatch(/^[A-Z].+\.$/s);
});
