// Captains' videos on the staff's desk: what is listed, and what staff do with one that is stuck.
import { beforeEach, describe, expect, test } from "vitest";
import { GET as readAudit } from "@/app/api/staff/audit/route";
import { POST as cancel } from "@/app/api/staff/videos/[videoId]/cancel/route";
import { POST as retry } from "@/app/api/staff/videos/[videoId]/retry/route";
import { GET as list } from "@/app/api/staff/videos/route";
import { db } from "@/lib/db/client";
import { claim, endAttempt } from "@/lib/db/video-queue-repo";
import { aCaptain, aUser, signedIn, type TestCaptain } from "../../support/accounts";
import { truncateAll } from "../../support/database";
import { aCharter, aDraft, aVideo, photoRows } from "../../support/drafts";
import { call } from "../../support/http";
import { expectRefusal, expectShape } from "../http/shapes";

let captain: TestCaptain;
let staff: string;
beforeEach(async () => {
  await truncateAll();
  captain = await aCaptain({ name: "Ali Bin Hassan", email: "ali@harbour.example" });
  staff = await signedIn(await aUser({ role: "STAFF" }));
});

const listed = (search = "", cookie = staff) =>
  call(list, { path: `/api/staff/videos${search}`, cookie });
const press = (door: typeof retry, videoId: string, cookie = staff, reason = "Asked by phone") =>
  call(door, { cookie, params: { videoId }, body: { reason } });
const video = (given: Omit<Parameters<typeof aVideo>[0], "captain">) =>
  aVideo({ captain, ...given });
const statusOf = async (id: string) =>
  (await db().captainVideo.findUniqueOrThrow({ where: { id } })).processStatus;

describe("the list", () => {
  test("tells whose each is, where it belongs and why it failed, the newest first", async () => {
    const charter = await aCharter({ captain });
    await video({
      processStatus: "failed",
      errorMessage: "It is damaged.",
      createdAt: new Date(1),
    });
    const linked = async (processStatus: "queued" | "ready", at: number) => {
      const [media] = await photoRows(captain, 1, { charterId: charter.id, kind: "CHARTER_VIDEO" });
      const charterMediaId = media?.id ?? "";
      await video({
        processStatus,
        charterId: charter.id,
        charterMediaId,
        createdAt: new Date(at),
      });
    };
    await linked("queued", 2);
    await linked("ready", 3);
    const answer = await listed();
    expectShape(answer, 200, "staffVideos");
    expect(answer.body.videos).toMatchObject([
      { status: "ready", link: "finalized", charterId: charter.id },
      { status: "queued", link: "linked", charterName: expect.any(String), errorMessage: null },
      { status: "failed", link: "pending", charterName: null, errorMessage: "It is damaged." },
    ]);
    expect(answer.body.videos[2].owner).toEqual({
      id: captain.id,
      name: captain.name,
      email: captain.email,
    });
  });

  test("is walked to its end and back by its cursors, one state at a time too", async () => {
    for (let n = 0; n < 5; n++)
      await video({ processStatus: n === 4 ? "ready" : "failed", createdAt: new Date(1_000 + n) });
    const all = (await listed("?status=failed")).body.videos.map(({ id }: { id: string }) => id);
    expect(all).toHaveLength(4);
    const first = (await listed("?status=failed&limit=3")).body;
    const second = (await listed(`?status=failed&limit=3&cursor=${first.nextCursor}`)).body;
    expect([...first.videos, ...second.videos].map(({ id }) => id)).toEqual(all);
    expect(second.nextCursor).toBeNull();
    const back = (await listed(`?status=failed&limit=3&cursor=${second.previousCursor}`)).body;
    expect(back.videos).toEqual(first.videos);
  });

  test("calls stale what has stood still for 15 minutes, and nothing that a worker holds or that is over", async () => {
    const old = new Date(Date.now() - 16 * 60_000);
    const stuck = await video({ processStatus: "queued", updatedAt: old });
    await video({ processStatus: "queued" });
    await video({ processStatus: "failed", updatedAt: old });
    await video({
      processStatus: "processing",
      updatedAt: old,
      leaseOwner: "w",
      leasedUntil: new Date(Date.now() + 60_000),
    });
    const { body } = await listed("?status=stale");
    expect(body.videos).toMatchObject([{ id: stuck.id, stale: true }]);
  });
});

describe("a video that is stuck", () => {
  test("is tried again, pressed twice at once too, and the audit says who and why once", async () => {
    const { id } = await video({ processStatus: "failed", attempts: 3, errorMessage: "No." });
    const answers = await Promise.all([press(retry, id), press(retry, id)]);
    for (const answer of answers) {
      expectShape(answer, 200, "staffVideo");
      expect(answer.body.video).toMatchObject({
        status: "queued",
        errorMessage: null,
        attempts: 0,
      });
    }
    const audit = await call(readAudit, {
      path: `/api/staff/audit?entity=CaptainVideo&item=${id}`,
      cookie: staff,
    });
    expect(audit.body.entries).toMatchObject([{ action: "retry", reason: "Asked by phone" }]);
  });

  test("is taken away from its worker, which writes nothing any more, and its captain reads why", async () => {
    const { id } = await video({ processStatus: "queued" });
    await claim(db(), { lease: "mine", seconds: 60, words: "" });
    const answer = await press(cancel, id, staff, "It shows a face.");
    expect(answer.body.video).toMatchObject({
      status: "cancelled",
      errorMessage: "It shows a face.",
    });
    expect(await endAttempt(db(), { id, lease: "mine" }, { words: "x", again: false })).toBeNull();
    expect(await statusOf(id)).toBe("cancelled");
    expect((await press(cancel, id)).status).toBe(200);
    expect((await press(retry, id)).body.video.status).toBe("queued");
  });

  test("that is ready or failed can't be stopped, and one that never came can't be tried", async () => {
    const arriving = {
      processStatus: "uploading",
      originalUrl: "",
      ready720pUrl: null,
      normalizedBlobKey: null,
    } as const;
    for (const given of [
      { processStatus: "ready" },
      { processStatus: "failed" },
      arriving,
    ] as const) {
      const { id } = await video(given);
      expectRefusal(await press(cancel, id), 409, "media_changed");
      expect(await statusOf(id)).toBe(given.processStatus);
    }
    const { id } = await video(arriving);
    expectRefusal(await press(retry, id), 409, "upload_incomplete");
  });

  test("and in the trash is left to the media desk: neither listed, nor tried, nor stopped", async () => {
    const charter = await aCharter({ captain });
    const trashed = async (processStatus: "failed" | "queued") => {
      const [media] = await photoRows(captain, 1, {
        charterId: charter.id,
        kind: "CHARTER_VIDEO",
        trashedAt: new Date(),
      });
      return video({ processStatus, charterId: charter.id, charterMediaId: media?.id ?? "" });
    };
    const failed = await trashed("failed");
    const queued = await trashed("queued");
    expect((await listed()).body.videos).toEqual([]);
    expectRefusal(await press(retry, failed.id), 404, "not_found");
    expectRefusal(await press(cancel, queued.id), 404, "not_found");
    expect(await statusOf(failed.id)).toBe("failed");
    expect(await statusOf(queued.id)).toBe("queued");
  });

  test("is not its captain's nor a stranger's to press here, and one that is absent is not found", async () => {
    const { id } = await video({ processStatus: "failed" });
    const draft = await aDraft({ captain });
    for (const door of [retry, cancel]) {
      expectRefusal(await press(door, id, await signedIn(captain)), 403, "forbidden");
      expectRefusal(await press(door, draft.id), 404, "not_found");
    }
    expect(await statusOf(id)).toBe("failed");
  });
});
