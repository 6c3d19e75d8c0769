// The page of metrics: its figures against events and media that are known.
import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import * as historyRepo from "@/lib/db/metric-history-repo";
import { addEvents } from "@/lib/db/operation-repo";
import { METRIC_SPANS, type MetricSpan } from "@/lib/domain/health/kinds";
import { readMetrics } from "@/lib/domain/health/read-metrics";
import { aCaptain, aUser } from "../../support/accounts";
import { staffActor } from "../../support/actors";
import { countStatements, query, truncateAll } from "../../support/database";
import { aDraft, photoRows } from "../../support/drafts";
import { planOf } from "../../support/plan-of";

const HOUR = 3_600_000;
const event = (operation: string, outcome: string, hoursAgo: number, ms = 20) => ({
  operation,
  outcome,
  ms,
  requestId: `${operation}-${ms}`,
  ageMs: hoursAgo * HOUR,
});
const read = async (span: MetricSpan) =>
  readMetrics(staffActor((await aUser({ role: "STAFF" })).id), span);

beforeEach(truncateAll);

test("each metric is charted by its own definition, in steps that end now, and what is older is left out", async () => {
  await addEvents(db(), [
    event("finalize", "ok", 0.5),
    event("finalize", "internal", 0.5),
    event("finalize", "missing_media", 2.5),
    event("finalize", "internal", 30),
    event("staff", "ok", 0.5, 900),
    event("other", "rate_limited", 30),
  ]);
  const day = await read("24h");
  const of = (view: typeof day, name: string) =>
    view.metrics.find((metric) => metric.name === name)?.points.map(({ value }) => value) ?? [];
  const success = of(day, "finalization_success_rate");
  expect(success).toHaveLength(24);
  expect(success.at(-1)).toBe(0.5);
  expect(success.at(-3)).toBe(1);
  expect(success.filter((value) => value !== null)).toHaveLength(2);
  expect(of(day, "staff_media_load_p95_seconds").at(-1)).toBe(0.9);
  expect(of(day, "rate_limited_per_hour").every((value) => value === 0)).toBe(true);
  expect(of(day, "orphan_share")).toEqual([]);

  const week = await read("7d");
  expect(of(week, "finalization_success_rate").filter((value) => value !== null)).toEqual([
    0, 0.6667,
  ]);
  // One in the six hours of a step.
  expect(Math.max(...of(week, "rate_limited_per_hour").map(Number))).toBeCloseTo(1 / 6, 3);
});

test("the ways of photos and drafts, what was refused most and the slowest loads are those of the time", async () => {
  const captain = await aCaptain();
  await aDraft({ captain, photos: 4 });
  await aDraft({ captain });
  await addEvents(db(), [
    ...[1, 2, 3].map((hours) => event("upload", "ok", hours)),
    event("upload", "invalid_image", 1),
    event("upload", "invalid_image", 2),
    event("finalize", "missing_media", 1),
    event("staff", "ok", 1, 40),
    event("staff", "ok", 2, 700),
    event("upload", "file_too_large", 25),
  ]);
  const view = await read("24h");
  const counts = (funnel: typeof view.uploads) =>
    Object.fromEntries(funnel.map(({ step, count }) => [step, count]));
  expect(counts(view.uploads)).toEqual({ sent: 5, stored: 3, kept: 4, linked: 0 });
  expect(counts(view.drafts)).toEqual({ begun: 2, withPhotos: 1, submitted: 0 });
  expect(view.finalize).toEqual({ answered: 1, done: 0 });
  expect(view.refusals).toEqual([
    { operation: "upload", code: "invalid_image", times: 2 },
    { operation: "finalize", code: "missing_media", times: 1 },
  ]);
  expect(view.slowLoads.map(({ ms }) => ms)).toEqual([700, 40]);
});

test("takes no more statements for a month of many than for a day of nothing", async () => {
  const staff = staffActor((await aUser({ role: "STAFF" })).id);
  const empty = await countStatements(() => readMetrics(staff, "24h"));
  expect(empty.total).toBeGreaterThan(0);
  await photoRows(await aCaptain(), 30);
  await addEvents(
    db(),
    Array.from({ length: 200 }, (_, n) => event("upload", "ok", n)),
  );
  const full = await countStatements(() => readMetrics(staff, "30d"));
  expect(full.total).toBeLessThanOrEqual(empty.total);
});

test("no media are read one by one to find those of a time", async () => {
  await query(`INSERT INTO "CharterMedia" ("id", "kind", "status", "url", "storageKey", "createdAt")
    SELECT 'old-' || n, 'CHARTER_PHOTO', 'READY', 'u', 'k-' || n, now() - interval '90 days'
    FROM generate_series(1, 20000) AS n`);
  await query(`ANALYZE "CharterMedia"`);
  const plan = await planOf((client) => historyRepo.countPhotoSteps(client, METRIC_SPANS["24h"]));
  expect(plan).not.toMatch(/Seq Scan on "CharterMedia"/);
});
