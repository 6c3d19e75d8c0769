// What requests came to is written down after their answers, and never in their way.
import { beforeEach, expect, test, vi } from "vitest";
import * as finalizeRoute from "@/app/api/charter-drafts/[id]/finalize/route";
import * as photoRoute from "@/app/api/media/photo/route";
import * as staffRoute from "@/app/api/staff/media/route";
import { db } from "@/lib/db/client";
import { recordOperation } from "@/lib/domain/operation/record-operation";
import { aCaptain, aUser, signedIn, type TestCaptain } from "../../support/accounts";
import { countStatements, query, truncateAll } from "../../support/database";
import { aDraft } from "../../support/drafts";
import { call } from "../../support/http";
import { aJpeg, sendForm } from "../../support/photos";

let captain: TestCaptain;
let cookie: string;
beforeEach(async () => {
  await truncateAll();
  captain = await aCaptain();
  cookie = await signedIn(captain);
});

const events = () =>
  query<{ operation: string; outcome: string }>(
    `SELECT operation, outcome, ms, "requestId" FROM "OperationEvent" ORDER BY id`,
  );
const WAIT = { timeout: 5_000, interval: 20 };
const event = (outcome = "ok") =>
  ({ operation: "upload", outcome, ms: 1, requestId: "r-12345678" }) as const;

test("uploads, finalizations and staff loads, with their outcome, time and request id", async () => {
  const bytes = await aJpeg();
  const headers = { "x-request-id": "an-upload-0001" };
  expect((await sendForm(photoRoute.POST, { cookie, bytes, headers })).status).toBe(201);
  const { id } = await aDraft({ captain, photos: 1 });
  await call(finalizeRoute.POST, {
    method: "POST",
    path: `/api/charter-drafts/${id}/finalize`,
    cookie,
    params: { id },
  });
  const staff = await signedIn(await aUser({ role: "STAFF" }));
  await call(staffRoute.GET, { path: "/api/staff/media", cookie: staff });
  await expect.poll(events, WAIT).toEqual([
    {
      operation: "upload",
      outcome: "ok",
      ms: expect.any(Number),
      requestId: "an-upload-0001",
    },
    expect.objectContaining({ operation: "finalize", outcome: "missing_media" }),
    expect.objectContaining({ operation: "staff", outcome: "ok" }),
  ]);
});

test("a request without a session leaves nothing", async () => {
  await call(staffRoute.GET, { path: "/api/staff/media" });
  await recordOperation(event());
  expect(await events()).toHaveLength(1);
});

test("a hundred at once take one statement", async () => {
  const { statements } = await countStatements(() =>
    Promise.all(Array.from({ length: 100 }, () => recordOperation(event()))),
  );
  const inserts = statements.filter(({ sql }) => sql.includes(`INSERT INTO "OperationEvent"`));
  expect(inserts).toMatchObject([{ calls: 1 }]);
  expect(await events()).toHaveLength(100);
});

test("refusals for calling too often are written down a few at a time", async () => {
  await Promise.all(Array.from({ length: 100 }, () => recordOperation(event("rate_limited"))));
  expect(await events()).toHaveLength(5);
});

test("what the database did not take is written with the next, at the time it happened", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  await query(`ALTER TABLE "OperationEvent" RENAME TO "Away"`);
  await recordOperation(event("internal"));
  vi.advanceTimersByTime(60_000);
  await query(`ALTER TABLE "Away" RENAME TO "OperationEvent"`);
  await recordOperation(event());
  vi.useRealTimers();
  const rows = await query<{ outcome: string; old: boolean }>(
    `SELECT outcome, at < now() - interval '50 seconds' AS old FROM "OperationEvent" ORDER BY id`,
  );
  expect(rows).toEqual([
    { outcome: "internal", old: true },
    { outcome: "ok", old: false },
  ]);
});

test("events are forgotten after 90 days", async () => {
  const { removeExpired } = await import("@/lib/db/cleanup-repo");
  await query(`INSERT INTO "OperationEvent" (operation, outcome, ms, at) VALUES
    ('upload', 'old', 1, now() - interval '90 days 1 second'),
    ('upload', 'young', 1, now() - interval '89 days 23 hours 59 minutes')`);
  await removeExpired(db(), 100);
  expect(await events()).toMatchObject([{ outcome: "young" }]);
});
