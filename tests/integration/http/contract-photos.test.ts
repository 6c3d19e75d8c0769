// The HTTP contract of photos: what each address answers, to the key, and what it refuses.
import { beforeEach, describe, expect, test } from "vitest";
import * as photosRoute from "@/app/api/captain/photos/route";
import * as orderRoute from "@/app/api/charter-drafts/[id]/media-order/route";
import * as restoreRoute from "@/app/api/media/[mediaId]/restore/route";
import * as mediaRoute from "@/app/api/media/[mediaId]/route";
import * as knownRoute from "@/app/api/media/known/route";
import * as photoRoute from "@/app/api/media/photo/route";
import { aCaptain, signedIn, type TestCaptain } from "../../support/accounts";
import { truncateAll } from "../../support/database";
import { aCharter, aDraft, photoRows } from "../../support/drafts";
import { call } from "../../support/http";
import { aJpeg, sendForm, sha256 } from "../../support/photos";
import { blob } from "../../support/stack";
import { expectRefusal, expectShape } from "./shapes";

process.env.RATE_LIMIT_MULTIPLIER = "1000";

let captain: TestCaptain;
let cookie: string;
beforeEach(async () => {
  await truncateAll();
  captain = await aCaptain();
  cookie = await signedIn(captain);
});

const upload = (bytes: Uint8Array | null, fields = {}, headers = {}) =>
  sendForm(photoRoute.POST, { cookie, bytes, fields, headers });

describe("DELETE /api/media/photo", () => {
  test("200 whether the upload of the key has arrived, is still to come, or never was", async () => {
    const headers = { "idempotency-key": "stopped" };
    const stop = () => call(photoRoute.DELETE, { method: "DELETE", cookie, headers });
    expectShape(await stop(), 200, "ok");
    const late = await upload(await aJpeg(), {}, headers);
    expectRefusal(late, 409, "idempotency_mismatch");
    headers["idempotency-key"] = "arrived";
    expectShape(await upload(await aJpeg(), {}, headers), 201, "stored");
    expectShape(await stop(), 200, "ok");
    const { body } = await call(photosRoute.GET, { cookie });
    expect(body.photos).toEqual([]);
  });
});

describe("POST /api/media/photo", () => {
  test("201 when stored, 200 when known, restored from the trash, the same by its key", async () => {
    const bytes = await aJpeg({ width: 2400, height: 1200 });
    const stored = await upload(bytes, {}, { "idempotency-key": "one-try" });
    expectShape(stored, 201, "stored");
    const { media, charterMediaId, url } = stored.body;
    expect([media.id, media.url, media.state]).toEqual([charterMediaId, url, "pending"]);
    expect(media.renditions.map(({ width }: { width: number }) => width)).toEqual([320, 960, 1920]);
    expect(media.url).toBe(media.renditions[2].url);
    expect((await fetch(url)).status).toBe(200);

    const params = { mediaId: charterMediaId };
    const again = await upload(bytes);
    expectShape(again, 200, "duplicate");
    expectShape(
      await call(mediaRoute.DELETE, { method: "DELETE", cookie, params }),
      200,
      "removed",
    );
    expectShape(await upload(bytes), 200, "restored");
    expect(again.body.charterMediaId).toBe(charterMediaId);
    const retried = await upload(bytes, {}, { "idempotency-key": "one-try" });
    expect([retried.status, retried.body.charterMediaId]).toEqual([201, charterMediaId]);
    const other = await upload(await aJpeg(), {}, { "idempotency-key": "one-try" });
    expectRefusal(other, 409, "idempotency_mismatch");

    const kept = await upload(bytes, { onDuplicate: "keep" });
    expectShape(kept, 201, "stored");
    expect(kept.body.charterMediaId).not.toBe(charterMediaId);
  });

  const text = (of: string) => new TextEncoder().encode(of);
  const cases: [string, () => Promise<Uint8Array | null> | Uint8Array | null, number, string][] = [
    ["no file", () => null, 400, "missing_file"],
    ["an empty file", () => text(""), 415, "unsupported_media_type"],
    ["words", () => text("a photo, I promise"), 415, "unsupported_media_type"],
    ["SVG", () => text("<svg xmlns='http://www.w3.org/2000/svg'/>"), 415, "unsupported_media_type"],
    ["HEIC", () => text("\0\0\0\x18ftypheic\0\0\0\0mif1heic"), 415, "unsupported_media_type"],
    ["half a JPEG", async () => halfOf(await aJpeg()), 422, "invalid_image"],
    ["too many pixels", () => hugePng(), 422, "image_too_large"],
    ["25 MB and a byte", () => new Uint8Array(25 * 1024 * 1024 + 1), 413, "file_too_large"],
  ];
  test.each(cases)("%s is refused, and nothing is kept", async (_, bytes, status, error) => {
    await blob.clear();
    expectRefusal(await upload(await bytes()), status, error);
    expect((await call(photosRoute.GET, { cookie })).body.photos).toEqual([]);
    expect(await blob.keys()).toEqual([]);
  });

  test("the 201st pending photo is refused", async () => {
    await photoRows(captain, 200);
    expectRefusal(await upload(await aJpeg()), 409, "quota_exceeded");
  });
});

describe("a captain's photos", () => {
  test("known: by the file as picked, with where they are used", async () => {
    const draft = await aDraft({ captain, data: { charterName: "Sea Wolf" } });
    const bytes = await aJpeg();
    const picked = sha256(new TextEncoder().encode("as picked"));
    await upload(bytes, { draftId: draft.id, originalSha256: picked.toUpperCase() });
    const body = { sha256: ["0".repeat(64), picked] };
    const answer = await call(knownRoute.POST, { cookie, body });
    expectShape(answer, 200, "known");
    expect(answer.body.known).toMatchObject([
      { sha256: picked, usedIn: [{ type: "draft", id: draft.id, name: "Sea Wolf" }] },
    ]);
    const tooMany = { sha256: Array(101).fill(picked) };
    const refused = await call(knownRoute.POST, { cookie, body: tooMany });
    expectRefusal(refused, 400, "invalid_payload", { errors: { sha256: expect.any(String) } });
  });

  test("listed by draft and state, in sortOrder then createdAt", async () => {
    const draft = await aDraft({ captain });
    await photoRows(captain, 1, { trashedAt: new Date() });
    const [late] = await photoRows(captain, 1, { draftId: draft.id, sortOrder: 2 });
    const [first, second] = await photoRows(captain, 2, { draftId: draft.id, sortOrder: 1 });
    const { media } = await aCharter({ captain });
    const list = async (search: string) => {
      const answer = await call(photosRoute.GET, { cookie, path: `/api/captain/photos${search}` });
      expectShape(answer, 200, "photoPage");
      return answer.body.photos.map(({ id }: { id: string }) => id);
    };
    expect(await list(`?draftId=${draft.id}`)).toEqual([first?.id, second?.id, late?.id]);
    expect(await list("?state=linked")).toEqual(media.map(({ id }) => id));
    expect(await list("?state=trash")).toHaveLength(1);
    expect(await list("?state=pending")).toHaveLength(3);
  });

  test("worded, moved, removed and restored; a charter keeps 3", async () => {
    const [photo] = await photoRows(captain, 1);
    const { id } = await aDraft({ captain });
    const params = { mediaId: photo?.id ?? "" };
    const point = { focalX: 0.25, focalY: 1, shows: "boat" };
    const words = { caption: "At dawn", altText: "A boat", isCover: true, draftId: id, ...point };
    const edited = await call(mediaRoute.PATCH, { method: "PATCH", cookie, params, body: words });
    expectShape(edited, 200, "media");
    expect(edited.body.media).toMatchObject(words);
    const nothing = await call(mediaRoute.PATCH, { method: "PATCH", cookie, params, body: {} });
    expectRefusal(nothing, 400, "invalid_payload", { errors: expect.any(Object) });

    expectShape(
      await call(mediaRoute.DELETE, { method: "DELETE", cookie, params }),
      200,
      "removed",
    );
    const back = await call(restoreRoute.POST, { method: "POST", cookie, params });
    expectShape(back, 200, "media");
    expect(back.body.media).toMatchObject({ ...words, state: "pending" });

    const { media } = await aCharter({ captain });
    const linked = { mediaId: media[0]?.id ?? "" };
    const answer = await call(mediaRoute.DELETE, { method: "DELETE", cookie, params: linked });
    expectRefusal(answer, 409, "charter_needs_photos");
  });

  test("ordered by a list that names each once, and by nothing else", async () => {
    const { id } = await aDraft({ captain });
    const rows = await photoRows(captain, 3, { draftId: id });
    const mediaIds = rows.map((row) => row.id).reverse();
    const order = (ids: string[]) =>
      call(orderRoute.PUT, { method: "PUT", cookie, params: { id }, body: { mediaIds: ids } });
    const answer = await order(mediaIds);
    expectShape(answer, 200, "photos");
    expect(answer.body.photos.map((photo: { id: string }) => photo.id)).toEqual(mediaIds);
    for (const wrong of [
      mediaIds.slice(1),
      [...mediaIds, ...mediaIds],
      [...mediaIds, "absent"],
      [],
    ])
      expectRefusal(await order(wrong), 400, "invalid_payload", {
        errors: { mediaIds: expect.any(String) },
      });
  });
});

const halfOf = (bytes: Uint8Array) => bytes.subarray(0, bytes.length / 2);

/** The head of a PNG of 65,535 by 65,535 pixels: 68 bytes that would unpack to gigabytes. */
function hugePng(): Uint8Array {
  return Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAA//8AAP//CAIAAADvQXuiAAAADElEQVR42mNgYGAAAAAEAAH2FzhVAAAAAElFTkSuQmCC",
    "base64",
  );
}
