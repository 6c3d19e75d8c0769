// The daily round: what is over goes, with its bytes; nothing else does.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import * as cleanupRoute from "@/app/api/cron/cleanup/route";
import * as cleanupRepo from "@/lib/db/cleanup-repo";
import { db, inTransaction } from "@/lib/db/client";
import * as leaseRepo from "@/lib/db/lease-repo";
import { finalizeDraft } from "@/lib/domain/draft/finalize-draft";
import { removeMedia } from "@/lib/domain/media/remove-media";
import { renditionsOf } from "@/lib/domain/media/rules";
import { runCleanup } from "@/lib/domain/media/run-cleanup";
import { aCaptain, signedIn, type TestCaptain } from "../../support/accounts";
import { captainActor, systemActor } from "../../support/actors";
import { query, truncateAll } from "../../support/database";
import { aDraft, aVideo, photoRows } from "../../support/drafts";
import { call } from "../../support/http";
import { aJpeg, aPendingPhoto, upload } from "../../support/photos";
import { blob } from "../../support/stack";

let captain: TestCaptain;
beforeEach(async () => {
  await truncateAll();
  await blob.clear();
  captain = await aCaptain();
});

const run = (dryRun = false) => runCleanup(systemActor(), { dryRun });
const ids = async () =>
  (await db().charterMedia.findMany({ orderBy: { id: "asc" } })).map(({ id }) => id);
/** Sets a time of one row back, by the database's clock. */
const setBack = (id: string, column: "trashedAt" | "orphanedAt", age: string) =>
  query(`UPDATE "CharterMedia" SET "${column}" = now() - $2::interval WHERE id = $1`, [id, age]);
async function trashedFor(age: string, given: { bytes?: Buffer } = {}): Promise<string> {
  const { charterMediaId } = await upload(captain, given);
  await setBack(charterMediaId, "trashedAt", age);
  return charterMediaId;
}
async function orphanFor(age: string): Promise<string> {
  const { id } = await aPendingPhoto({ captain });
  await query(`UPDATE "CharterMedia" SET "captainId" = NULL WHERE id = $1`, [id]);
  await setBack(id, "orphanedAt", age);
  return id;
}
/** Every blob is named by a row, and every row's blobs are there. */
async function expectWhole() {
  const named = (await db().charterMedia.findMany()).flatMap((row) => renditionsOf(row));
  expect(await blob.keys()).toEqual([...new Set(named.map(({ key }) => key))].sort());
}

describe("a round", () => {
  test("removes what was in the trash or nobody's for more than 30 days, and nothing younger", async () => {
    const kept = [
      await trashedFor("29 days 23 hours 59 minutes"),
      await orphanFor("29 days 23 hours 59 minutes"),
      (await aPendingPhoto({ captain })).id,
    ];
    await trashedFor("30 days 1 second");
    await orphanFor("30 days 1 second");
    expect(await run()).toEqual({ deleted: 2, failed: 0, remaining: 0, finished: 0 });
    expect(await ids()).toEqual(kept.sort());
    await expectWhole();
    expect(await run()).toEqual({ deleted: 0, failed: 0, remaining: 0, finished: 0 });
  });

  test.each([
    ["the trash", "trashedAt", "captain"],
    ["nobody's", "orphanedAt", "nobody"],
  ])("goes by the instant, %s: 30 days stay, a second more goes", async (_, column, whose) => {
    await photoRows(captain, 3);
    if (whose === "nobody") await query(`UPDATE "CharterMedia" SET "captainId" = NULL`);
    // In one transaction the database's clock stands still; columns keep whole milliseconds of it.
    const marked = await inTransaction(async (tx) => {
      await tx.$executeRawUnsafe(`UPDATE "CharterMedia" AS media
        SET "caption" = aged."age", "${column}" = date_trunc('milliseconds', now() - aged."age"::interval) + interval '1 ms'
        FROM (SELECT "id", (ARRAY['29 days 23 hours 59 minutes', '30 days', '30 days 1 second'])
          [row_number() OVER ()] AS "age" FROM "CharterMedia") AS aged
        WHERE aged."id" = media."id"`);
      await cleanupRepo.markPurgeable(tx, 10);
      return tx.charterMedia.findMany({ where: { status: "DELETING" } });
    });
    expect(marked.map(({ caption }) => caption)).toEqual(["30 days 1 second"]);
  });

  test("goes by the database's clock: one of ours that is 31 days off changes nothing", async () => {
    for (const days of [31, -31]) {
      await truncateAll();
      captain = await aCaptain();
      const young = await trashedFor("29 days");
      const pending = (await aPendingPhoto({ captain })).id;
      await trashedFor("31 days");
      vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + days * 86_400_000 });
      try {
        expect(await run()).toMatchObject({ deleted: 1, failed: 0, remaining: 0 });
      } finally {
        vi.useRealTimers();
      }
      expect(await ids()).toEqual([young, pending].sort());
      expect((await runCleanup(systemActor(), { dryRun: false })).skipped).toBeUndefined();
    }
  });

  test("never touches a captain's pending media, however old", async () => {
    const { id } = await aPendingPhoto({ captain });
    await query(`UPDATE "CharterMedia" SET "createdAt" = now() - interval '10 years',
      "updatedAt" = now() - interval '10 years', "missingSince" = now() - interval '9 years'`);
    expect(await run()).toMatchObject({ deleted: 0, remaining: 0 });
    expect(await ids()).toEqual([id]);
  });

  test("counts only, when it is dry", async () => {
    await trashedFor("31 days");
    expect(await run(true)).toEqual({ deleted: 0, failed: 0, remaining: 1 });
    expect(await ids()).toHaveLength(1);
    expect(await db().jobLease.count()).toBe(0);
  });

  test("takes a video that was removed from its charter 30 days ago along with its files", async () => {
    const draft = await aDraft({ captain, photos: 3 });
    await aVideo({ captain, draftId: draft.id });
    await finalizeDraft(captainActor(captain.id), draft.id);
    await query(
      `UPDATE "CharterMedia" SET "trashedAt" = now() - interval '1 year' WHERE kind = 'CHARTER_VIDEO'`,
    );
    expect(await run(true)).toMatchObject({ deleted: 0, remaining: 1 });
    expect(await run()).toMatchObject({ failed: 0, remaining: 0 });
    expect(await query(`SELECT FROM "CaptainVideo"`)).toEqual([]);
    expect(await query(`SELECT FROM "CharterMedia" WHERE kind = 'CHARTER_VIDEO'`)).toEqual([]);
  });

  test("finishes removals that broke off: marked, and marked with the blobs gone", async () => {
    const [one, two] = [await trashedFor("31 days"), await trashedFor("31 days")];
    await query(`UPDATE "CharterMedia" SET status = 'DELETING'`);
    const row = await db().charterMedia.findUniqueOrThrow({ where: { id: two } });
    await query(
      `UPDATE "CharterMedia" SET renditions = '[]', "storageKey" = 'photos/gone' WHERE id = $1`,
      [two],
    );
    expect(await run()).toMatchObject({ deleted: 2, remaining: 0 });
    expect(await ids()).toEqual([]);
    expect(one).not.toBe(two);
    expect(await blob.keys()).toEqual(
      renditionsOf(row)
        .map(({ key }) => key)
        .sort(),
    );
  });

  test("forgets old keys, sessions and links", async () => {
    const fresh = await signedIn(captain);
    await signedIn(await aCaptain());
    await upload(captain, { idempotencyKey: "old" });
    await upload(captain, { idempotencyKey: "new" });
    await query(
      `UPDATE "IdempotencyKey" SET "createdAt" = now() - interval '25 hours' WHERE key = 'old'`,
    );
    await query(
      `UPDATE "Session" SET "expiresAt" = now() - interval '2 days' WHERE "userId" <> $1`,
      [captain.id],
    );
    await query(`INSERT INTO "Verification" (id, identifier, value, "expiresAt")
      VALUES ('old', 'x', 'y', now() - interval '2 days'), ('new', 'x', 'y', now() + interval '1 hour')`);
    await run();
    expect(await db().idempotencyKey.findMany()).toMatchObject([{ key: "new" }]);
    expect(await db().session.findMany()).toMatchObject([{ userId: captain.id }]);
    expect(await db().verification.findMany()).toMatchObject([{ id: "new" }]);
    expect(fresh).toContain("=");
  });

  test("forgets any number of them, a bounded number a statement", async () => {
    await query(`INSERT INTO "Verification" (id, identifier, value, "expiresAt")
      SELECT n, 'x', 'y', now() - interval '2 days' FROM generate_series(1, 2500) AS n`);
    expect(await cleanupRepo.removeExpired(db(), 10)).toBe(10);
    await run();
    expect(await db().verification.count()).toBe(0);
  });

  test("notes when it finished and how it went", async () => {
    await trashedFor("31 days");
    await run();
    expect(await db().jobLease.findMany()).toMatchObject([
      {
        name: "cleanup",
        leasedUntil: null,
        lastFinishedAt: expect.any(Date),
        lastResult: { deleted: 1 },
      },
    ]);
  });
});

describe("blobs that several rows stand on", () => {
  const copies = async () => {
    const bytes = await aJpeg();
    const drafts = [
      await aDraft({ captain }),
      await aDraft({ captain }),
      await aDraft({ captain }),
    ];
    const rows: string[] = [];
    for (const { id } of drafts)
      rows.push((await upload(captain, { bytes, fields: { draftId: id } })).charterMediaId);
    expect((await blob.keys()).length).toBe(2);
    return rows;
  };

  test("stay until the last of them goes", async () => {
    const rows = await copies();
    for (const [gone, id] of rows.entries()) {
      expect(await blob.keys()).toHaveLength(2);
      await setBack(id, "trashedAt", "31 days");
      expect(await run()).toMatchObject({ deleted: 1, failed: 0 });
      expect(await ids()).toHaveLength(rows.length - gone - 1);
      await expectWhole();
    }
    expect(await blob.keys()).toEqual([]);
  });

  test("go with them when all go at once, in one round or in several", async () => {
    for (const id of await copies()) await setBack(id, "trashedAt", "31 days");
    await query(`UPDATE "CharterMedia" SET status = 'DELETING'`);
    expect(await run()).toMatchObject({ deleted: 3, failed: 0, remaining: 0 });
    expect([await ids(), await blob.keys()]).toEqual([[], []]);
  });
});

describe("a store that fails", () => {
  test("for one blob does not keep the others, and the one goes the next time", async () => {
    const stuck = await trashedFor("31 days");
    for (let n = 0; n < 12; n++) await trashedFor("31 days");
    const { storageKey } = await db().charterMedia.findUniqueOrThrow({ where: { id: stuck } });
    blob.setFault(async (req) => {
      if (req.method !== "POST" || !req.url?.includes("delete")) return undefined;
      const body = await bodyOf(req);
      if (body.includes(storageKey))
        return { status: 500, body: { error: { code: "internal_server_error", message: "x" } } };
      return undefined;
    });
    expect(await run()).toEqual({ deleted: 12, failed: 1, remaining: 1, finished: 0 });
    expect(await ids()).toEqual([stuck]);
    blob.setFault();
    expect(await run()).toEqual({ deleted: 1, failed: 0, remaining: 0, finished: 0 });
    await expectWhole();
  });
});

/** What a request carries, put back so that the server finds it too. */
async function bodyOf(req: import("node:http").IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req.iterator({ destroyOnReturn: false })) chunks.push(chunk);
  const whole = Buffer.concat(chunks);
  req.iterator = () => [whole].values() as never;
  req[Symbol.asyncIterator] = async function* () {
    yield whole;
  } as never;
  return whole.toString();
}

describe("a round that runs out of time", () => {
  /** The store's first answer takes that long, by the round's clock; about blobs it says nothing of use. */
  function slowStore(ms: number) {
    vi.useFakeTimers({ toFake: ["performance"] });
    let left = ms;
    blob.setFault(({ method }) => {
      vi.advanceTimersByTime(left);
      left = 0;
      return method === "POST" ? undefined : { status: 404, body: {} };
    });
  }
  afterEach(() => {
    vi.useRealTimers();
    blob.setFault();
  });

  test("leaves uploads that hang, so that the purge has its turn", async () => {
    for (let n = 0; n < 8; n++) await upload(captain);
    await query(
      `UPDATE "CharterMedia" SET status = 'RESERVED', "createdAt" = now() - interval '1 hour'`,
    );
    await trashedFor("31 days");
    slowStore(16_000);
    expect(await run()).toMatchObject({ deleted: 1, failed: 4, remaining: 8 });
  });

  test("starts nothing that could outlast its lease", async () => {
    await photoRows(captain, 120, { trashedAt: new Date(0) });
    slowStore(31_000);
    expect(await run()).toMatchObject({ deleted: 100, failed: 0, remaining: 20 });
  });

  test("and lost its lease leaves that of the next round alone", async () => {
    const lost = await leaseRepo.claim(db(), leaseRepo.CLEANUP, 60);
    await query(`UPDATE "JobLease" SET "leasedUntil" = now() - interval '1 second'`);
    const held = await leaseRepo.claim(db(), leaseRepo.CLEANUP, 60);
    if (!lost || !held) throw new Error("the lease was free");
    await leaseRepo.release(db(), leaseRepo.CLEANUP, lost, {});
    expect(await db().jobLease.findMany()).toMatchObject([
      { leasedUntil: held, lastFinishedAt: null },
    ]);
    await leaseRepo.release(db(), leaseRepo.CLEANUP, held, {});
    expect(await db().jobLease.findMany()).toMatchObject([{ leasedUntil: null }]);
  });
});

describe("at the same time", () => {
  test("of two rounds one works and the other answers skipped; together they remove as much as one", async () => {
    for (let n = 0; n < 6; n++) await trashedFor("31 days");
    const results = await Promise.all([run(), run(), run()]);
    expect(results.filter(({ skipped }) => skipped)).toHaveLength(2);
    expect(results.map(({ deleted }) => deleted).sort()).toEqual([0, 0, 6]);
  });

  test("a round that was killed stands in the way for a minute by the database's clock", async () => {
    await query(
      `INSERT INTO "JobLease" (name, "leasedUntil") VALUES ('cleanup', now() + interval '1 minute')`,
    );
    expect((await run()).skipped).toBe(true);
    await query(`UPDATE "JobLease" SET "leasedUntil" = now() - interval '1 second'`);
    expect((await run()).skipped).toBeUndefined();
  });

  test("100 finalizes and 100 purges on the same photos: no photo that is linked is ever marked", async () => {
    for (let round = 0; round < 10; round++) {
      const drafts: string[] = [];
      for (let n = 0; n < 10; n++) drafts.push((await aDraft({ captain, photos: 4 })).id);
      await query(`UPDATE "CharterMedia" SET "createdAt" = now() - interval '1 year'`);
      await Promise.all([
        run(),
        ...drafts.flatMap((id) => [
          finalizeDraft(captainActor(captain.id), id),
          cleanupRepo.markPurgeable(db(), 100),
        ]),
      ]);
      expect(await db().charterMedia.count({ where: { status: { not: "READY" } } })).toBe(0);
      expect(await db().charterMedia.count({ where: { charterId: null } })).toBe(0);
    }
    expect(await db().charter.count()).toBe(100);
  });

  test("a purge and a restore: either it is back whole, or it is gone", async () => {
    for (let round = 0; round < 15; round++) {
      const bytes = await aJpeg();
      const id = await trashedFor("31 days", { bytes });
      const [, again] = await Promise.all([run(), upload(captain, { bytes })]);
      const rows = await db().charterMedia.findMany({
        where: { status: "READY", trashedAt: null },
      });
      expect(rows.map((row) => row.id)).toEqual([again.charterMediaId]);
      expect((await fetch(again.url)).status).toBe(200);
      await run();
      await expectWhole();
      if (again.restored) expect(again.charterMediaId).toBe(id);
      await removeMedia(captainActor(captain.id), again.charterMediaId);
      await setBack(again.charterMediaId, "trashedAt", "31 days");
      await run();
      expect(await blob.keys()).toEqual([]);
    }
  });
});

describe("the address", () => {
  const ask = (authorization?: string, search = "") =>
    call(cleanupRoute.GET, {
      path: `/api/cron/cleanup${search}`,
      headers: authorization === undefined ? {} : { authorization },
    });
  const secret = `Bearer ${process.env.CRON_SECRET}`;

  test.each([
    undefined,
    "",
    "Bearer ",
    "Bearer undefined",
    "Bearer wrong",
    process.env.CRON_SECRET,
  ])("refuses %j, and nothing goes", async (authorization) => {
    await trashedFor("31 days");
    expect((await ask(authorization)).status).toBe(401);
    expect(await ids()).toHaveLength(1);
  });

  test("runs for the scheduler, dry when asked", async () => {
    await trashedFor("31 days");
    expect((await ask(secret, "?dryRun=1")).body).toEqual({ deleted: 0, failed: 0, remaining: 1 });
    const { status, body } = await ask(secret);
    expect([status, body]).toEqual([200, { deleted: 1, failed: 0, remaining: 0, finished: 0 }]);
  });
});

test("many go in one round", async () => {
  await photoRows(captain, 600, { trashedAt: new Date(0) });
  expect(await run()).toEqual({ deleted: 600, failed: 0, remaining: 0, finished: 0 });
});
