// How a video and its place among media are brought together again: each fault, what is kept, and what is on record.
import { readFile } from "node:fs/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { CaptainVideo } from "@/lib/db/generated/client";
import { compareLinks } from "@/lib/domain/integrity/compare-links";
import { aCaptain, aUser, signedIn, type TestCaptain } from "../../support/accounts";
import { query, truncateAll } from "../../support/database";
import { aCharter } from "../../support/drafts";
import { newest, outcomeOf } from "../../support/integrity";

let captain: TestCaptain;
let staff: string;
let charterId: string;
let video: CaptainVideo;
let mediaId: string;
beforeEach(async () => {
  await truncateAll();
  captain = await aCaptain();
  staff = await signedIn(await aUser({ role: "STAFF" }));
  ({ id: charterId } = await aCharter({ captain, videos: 1 }));
  video = await db().captainVideo.findFirstOrThrow();
  mediaId = video.charterMediaId ?? "";
});
/** A fix ends in what a check, and the check after a deployment, call sound. */
afterEach(async () => {
  expect((await compareLinks("", { dryRun: true })).sums.links).toBe(0);
  for (const { check, found } of await query(
    await readFile("scripts/sql/bidirectional.sql", "utf8"),
  ))
    expect([check, found]).toEqual([check, 0]);
});

const media = () => db().charterMedia.findUniqueOrThrow({ where: { id: mediaId } });
const videoNow = () => db().captainVideo.findUniqueOrThrow({ where: { id: video.id } });
/** Past the triggers, as a restored backup or a statement by hand may have left it. */
const behindTriggers = (sql: string) =>
  query(`BEGIN; SET LOCAL session_replication_role = replica; ${sql}; COMMIT`);
/** Has the fault found and fixed; what is on record of it. */
async function fixed(fault: string) {
  await compareLinks("", { dryRun: false });
  const finding = await newest(staff, "link");
  expect(finding).toMatchObject({ subject: video.id, facts: { fault } });
  expect(await outcomeOf(staff, finding)).toBe("fixed");
  const [entry, ...more] = await db().auditLog.findMany({ where: { action: "fix_link" } });
  expect(more).toEqual([]);
  expect(entry).toMatchObject({ entityId: video.id, before: { fault }, reason: "Asked by phone" });
  return entry;
}

test("a place that shows another file shows the video's own; what is flagged stays so until the store was asked", async () => {
  await query(
    `UPDATE "CharterMedia" SET url = 'https://store.example/x', "storageKey" = 'x', "missingSince" = now() WHERE id = $1`,
    [mediaId],
  );
  expect(await fixed("other_file")).toMatchObject({
    before: { url: "https://store.example/x", storageKey: "x", charterId },
    after: { url: video.ready720pUrl, storageKey: video.normalizedBlobKey, charterId },
  });
  const { url, storageKey, width, height, durationSeconds, missingSince } = await media();
  expect({ url, storageKey }).toEqual({
    url: video.ready720pUrl,
    storageKey: video.normalizedBlobKey,
  });
  expect([width, height, durationSeconds]).toEqual([720, 1280, 10]);
  expect(missingSince).not.toBeNull();
});

test("a video of another charter than its place follows its place, and its file too", async () => {
  const other = await aCharter({ captain });
  await behindTriggers(
    `UPDATE "CharterMedia" SET "charterId" = '${other.id}', url = 'x', "storageKey" = 'x' WHERE id = '${mediaId}'`,
  );
  expect(await fixed("other_charter")).toMatchObject({
    before: { charterId, mediaCharterId: other.id, storageKey: "x" },
    after: { charterId: other.id, mediaCharterId: other.id, storageKey: video.normalizedBlobKey },
  });
  expect(await videoNow()).toMatchObject({ charterId: other.id, charterMediaId: mediaId });
});

test("a video whose place was taken off its charter waits again, and that place goes to the trash", async () => {
  await behindTriggers(`UPDATE "CharterMedia" SET "charterId" = NULL WHERE id = '${mediaId}'`);
  expect(await fixed("other_charter")).toMatchObject({
    before: { charterId, charterMediaId: mediaId, mediaVideoId: video.id, trashed: false },
    after: { charterId: null, charterMediaId: null, mediaVideoId: null, trashed: true },
  });
  expect(await videoNow()).toMatchObject({ charterId: null, charterMediaId: null });
});

test.each(["ready", "queued"] as const)(
  "a video at another captain's place waits again, and what that charter showed (%s) is its captain's own video",
  async (processStatus) => {
    const stranger = await aCaptain();
    await db().captainVideo.update({
      where: { id: video.id },
      data: { ownerId: stranger.id, processStatus },
    });
    const before = await media();
    const entry = await fixed("other_owner");
    expect(await videoNow()).toMatchObject({ ownerId: stranger.id, charterMediaId: null });
    const own = await db().captainVideo.findUniqueOrThrow({ where: { charterMediaId: mediaId } });
    expect(own).toMatchObject({
      ownerId: captain.id,
      charterId,
      processStatus,
      blobKey: before.storageKey,
    });
    expect(await media()).toEqual(before);
    expect(entry).toMatchObject({
      before: { ownerId: stranger.id, mediaVideoId: video.id },
      after: { charterId: null, mediaVideoId: own.id },
    });
  },
);

test("a video at a photo's place waits again, and the photo stays", async () => {
  await query(`UPDATE "CharterMedia" SET kind = 'CHARTER_PHOTO' WHERE id = $1`, [mediaId]);
  await fixed("other_kind");
  expect(await videoNow()).toMatchObject({ charterId: null, charterMediaId: null });
  expect(await media()).toMatchObject({ charterId, trashedAt: null });
});

test("a link that was set right meanwhile is left as it is", async () => {
  await query(`UPDATE "CharterMedia" SET url = 'x', "storageKey" = 'x' WHERE id = $1`, [mediaId]);
  await compareLinks("", { dryRun: false });
  const finding = await newest(staff, "link");
  await query(`UPDATE "CharterMedia" SET "storageKey" = $2 WHERE id = $1`, [
    mediaId,
    video.normalizedBlobKey,
  ]);
  expect(await outcomeOf(staff, finding)).toBe("settled");
  expect(await db().auditLog.count({ where: { action: "fix_link" } })).toBe(0);
});
