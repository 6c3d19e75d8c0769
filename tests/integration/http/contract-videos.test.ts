// The HTTP contract of videos: what each address answers, to the key, and what it refuses.
import { beforeEach, expect, test } from "vitest";
import * as videosRoute from "@/app/api/captain/videos/route";
import * as posterRoute from "@/app/api/media/video/[videoId]/poster/route";
import * as retryRoute from "@/app/api/media/video/[videoId]/retry/route";
import * as videoRoute from "@/app/api/media/video/[videoId]/route";
import * as tokenRoute from "@/app/api/media/video/[videoId]/token/route";
import { aCaptain, signedIn, type TestCaptain } from "../../support/accounts";
import { aClip } from "../../support/clips";
import { query, truncateAll } from "../../support/database";
import { aDraft } from "../../support/drafts";
import { call } from "../../support/http";
import { aJpeg, sendForm } from "../../support/photos";
import { aboutClip, complete, reserve, send, tell } from "../../support/video-upload";
import { expectRefusal, expectShape } from "./shapes";

process.env.RATE_LIMIT_MULTIPLIER = "1000";

let captain: TestCaptain;
let cookie: string;
beforeEach(async () => {
  await truncateAll();
  captain = await aCaptain();
  cookie = await signedIn(captain);
});

test("a video from its reservation to its removal", async () => {
  const bytes = await aClip();
  const draft = await aDraft({ captain });
  const said = { ...(await aboutClip(bytes)), draftId: draft.id };
  const reserved = await reserve(cookie, said);
  expectShape(reserved, 201, "reservedVideo");
  const { id } = reserved.body.video;
  expect(reserved.body.video).toMatchObject({
    ...{ status: "uploading", url: null, draftId: draft.id, charterId: null },
    ...{ fileName: said.fileName, sizeBytes: bytes.length, mimeType: "video/mp4" },
  });
  const params = { videoId: id };
  const early = await complete(cookie, id);
  expectRefusal(early, 409, "upload_incomplete");
  const renewed = await call(tokenRoute.POST, { method: "POST", cookie, params });
  expectShape(renewed, 200, "reservedVideo");
  await send(renewed.body, bytes);
  expectShape(await tell(id), 200, "ok");
  const arrived = await complete(cookie, id);
  expectShape(arrived, 200, "video");
  expect(arrived.body.video).toMatchObject({ status: "ready", width: 320, height: 180 });
  expectShape(await call(tokenRoute.POST, { method: "POST", cookie, params }), 200, "arrivedVideo");
  const form = { cookie, method: "PUT", params, bytes: await aJpeg() } as const;
  expectShape(await sendForm(posterRoute.PUT, form), 200, "video");
  expectRefusal(await sendForm(posterRoute.PUT, { ...form, bytes: null }), 400, "missing_file");
  const path = `/api/captain/videos?draftId=${draft.id}`;
  const list = await call(videosRoute.GET, { cookie, path });
  expectShape(list, 200, "videos");
  expect(list.body.videos).toMatchObject([{ id, thumbnailUrl: expect.any(String) }]);
  await query(`UPDATE "CaptainVideo" SET "processStatus" = 'cancelled', "ready720pUrl" = NULL`);
  const retried = await call(retryRoute.POST, { method: "POST", cookie, params });
  expectShape(retried, 200, "video");
  expect(retried.body.video.status).toBe("queued");
  expectShape(await call(videoRoute.DELETE, { method: "DELETE", cookie, params }), 200, "ok");
  const again = await call(videoRoute.DELETE, { method: "DELETE", cookie, params });
  expectRefusal(again, 404, "not_found");
});

test("a wrong field is named", async () => {
  const errors = { sizeBytes: expect.any(String), width: expect.any(String) };
  const said = { ...(await aboutClip(await aClip())), sizeBytes: 0, width: "wide" };
  expectRefusal(await reserve(cookie, said), 400, "invalid_payload", { errors });
});
