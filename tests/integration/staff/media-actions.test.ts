// What staff do to media at its address: every action, who may, what is refused item by item, and what is
// written down of it.
import { beforeEach, describe, expect, test } from "vitest";
import { GET as getDraft } from "@/app/api/charter-drafts/[id]/route";
import { POST } from "@/app/api/staff/media/actions/route";
import { db } from "@/lib/db/client";
import { editCharter } from "@/lib/domain/draft/edit-charter";
import { finalizeDraft } from "@/lib/domain/draft/finalize-draft";
import { listCaptainPhotos } from "@/lib/domain/media/list-captain-photos";
import { aCaptain, aUser, signedIn, type TestCaptain, type TestUser } from "../../support/accounts";
import { captainActor } from "../../support/actors";
import { allAtOnce, query, truncateAll } from "../../support/database";
import { aCharter, aDraft, photoRows } from "../../support/drafts";
import { call } from "../../support/http";
import { aPendingPhoto } from "../../support/photos";
import { blob } from "../../support/stack";
import { expectRefusal } from "../http/shapes";

let user: TestUser;
let staff: string;
let admin: string;
let captain: TestCaptain;

beforeEach(async () => {
  await truncateAll();
  user = await aUser({ role: "STAFF", name: "Sam Staff" });
  staff = await signedIn(user);
  admin = await signedIn(await aUser({ role: "ADMIN" }));
  captain = await aCaptain({ name: "Ali Bin Hassan" });
});

const act = (body: object, cookie = staff) => call(POST, { body, cookie });
const row = (id: string) => db().charterMedia.findUniqueOrThrow({ where: { id } });
const rows = (count: number, given = {}) => photoRows(captain, count, given);
const orphans = (count: number) => photoRows({}, count);
const first = <T>([one]: T[]): T => {
  if (one === undefined) throw new Error("nothing was made");
  return one;
};
const audit = (entityId?: string) =>
  query<{ action: string; entityId: string; actorId: string; actorRole: string; reason: string }>(
    `SELECT * FROM "AuditLog" WHERE "entity" = 'CharterMedia' AND ($1::text IS NULL OR "entityId" = $1)
     ORDER BY "at", "id"`,
    [entityId ?? null],
  );

/** Acts on one item; "done", or the code of why not. */
async function outcome(action: string, id: string, more: object = {}, cookie = staff) {
  const { status, body } = await act(
    { action, mediaIds: [id], reason: "because", ...more },
    cookie,
  );
  expect(status, JSON.stringify(body)).toBe(200);
  expect(Object.keys(body).sort()).toEqual(["done", "failed", "ok"]);
  return body.done[0] ?? body.failed[0].error;
}

describe("who may act", () => {
  test("captains are 403 and nobody is 401, and nothing changes", async () => {
    const { id } = first(await rows(1));
    const body = { action: "trash", mediaIds: [id], reason: "because" };
    expectRefusal(await act(body, ""), 401, "unauthorized");
    expectRefusal(await act(body, await signedIn(captain)), 403, "forbidden");
    expect((await row(id)).trashedAt).toBeNull();
    expect(await audit()).toEqual([]);
  });

  test("only administrators purge", async () => {
    const { id } = first(await rows(1, { trashedAt: new Date() }));
    const body = { action: "purge", mediaIds: [id], reason: "because" };
    expectRefusal(await act(body), 403, "forbidden");
    expect((await row(id)).status).toBe("READY");
  });
});

test("who signed in a while ago purges only after confirming it", async () => {
  const { id } = first(await rows(1, { trashedAt: new Date() }));
  await query(`UPDATE "Session" SET "createdAt" = now() - interval '16 minutes'`);
  const body = { action: "purge", mediaIds: [id], reason: "because" };
  expectRefusal(await act(body, admin), 403, "confirm_password");
  expect((await row(id)).status).toBe("READY");
  expect(await outcome("reject", first(await rows(1)).id)).not.toBe("confirm_password");
});

describe("what is taken back", () => {
  test("a link: the photo waits again in its draft, once, and the charter keeps its three", async () => {
    const draft = await aDraft({ captain });
    const { id: charterId } = await aCharter({ captain, photos: 3 });
    const { id } = first(await rows(1, { draftId: draft.id }));
    expect(await outcome("linkCharter", id, { charterId })).toBe(id);
    expect(await outcome("unlinkCharter", id, { draftId: draft.id })).toBe(id);
    expect(await row(id)).toMatchObject({ charterId: null, draftId: draft.id, trashedAt: null });
    expect(await outcome("unlinkCharter", id)).toBe("already_done");
    const kept = await db().charterMedia.findFirstOrThrow({ where: { charterId } });
    expect(await outcome("unlinkCharter", kept.id)).toBe("charter_needs_photos");
  });

  test("a link, into no draft when that is another's or closed", async () => {
    const { id: charterId } = await aCharter({ captain, photos: 3 });
    const other = await aDraft({ captain: await aCaptain() });
    const { id } = first(await rows(1, { charterId }));
    expect(await outcome("unlinkCharter", id, { draftId: other.id })).toBe(id);
    expect(await row(id)).toMatchObject({ charterId: null, draftId: null });
  });

  test("never what somebody else did meanwhile: another charter's photo stays, and another captain's", async () => {
    const { id: charterId } = await aCharter({ captain, photos: 4 });
    const { id: before } = await aCharter({ captain, photos: 3 });
    const linked = first(await rows(1, { charterId }));
    expect(await outcome("unlinkCharter", linked.id, { charterId: before })).toBe("media_changed");
    expect(await row(linked.id)).toMatchObject({ charterId });
    expect(await outcome("unlinkCharter", linked.id, { charterId })).toBe(linked.id);
    const theirs = first(await rows(1));
    const captainId = (await aCaptain()).profileId;
    expect(await outcome("unassign", theirs.id, { captainId })).toBe("media_changed");
    expect(await row(theirs.id)).toMatchObject({ captainId: captain.profileId });
  });

  test("an assignment of what was nobody's: it is nobody's again, unless its captain has begun to use it", async () => {
    const { id } = first(await orphans(1));
    const captainId = captain.profileId;
    expect(await outcome("assignCaptain", id, { captainId })).toBe(id);
    const both = await Promise.all([outcome("unassign", id), outcome("unassign", id)]);
    expect(both.filter((one) => one === id)).toHaveLength(1);
    expect(await row(id)).toMatchObject({ captainId: null, orphanedAt: expect.any(Date) });
    expect(await outcome("unassign", id)).toBe("already_done");
    const draft = await aDraft({ captain });
    const used = first(await rows(1, { draftId: draft.id }));
    expect(await outcome("unassign", used.id)).toBe("media_changed");
  });
});

describe("what is asked", () => {
  test.each([
    ["no reason to trash", { action: "trash" }, "reason"],
    ["a blank reason to reject", { action: "reject", reason: "  " }, "reason"],
    ["no captain to assign to", { action: "assignCaptain", reason: "x" }, "captainId"],
    ["no charter to link to", { action: "linkCharter" }, "charterId"],
    ["an action nobody knows", { action: "explode" }, "action"],
    ["a reason without end", { action: "trash", reason: "x".repeat(501) }, "reason"],
  ])("%s is invalid_payload", async (_, body, field) => {
    const answer = await act({ mediaIds: ["a"], ...body });
    expectRefusal(answer, 400, "invalid_payload", { errors: { [field]: expect.any(String) } });
  });

  test("at least one item and at most 100, each once", async () => {
    for (const mediaIds of [[], Array.from({ length: 101 }, (_, at) => `m${at}`)])
      expect((await act({ action: "review", mediaIds })).body.error).toBe("invalid_payload");
    const { body } = await act({ action: "review", mediaIds: ["x", "x", "\u{1F41F}"] });
    expect(body).toEqual({
      ok: true,
      done: [],
      failed: ["x", "\u{1F41F}"].map((id) => ({ id, error: "not_found" })),
    });
  });

  test("a target that is not there is 404, and nothing changes", async () => {
    const { id } = first(await rows(1));
    for (const target of ["absent", "../1"]) {
      const assign = { action: "assignCaptain", captainId: target, reason: "x" };
      expectRefusal(await act({ ...assign, mediaIds: [id] }), 404, "not_found");
      const link = { action: "linkCharter", charterId: target };
      expectRefusal(await act({ ...link, mediaIds: [id] }), 404, "not_found");
    }
  });
});

describe("each action", () => {
  test("trash and restore: to the trash and back to where it stood, each written down", async () => {
    const draft = await aDraft({ captain });
    const { id } = first(await rows(1, { draftId: draft.id }));
    expect(await outcome("trash", id, { reason: "Not a boat" })).toBe(id);
    expect((await row(id)).trashedAt).not.toBeNull();
    expect(await outcome("restore", id, { reason: undefined })).toBe(id);
    expect(await row(id)).toMatchObject({ trashedAt: null, draftId: draft.id });
    const [trashed, restored] = await audit(id);
    expect(trashed).toMatchObject({
      actorId: user.id,
      actorRole: "staff",
      action: "trash",
      reason: "Not a boat",
      before: { state: "pending", captainId: captain.profileId, draftId: draft.id },
      after: { state: "trash" },
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(restored).toMatchObject({
      action: "restore",
      reason: null,
      after: { state: "pending" },
    });
  });

  test("again it changes nothing, says so, and writes nothing down", async () => {
    const { id } = first(await rows(1));
    for (const action of ["trash", "restore", "review", "unreview", "reject"]) {
      const before = (await audit()).length;
      expect(await outcome(action, id), action).toBe(id);
      const once = await row(id);
      expect(await outcome(action, id), action).toBe("already_done");
      expect(await row(id)).toEqual(once);
      expect((await audit()).length).toBe(before + 1);
    }
  });

  test("a charter keeps 3 photos that people see: the fourth may go, in one call and in several", async () => {
    const { media, id: charterId } = await aCharter({ captain, photos: 5 });
    const mediaIds = media.slice(0, 3).map(({ id }) => id);
    for (const action of ["trash", "reject"]) {
      const { body } = await act({ action, mediaIds, reason: "because" });
      expect(body.done).toEqual(mediaIds.slice(0, 2));
      expect(body.failed).toEqual([{ id: mediaIds[2], error: "charter_needs_photos" }]);
      await act({ action: action === "trash" ? "restore" : "review", mediaIds });
    }
    expect(await db().charterMedia.count({ where: { charterId, trashedAt: null } })).toBe(5);
  });

  test("what was taken off a full charter can't return to it", async () => {
    const { media, id: charterId } = await aCharter({ captain, photos: 15 });
    const { id } = first(media);
    expect(await outcome("trash", id)).toBe(id);
    const [more] = await rows(1);
    expect(await outcome("linkCharter", more?.id ?? "", { charterId })).toBe(more?.id);
    expect(await outcome("restore", id)).toBe("charter_full");
    const [another] = await rows(1);
    expect(await outcome("linkCharter", another?.id ?? "", { charterId })).toBe("charter_full");
  });

  test("reject: the captain reads why, it is neither counted nor linked, until it is reviewed", async () => {
    const draft = await aDraft({ captain, photos: 3 });
    const { id } = first(await db().charterMedia.findMany({ where: { draftId: draft.id } }));
    expect(await outcome("reject", id, { reason: "There is a phone number on it" })).toBe(id);
    const { photos } = await listCaptainPhotos(captainActor(captain.id), { state: "pending" });
    expect(photos.find((photo) => photo.id === id)?.rejectedReason).toBe(
      "There is a phone number on it",
    );
    const cookie = await signedIn(captain);
    const counts = async () =>
      (await call(getDraft, { cookie, params: { id: draft.id } })).body.draft.counts.photos;
    expect(await counts()).toBe(2);
    await expect(finalizeDraft(captainActor(captain.id), draft.id)).rejects.toMatchObject({
      code: "missing_media",
      details: { found: 2, required: 3 },
    });
    expect(await outcome("review", id)).toBe(id);
    expect(await row(id)).toMatchObject({ rejectedReason: null, reviewedById: user.id });
    expect(await counts()).toBe(3);
    expect((await finalizeDraft(captainActor(captain.id), draft.id)).photos).toBe(3);
  });

  test("assign: an orphan with or without a reason, what has a captain only with one, what is linked never", async () => {
    const target = { captainId: captain.profileId };
    const orphan = first(await orphans(1));
    expect(await outcome("assignCaptain", orphan.id, { ...target, reason: undefined })).toBe(
      orphan.id,
    );
    expect(await row(orphan.id)).toMatchObject({ captainId: captain.profileId, orphanedAt: null });
    const other = await aCaptain();
    const draft = await aDraft({ captain: other });
    const theirs = first(await photoRows(other, 1, { draftId: draft.id, isCover: true }));
    expect(await outcome("assignCaptain", theirs.id, { ...target, reason: undefined })).toBe(
      "reason_missing",
    );
    expect(await outcome("assignCaptain", theirs.id, target)).toBe(theirs.id);
    expect(await row(theirs.id)).toMatchObject({ draftId: null, isCover: false, ...target });
    const linked = first((await aCharter({ captain: other })).media);
    expect(await outcome("assignCaptain", linked.id, target)).toBe("media_linked");
  });

  test("assign: a captain's quota and their own copy of the same file hold", async () => {
    const target = { captainId: captain.profileId };
    const mine = first(await rows(1));
    const twin = first(await photoRows({}, 1, { dedupeKey: mine.dedupeKey }));
    expect(await outcome("assignCaptain", twin.id, target)).toBe(twin.id);
    expect((await row(twin.id)).dedupeKey).toBeNull();
    await rows(197);
    const mediaIds = (await orphans(3)).map(({ id }) => id);
    const { body } = await act({ action: "assignCaptain", mediaIds, ...target, reason: "x" });
    expect([body.done.length, body.failed.map(({ error }: { error: string }) => error)]).toEqual([
      1,
      ["quota_exceeded", "quota_exceeded"],
    ]);
  });

  test("link: a captain's waiting photo to a charter of theirs, at its end; nothing else", async () => {
    const { id: charterId } = await aCharter({ captain });
    const other = await aCaptain();
    const link = { charterId };
    const { id } = first(await rows(1));
    expect(await outcome("linkCharter", id, link)).toBe(id);
    expect(await row(id)).toMatchObject({ charterId, sortOrder: 3, draftId: null });
    expect(await outcome("linkCharter", id, link)).toBe("already_done");
    const refused = {
      wrong_captain: [first(await orphans(1)), first(await photoRows(other, 1))],
      media_unusable: [
        first(await rows(1, { rejectedReason: "Too dark" })),
        first(await rows(1, { missingSince: new Date() })),
      ],
      media_in_trash: [first(await rows(1, { trashedAt: new Date() }))],
      wrong_kind: [first(await rows(1, { kind: "CHARTER_VIDEO" }))],
      media_linked: [first((await aCharter({ captain })).media)],
    };
    for (const [code, items] of Object.entries(refused))
      for (const item of items) expect(await outcome("linkCharter", item.id, link)).toBe(code);
  });

  test("a captain's open edits of the charter go on from its new version", async () => {
    const { id: charterId } = await aCharter({ captain });
    const edit = await editCharter(captainActor(captain.id), charterId);
    const { id } = first(await rows(1));
    expect(await outcome("linkCharter", id, { charterId })).toBe(id);
    const { charterId: same } = await finalizeDraft(captainActor(captain.id), edit.id);
    expect(same).toBe(charterId);
  });

  test("purge: what is in the trash or nobody's goes with its file, what is in use stays", async () => {
    await blob.clear();
    const kept = await aPendingPhoto({ captain });
    const keys = await blob.keys();
    const gone = await aPendingPhoto({ captain });
    expect(await outcome("purge", kept.id, {}, admin)).toBe("media_in_use");
    expect(await outcome("purge", gone.id, {}, admin)).toBe("media_in_use");
    expect(await outcome("trash", gone.id)).toBe(gone.id);
    expect(await outcome("purge", gone.id, { reason: "Asked by mail" }, admin)).toBe(gone.id);
    expect(await blob.keys()).toEqual(keys);
    expect(await outcome("purge", gone.id, {}, admin)).toBe("not_found");
    expect((await audit(gone.id)).at(-1)).toMatchObject({
      action: "purge",
      actorRole: "admin",
      reason: "Asked by mail",
      before: { state: "trash" },
      after: { state: "purged", storageKey: gone.storageKey },
    });
    const orphan = first(await orphans(1));
    expect(await outcome("purge", orphan.id, {}, admin)).toBe(orphan.id);
  });

  test("purge: while the store is down the item is out of reach, and its file stays for the daily round", async () => {
    const { id } = await aPendingPhoto({ captain });
    expect(await outcome("trash", id)).toBe(id);
    blob.setFault(() => ({ status: 503, body: {} }));
    expect(await outcome("purge", id, {}, admin)).toBe(id);
    blob.setFault();
    expect((await row(id)).status).toBe("DELETING");
    expect(await outcome("restore", id)).toBe("not_found");
  });
});

describe("several at once", () => {
  test("of two members of staff one acts and the other is told, whatever they do", async () => {
    const other = await signedIn(await aUser({ role: "STAFF" }));
    const rival = await aCaptain();
    const held = { hold: `SELECT FROM "CaptainProfile" FOR UPDATE`, waiting: 2 };
    const pairs = [
      ["trash", "trash"],
      ["trash", "reject"],
      ["reject", "review"],
    ] as const;
    for (const [mine, theirs] of pairs) {
      const { id } = first(await rows(1));
      const outcomes = await allAtOnce(held, () =>
        Promise.all([outcome(mine, id), outcome(theirs, id, {}, other)]),
      );
      expect(
        outcomes.filter((one) => one === id),
        `${mine} ${theirs}`,
      ).toHaveLength(1);
      expect(await audit(id)).toHaveLength(1);
    }
    const orphan = first(await orphans(1));
    const outcomes = await allAtOnce(held, () =>
      Promise.all([
        outcome("assignCaptain", orphan.id, { captainId: captain.profileId }),
        outcome("assignCaptain", orphan.id, { captainId: rival.profileId }, other),
      ]),
    );
    expect(outcomes.filter((one) => one === orphan.id)).toHaveLength(1);
    expect(await audit(orphan.id)).toHaveLength(1);
  });

  test("of items that changed since they were seen each is reported, and the others are done", async () => {
    const { id: charterId } = await aCharter({ captain });
    const [kept, trashed, linked, gone] = await rows(4);
    const ids = [kept, trashed, linked, gone].map((one) => one?.id ?? "");
    await db().charterMedia.update({
      where: { id: ids[1] ?? "" },
      data: { trashedAt: new Date() },
    });
    await db().charterMedia.update({ where: { id: ids[2] ?? "" }, data: { charterId } });
    await db().charterMedia.delete({ where: { id: ids[3] ?? "" } });
    const { body } = await act({
      action: "trash",
      mediaIds: ids,
      reason: "because",
      from: "pending",
    });
    expect(body.done).toEqual([ids[0]]);
    expect(body.failed).toEqual([
      { id: ids[1], error: "already_done" },
      // Linked with the other photos meanwhile, by its captain.
      { id: ids[2], error: "media_changed" },
      { id: ids[3], error: "not_found" },
    ]);
    expect((await audit()).map(({ entityId }) => entityId)).toEqual([ids[0]]);
  });

  test("a hundred items of many captains and of nobody, in one call", async () => {
    const captains = await Promise.all(Array.from({ length: 5 }, () => aCaptain()));
    const mine = await Promise.all(captains.map((one) => photoRows(one, 15)));
    const mediaIds = [...mine.flat(), ...(await orphans(25))].map(({ id }) => id);
    const { body } = await act({ action: "reject", mediaIds, reason: "A whole batch by mistake" });
    expect([body.done, body.failed]).toEqual([mediaIds, []]);
    expect(await audit()).toHaveLength(100);
  });
});
