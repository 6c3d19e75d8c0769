// Uploads while the store or the database is down, slow or wrong: honest, in time, and nothing half done.
import { beforeEach, describe, expect, test } from "vitest";
import * as photoRoute from "@/app/api/media/photo/route";
import { db } from "@/lib/db/client";
import { reapUploads } from "@/lib/domain/media/reap-uploads";
import { aCaptain, signedIn, type TestCaptain } from "../../support/accounts";
import { systemActor } from "../../support/actors";
import { query, truncateAll } from "../../support/database";
import { aJpeg, sendForm } from "../../support/photos";
import { blob, type Fault, redis } from "../../support/stack";

let captain: TestCaptain;
let cookie: string;
let bytes: Buffer;
beforeEach(async () => {
  await truncateAll();
  await blob.clear();
  redis.clear();
  captain = await aCaptain();
  cookie = await signedIn(captain);
  bytes = await aJpeg({ width: 1000, height: 700 });
});

const send = () => sendForm(photoRoute.POST, { cookie, bytes });
const ready = () => db().charterMedia.count({ where: { status: "READY" } });
const ids = async () => (await db().charterMedia.findMany()).map(({ id }) => id);
/** One run of the reaper after the lease is over. */
async function reapLater() {
  await query(`UPDATE "CharterMedia" SET "createdAt" = "createdAt" - interval '16 minutes'`);
  return reapUploads(systemActor(), { limit: 100 });
}

const isPut = (req: Parameters<Fault>[0]) => req.method === "PUT";
const isHead = (req: Parameters<Fault>[0]) => req.method === "GET" && req.url?.includes("url=");
const FAULTS: Record<string, Fault> = {
  "breaks connections": () => "reset",
  "answers 500": () => ({
    status: 500,
    body: { error: { code: "internal_server_error", message: "x" } },
  }),
  "answers 503": () => ({
    status: 503,
    body: { error: { code: "service_unavailable", message: "x" } },
  }),
  "answers 429": () => ({
    status: 429,
    body: { error: { code: "rate_limited", message: "x" } },
    headers: { "retry-after": "7" },
  }),
  "answers 200 with a web page": () => ({
    status: 200,
    body: "<html>",
    headers: { "content-type": "text/html" },
  }),
  "answers 200 with other JSON": () => ({ status: 200, body: {} }),
  "refuses the token": () => ({
    status: 403,
    body: { error: { code: "forbidden", message: "x" } },
  }),
  "takes the first picture and refuses the second": (() => {
    let puts = 0;
    return (req) => (isPut(req) && puts++ > 0 ? "reset" : undefined);
  })(),
  "stores, but loses every answer": () => "lose-answer",
  "stores, but can't say what": (req) => (isHead(req) ? "reset" : undefined),
  "has cut the bytes": (req) =>
    isHead(req)
      ? {
          status: 200,
          body: { url: "http://x/y", pathname: "y", size: 3, uploadedAt: new Date().toISOString() },
        }
      : undefined,
};

describe("a store that", () => {
  test.each(Object.entries(FAULTS))(
    "%s: 503, and the next try stores one photo",
    async (name, fault) => {
      blob.setFault(fault);
      const failed = await send();
      expect([failed.status, failed.body.error]).toEqual([503, "storage_unavailable"]);
      expect(failed.headers.get("retry-after")).toBe(name === "answers 429" ? "7" : "2");
      expect(await ready()).toBe(0);
      blob.setFault();
      const { status, body } = await send();
      expect([status, body.duplicate, await ready()]).toEqual([201, false, 1]);
      await reapLater();
      // The upload's own share of the cleanup may have taken the other row first, and be at it still.
      await expect.poll(ids).toEqual([body.charterMediaId]);
      const [row] = await db().charterMedia.findMany();
      const renditions = row?.renditions as { key: string }[];
      expect(await blob.keys()).toEqual(renditions.map(({ key }) => key).sort());
    },
  );

  test("can't be reached: 503, and the next try stores one photo", async () => {
    await blob.stop();
    const failed = await send();
    expect([failed.status, failed.body.error, await ready()]).toEqual([
      503,
      "storage_unavailable",
      0,
    ]);
    await blob.restart();
    expect([(await send()).status, await ready()]).toEqual([201, 1]);
  });

  test.each([
    ["takes nothing in", () => "hang"],
    ["takes everything in and never says so", (req) => (isHead(req) ? "hang" : undefined)],
  ] as [string, Fault][])(
    "%s: 503 within 11 s, nothing in the way of the next try",
    async (_, fault) => {
      blob.setFault(fault);
      const startedAt = performance.now();
      const failed = await send();
      const seconds = (performance.now() - startedAt) / 1000;
      expect([failed.status, failed.body.error]).toEqual([503, "storage_unavailable"]);
      expect(seconds).toBeLessThan(11);
      blob.setFault();
      const { body } = await send();
      expect([body.duplicate, await ready()]).toEqual([false, 1]);
      expect(await reapLater()).toEqual({ finished: 0, removed: 1, failed: 0 });
      expect(await db().charterMedia.count()).toBe(1);
      expect(await blob.keys()).toHaveLength(3);
    },
  );
});

describe("a database that goes away", () => {
  /** From here on it ends every session that tries to do this. */
  async function goAwayWhen(condition: string) {
    await query(`CREATE FUNCTION "go_away"() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'going away' USING ERRCODE = 'admin_shutdown'; END $$`);
    await query(`CREATE TRIGGER "go_away" BEFORE UPDATE ON "CharterMedia" FOR EACH ROW
      WHEN (${condition}) EXECUTE FUNCTION "go_away"()`);
  }
  const comeBack = () => query(`DROP FUNCTION IF EXISTS "go_away" CASCADE`);

  test("before anything is stored: 503, no bytes", async () => {
    await goAwayWhen("true");
    const failed = await send();
    await comeBack();
    expect([failed.status, failed.body.error]).toEqual([503, "database_unavailable"]);
    expect(await blob.keys()).toEqual([]);
    expect(await reapLater()).toEqual({ finished: 0, removed: 1, failed: 0 });
  });

  test("when everything is stored: 503, and the reaper finishes the photo", async () => {
    await goAwayWhen(`NEW."status" = 'READY' OR NEW."contentHash" IS NULL`);
    const failed = await send();
    await comeBack();
    expect([failed.status, failed.body.error]).toEqual([503, "database_unavailable"]);
    expect([await ready(), (await blob.keys()).length]).toEqual([0, 3]);
    expect(await reapLater()).toEqual({ finished: 1, removed: 0, failed: 0 });
    const { body } = await send();
    expect([body.duplicate, await db().charterMedia.count()]).toEqual([true, 1]);
  });
});
