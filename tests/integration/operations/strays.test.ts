// Bytes that no row names: when they are listed, when they go, and what is never touched.
import { readFile } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { condemn } from "@/lib/db/reconcile-repo";
import { reconcileStore } from "@/lib/domain/integrity/reconcile-store";
import { sweepStrays } from "@/lib/domain/integrity/sweep-strays";
import { reapVideos } from "@/lib/domain/video/reap-videos";
import { aCaptain, type TestCaptain } from "../../support/accounts";
import { systemActor } from "../../support/actors";
import { query, truncateAll } from "../../support/database";
import { aVideo, photoRows } from "../../support/drafts";
import { upload } from "../../support/photos";
import { blob } from "../../support/stack";
import { aStray, setBack, setFindingsBack } from "../../support/stored-files";

let captain: TestCaptain;
beforeEach(async () => {
  await truncateAll();
  await blob.clear();
  captain = await aCaptain();
});
afterEach(() => blob.setFault());

const run = (dryRun = false) => reconcileStore(systemActor(), { dryRun });
/** A round a day after the last one, in which nothing of the store is older than it was. */
const nextDay = async () => {
  await setFindingsBack(24);
  return run();
};
const QUIET = {
  ...{ deleted: 0, failed: 0, remaining: 0, complete: true },
  ...{ missing: 0, found: 0, damaged: 0, links: 0, quarantined: 0 },
};
const seldomNamed = "0123456789abcdef0123456789abcdef";

describe("bytes that no row names", () => {
  test("are listed when first seen and removed when seen again a day later", async () => {
    const { charterMediaId: id } = await upload(captain);
    await setBack(48);
    const kept = await blob.keys();
    const key = await aStray(`photos/${seldomNamed}/640.webp`);
    expect(await run()).toEqual({ ...QUIET, quarantined: 1 });
    expect(await blob.keys()).toEqual([key, ...kept].sort());
    expect(await nextDay()).toEqual({ ...QUIET, deleted: 1 });
    expect(await blob.keys()).toEqual(kept);
    expect(await run()).toEqual(QUIET);
    expect(await db().charterMedia.findMany()).toMatchObject([{ id, missingSince: null }]);
    expect([await db().looseBlob.count(), await db().integrityFinding.count()]).toEqual([0, 0]);
  });

  test("are not removed sooner, however many checks see them, by the database's clock", async () => {
    const key = await aStray("photos/a/320.webp");
    expect(await run()).toMatchObject({ quarantined: 1 });
    for (let round = 0; round < 2; round++) expect(await run()).toEqual(QUIET);
    await setFindingsBack(23.98);
    expect(await run()).toEqual(QUIET);
    expect(await blob.keys()).toEqual([key]);
    await setFindingsBack(0.04);
    expect(await run()).toEqual({ ...QUIET, deleted: 1 });
  });

  test("only seen once are not removed by the cleanup, however long ago", async () => {
    const key = await aStray(`videos/${seldomNamed}.mp4`);
    await run();
    await setFindingsBack(100);
    expect(await reapVideos(systemActor(), { limit: 10 })).toMatchObject({ removed: 0, failed: 0 });
    expect(await blob.keys()).toEqual([key]);
  });

  test("that an older release had in quarantine are not removed as if their time were over", async () => {
    const key = await aStray(`photos/${seldomNamed}/320.webp`, 48);
    await query(`INSERT INTO "LooseBlob" ("key", "due") VALUES ($1, 'epoch')`, [key]);
    await query(
      await readFile("prisma/migrations/20251112100000_no_quarantine/migration.sql", "utf8"),
    );
    await reapVideos(systemActor(), { limit: 10 });
    expect(await blob.keys()).toEqual([key]);
  });

  test("younger than 24 hours they are on their way, by the database's clock", async () => {
    await aStray("photos/young/640.webp", 23.98);
    await aStray("photos/old/640.webp", 24.02);
    expect(await run()).toEqual({ ...QUIET, quarantined: 1 });
    expect(await nextDay()).toEqual({ ...QUIET, deleted: 1 });
    expect(await blob.keys()).toEqual(["photos/young/640.webp"]);
  });

  test("outside the product's own folders they are somebody else's", async () => {
    await aStray("captains/ana/licence.jpg");
    for (let round = 0; round < 2; round++) expect(await nextDay()).toEqual(QUIET);
    expect(await blob.keys()).toHaveLength(1);
  });

  test("that may still come are not listed", async () => {
    const key = await aStray("videos/v1/original.mp4");
    await query(`INSERT INTO "LooseBlob" (key, due) VALUES ($1, now() + interval '1 hour')`, [key]);
    for (let round = 0; round < 2; round++) expect(await nextDay()).toEqual(QUIET);
    expect(await blob.keys()).toEqual([key]);
  });

  test("that can't be removed are counted, and the cleanup removes them", async () => {
    await aStray("photos/a/320.webp");
    await run();
    blob.setFault(({ url }) => (url?.includes("delete") ? { status: 500, body: "no" } : undefined));
    expect(await nextDay()).toMatchObject({ deleted: 0, failed: 1 });
    expect(await run()).toEqual(QUIET);
    blob.setFault();
    expect(await reapVideos(systemActor(), { limit: 10 })).toMatchObject({ removed: 1, failed: 0 });
    expect(await blob.keys()).toEqual([]);
  });

  test("of a check that broke off before it listed them were not seen by it", async () => {
    const key = await aStray("photos/a/320.webp");
    await query(`CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'going away' USING ERRCODE = 'admin_shutdown'; END $$`);
    await query(
      `CREATE TRIGGER break_off BEFORE INSERT ON "IntegrityFinding" FOR EACH ROW EXECUTE FUNCTION break_off()`,
    );
    await expect(run()).rejects.toMatchObject({ code: "database_unavailable" });
    await query(`DROP FUNCTION break_off CASCADE`);
    await query(`UPDATE "JobLease" SET "leasedUntil" = now() - interval '1 second'`);
    expect(await run()).toMatchObject({ quarantined: 1, deleted: 0 });
    expect(await blob.keys()).toEqual([key]);
  });
});

describe("a name stays when", () => {
  const at = (key: string) => `https://store.example/${encodeURI(key)}`;
  const flat = `videos/${seldomNamed}.webp`;
  const photo = `photos/${seldomNamed}/320.webp`;
  const legacy = "photos/old system/one.jpg";
  /** Every column that can name a file. */
  const NAMES: Record<string, [key: string, row: (key: string) => Promise<unknown>]> = {
    "a photo stands on it": [photo, (key) => photoRows(captain, 1, { storageKey: key })],
    "a photo has it among its sizes": [
      photo,
      (key) =>
        photoRows(captain, 1, {
          storageKey: `photos/${seldomNamed}/1.webp`,
          renditions: [{ key }],
        }),
    ],
    "an upload is planned there": [
      photo,
      () => photoRows(captain, 1, { status: "RESERVED", storageKey: `photos/${seldomNamed}` }),
    ],
    "a copy that was kept on purpose stands on it": [
      photo,
      async (key) => {
        const [first] = await photoRows(captain, 2, { storageKey: key, dedupeKey: null });
        await db().charterMedia.delete({ where: { id: first?.id ?? "" } });
      },
    ],
    "a profile's picture stands on it": [
      photo,
      (key) => photoRows(captain, 1, { kind: "CAPTAIN_AVATAR", storageKey: key }),
    ],
    "an old photo knows it by its address alone": [
      legacy,
      (key) => photoRows(captain, 1, { url: `${at(key)}?download=1` }),
    ],
    "an old photo has it as its small picture": [
      legacy,
      (key) => photoRows(captain, 1, { thumbnailUrl: at(key) }),
    ],
    "a charter's video has it as its poster": [
      flat,
      (key) => photoRows(captain, 1, { kind: "CHARTER_VIDEO", thumbnailUrl: at(key) }),
    ],
    "it is a video's original": [flat, (key) => aVideo({ captain, blobKey: key })],
    "it is the clip made of a video": [flat, (key) => aVideo({ captain, normalizedBlobKey: key })],
    "it is a video's poster": [flat, (key) => aVideo({ captain, thumbnailBlobKey: key })],
    "an old video knows it by its address alone": [
      "videos/old-system/clip.mp4",
      (key) => aVideo({ captain, ready720pUrl: at(key), normalizedBlobKey: null }),
    ],
    "an old video's original is known by its address alone": [
      "videos/old-system/clip.mp4",
      (key) => aVideo({ captain, originalUrl: at(key) }),
    ],
    "an old video's poster is known by its address alone": [
      "videos/old-system/clip.jpg",
      (key) => aVideo({ captain, thumbnailUrl: at(key) }),
    ],
  };

  test.each(Object.entries(NAMES))(
    "%s, between two checks or after it was listed",
    async (_, [key, row]) => {
      await aStray(key);
      expect(await run()).toMatchObject({ quarantined: 1 });
      await row(key);
      await setFindingsBack(24);
      // What a check or a member of staff had seen before asks again in the statement that acts, and so does the cleanup.
      for (const longAgo of [true, false])
        expect(await condemn(db(), [key], { longAgo })).toEqual([]);
      expect(await run()).toMatchObject({ deleted: 0, quarantined: 0 });
      await query(`INSERT INTO "LooseBlob" (key, due) VALUES ($1, now())`, [key]);
      expect(await reapVideos(systemActor(), { limit: 10 })).toMatchObject({
        removed: 0,
        failed: 0,
      });
      expect(await blob.keys()).toEqual([key]);
    },
  );

  test("only its folder is named: what was planned beside it goes", async () => {
    await aStray("photos/abcd/320.webp", 100);
    await photoRows(captain, 1, { status: "RESERVED", storageKey: "photos/abc" });
    expect(await run()).toMatchObject({ quarantined: 1 });
  });

  test("not when the original was replaced by its clip", async () => {
    await aStray(`videos/${seldomNamed}.mov`);
    await aVideo({ captain, blobKey: `videos/${seldomNamed}.mov`, originalDeletedAt: new Date() });
    expect(await run()).toMatchObject({ quarantined: 1 });
  });
});

describe("the walk through the store", () => {
  const step = (cursor: string) => sweepStrays({ folder: 0, cursor }, { dryRun: false });

  test("waits at its cursor while the store can't be listed", async () => {
    const cursor = Buffer.from("photos/a").toString("base64url");
    await aStray("photos/b/320.webp");
    blob.setFault(() => ({ status: 500, body: "down" }));
    expect(await step(cursor)).toMatchObject({ place: { folder: 0, cursor }, isStuck: true });
    blob.setFault();
    expect(await step(cursor)).toMatchObject({ place: { folder: 1 }, looked: 1 });
  });

  test("begins its folder anew when the store does not know its cursor any more", async () => {
    expect(await step("%")).toEqual({ place: { folder: 0 }, looked: 0, sums: {}, isStuck: false });
  });
});
