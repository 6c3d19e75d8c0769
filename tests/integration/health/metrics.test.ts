// The success metrics at /api/health: who sees them, what each one counts, and what they come to while
// something is down.
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import * as healthRoute from "@/app/api/health/route";
import * as photoRoute from "@/app/api/media/photo/route";
import type { MetricName } from "@/lib/domain/health/kinds";
import type { Metric } from "@/lib/domain/health/schema";
import { aCaptain, aUser, signedIn } from "../../support/accounts";
import { query, truncateAll } from "../../support/database";
import { photoRows } from "../../support/drafts";
import { type Call, call } from "../../support/http";
import { aJpeg, sendForm } from "../../support/photos";
import { blob } from "../../support/stack";

// A look stays good for a second, of this clock; every wait in between is real.
beforeAll(() => void vi.useFakeTimers({ toFake: ["performance"] }));
beforeEach(truncateAll);
afterAll(() => void vi.useRealTimers());

const TOKEN = { headers: { authorization: `Bearer ${process.env.HEALTH_TOKEN}` } };
const ask = (given: Call = TOKEN) => {
  vi.advanceTimersByTime(1_001);
  return call(healthRoute.GET, { path: "/api/health", ...given });
};
async function metric(name: MetricName): Promise<Metric | undefined> {
  const metrics: Metric[] = (await ask()).body.metrics;
  return metrics.find((each) => each.name === name);
}
/** So many events of one kind, that old. */
const happened = (operation: string, outcome: string, count: number, age = "1 minute", ms = 5) =>
  query(
    `INSERT INTO "OperationEvent" (operation, outcome, ms, at)
     SELECT $1, $2, $5, now() - $4::interval FROM generate_series(1, $3)`,
    [operation, outcome, count, age, ms],
  );

describe("who sees them", () => {
  test("the holder of HEALTH_TOKEN and staff; nobody else", async () => {
    const staff = await signedIn(await aUser({ role: "STAFF" }));
    const admin = await signedIn(await aUser({ role: "ADMIN" }));
    const captain = await signedIn(await aCaptain());
    for (const given of [TOKEN, { cookie: staff }, { cookie: admin }])
      expect((await ask(given)).body.metrics).toHaveLength(8);
    const wrong = { headers: { authorization: "Bearer undefined" } };
    for (const given of [{}, { cookie: captain }, { cookie: "x=y" }, wrong]) {
      const { status, body } = await ask(given);
      expect([status, "metrics" in body]).toEqual([200, false]);
    }
  });

  test("a metric is what the contract names, to the key", async () => {
    await happened("finalize", "ok", 19);
    await happened("finalize", "database_unavailable", 1);
    expect(await metric("finalization_success_rate")).toEqual({
      name: "finalization_success_rate",
      value: 0.95,
      target: 0.95,
      critical: 0.9,
      status: "ok",
      window: "24h",
    });
  });
});

describe("what each one counts", () => {
  test("finalizations: refusals that tell the captain what to do are no failures", async () => {
    await happened("finalize", "missing_media", 50);
    await happened("finalize", "validation", 50);
    expect(await metric("finalization_success_rate")).toMatchObject({ value: 1, status: "ok" });
    await happened("finalize", "internal", 12);
    expect(await metric("finalization_success_rate")).toMatchObject({ status: "critical" });
  });

  test("only what happened in the window, by the database's clock", async () => {
    await happened("finalize", "internal", 10, "24 hours 1 second");
    expect(await metric("finalization_success_rate")).toMatchObject({ status: "no_data" });
    await happened("other", "rate_limited", 10, "1 hour 1 second");
    await happened("other", "rate_limited", 10, "59 minutes");
    expect(await metric("rate_limited_per_hour")).toMatchObject({ value: 10, status: "ok" });
    await happened("other", "rate_limited", 1);
    expect(await metric("rate_limited_per_hour")).toMatchObject({ value: 11, status: "critical" });
  });

  test("missing profiles of the hour", async () => {
    await happened("finalize", "missing_captain_profile", 11);
    const name = "missing_captain_profile_per_hour";
    expect(await metric(name)).toMatchObject({ value: 11, status: "critical" });
    expect(await metric("finalization_success_rate")).toMatchObject({ value: 1 });
  });

  test("staff loads: the 95th percentile of those that succeeded", async () => {
    await happened("staff", "ok", 95, "1 hour", 200);
    await happened("staff", "ok", 5, "1 hour", 9_000);
    await happened("staff", "database_unavailable", 50, "1 hour", 20_000);
    const name = "staff_media_load_p95_seconds";
    expect(await metric(name)).toMatchObject({ value: 0.2, status: "ok" });
    await happened("staff", "ok", 1, "1 hour", 9_000);
    expect(await metric(name)).toMatchObject({ value: 9, status: "critical" });
  });

  test("photos without a captain, and orphans among all media", async () => {
    const captain = await aCaptain();
    await photoRows(captain, 8);
    await photoRows({}, 1);
    await photoRows({}, 1, { trashedAt: new Date() });
    await photoRows(captain, 1, { createdAt: new Date(Date.now() - 25 * 60 * 60 * 1000) });
    expect(await metric("photos_with_captain")).toMatchObject({
      value: 0.8889,
      status: "critical",
    });
    expect(await metric("orphan_share")).toMatchObject({ value: 0.1, status: "warn" });
    await query(`UPDATE "CharterMedia" SET "captainId" = $1`, [captain.profileId]);
    expect(await metric("photos_with_captain")).toMatchObject({ value: 1, status: "ok" });
    expect(await metric("orphan_share")).toMatchObject({ value: 0, status: "ok" });
  });
});

describe("while something is down", () => {
  test("a store that is gone flips its check and the media error rate, and back", async () => {
    const cookie = await signedIn(await aCaptain());
    await blob.stop();
    expect((await sendForm(photoRoute.POST, { cookie, bytes: await aJpeg() })).status).toBe(503);
    await vi.waitFor(async () =>
      expect(await metric("media_error_rate")).toMatchObject({ value: 1, status: "critical" }),
    );
    const { body } = await ask();
    expect(body.checks).toMatchObject({
      storage: { status: "fail" },
      database: { status: "pass" },
    });
    const others = body.metrics.filter(({ name }: Metric) => name !== "media_error_rate");
    expect(new Set(others.map(({ status }: Metric) => status))).toEqual(new Set(["ok", "no_data"]));
    await blob.restart();
    await happened("upload", "ok", 200);
    await vi.waitFor(async () => expect((await ask()).body.checks.storage.status).toBe("pass"));
    expect(await metric("media_error_rate")).toMatchObject({ status: "ok" });
  });

  test("figures that can't be counted are no data, and the report is answered", async () => {
    await happened("finalize", "ok", 1);
    await query(`ALTER TABLE "OperationEvent" RENAME TO "Away"`);
    const { status, body } = await ask();
    await query(`ALTER TABLE "Away" RENAME TO "OperationEvent"`);
    expect(status).toBe(200);
    expect(new Set(body.metrics.map((each: Metric) => each.status))).toEqual(new Set(["no_data"]));
    expect(await metric("finalization_success_rate")).toMatchObject({ status: "ok" });
  });
});

test("a count that takes too long lets the last one stand in for a minute, and nobody waits for it", async () => {
  await happened("finalize", "ok", 1);
  expect(await metric("finalization_success_rate")).toMatchObject({ value: 1 });
  const { default: pg } = await import("pg");
  const client = new pg.Client(process.env.DATABASE_URL);
  await client.connect();
  try {
    await client.query(`BEGIN; LOCK TABLE "OperationEvent"`);
    expect(await metric("finalization_success_rate")).toMatchObject({ value: 1, status: "ok" });
    vi.advanceTimersByTime(60_000);
    expect(await metric("finalization_success_rate")).toMatchObject({ status: "no_data" });
  } finally {
    await client.end();
  }
  await vi.waitFor(async () =>
    expect(await metric("finalization_success_rate")).toMatchObject({ value: 1, status: "ok" }),
  );
});

test("any number of callers share one count", async () => {
  vi.advanceTimersByTime(1_001);
  await happened("finalize", "ok", 1);
  const first = await Promise.all(
    Array.from({ length: 50 }, () => call(healthRoute.GET, { path: "/api/health", ...TOKEN })),
  );
  await happened("finalize", "internal", 1);
  const again = await call(healthRoute.GET, { path: "/api/health", ...TOKEN });
  const values = [...first, again].map(({ body }) => body.metrics[0].value);
  expect(new Set(values)).toEqual(new Set([1]));
  expect(await metric("finalization_success_rate")).toMatchObject({ value: 0.5 });
});

describe("as OpenMetrics", () => {
  const asText = async (path: string, headers: Record<string, string> = {}) => {
    vi.advanceTimersByTime(1_001);
    const request = new Request(`http://localhost:3000${path}`, { headers });
    const response = await healthRoute.GET(request, { params: Promise.resolve({}) });
    return { response, text: await response.text() };
  };

  test.each([
    ["/api/health?format=openmetrics", {}],
    ["/api/health", { accept: "text/plain" }],
    [
      "/api/health",
      { accept: "application/openmetrics-text;version=1.0.0,text/plain;q=0.3,*/*;q=0.1" },
    ],
  ])("%s with %j says the same as the JSON", async (path, accept) => {
    await happened("finalize", "ok", 3);
    await happened("finalize", "internal", 1);
    const { response, text } = await asText(path, { ...TOKEN.headers, ...accept });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toContain("application/openmetrics-text");
    const lines = text.split("\n");
    expect(lines.slice(-2)).toEqual(["# EOF", ""]);
    for (const line of lines.slice(0, -2))
      expect(line).toMatch(
        /^(# (HELP|TYPE) charter_media_\w+ .+|charter_media_\w+(\{\w+="[^"]*"\})? (\S+))$/,
      );
    expect(lines).toContain("charter_media_finalization_success_rate 0.75");
    expect(text).not.toContain("charter_media_orphan_share");
    expect(lines).toContain('charter_media_metric_status{metric="finalization_success_rate"} 2');
    expect(lines).toContain('charter_media_metric_target{metric="finalization_success_rate"} 0.95');
    expect(lines).toContain('charter_media_check{check="database"} 1');
  });

  test("strangers get the checks and no figures", async () => {
    const { text } = await asText("/api/health?format=openmetrics");
    expect(text).toContain("charter_media_check");
    expect(text).not.toMatch(/finalization|orphan|metric/);
  });

  test("a browser and a plain client get JSON, and an unknown format is refused", async () => {
    for (const accept of ["text/html,*/*;q=0.8", "*/*"])
      expect((await ask({ headers: { accept } })).body.checks).toMatchObject({
        database: { status: "pass" },
      });
    expect((await ask({ path: "/api/health?format=xml" })).status).toBe(400);
  });
});
