import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { ensureProfile } from "@/lib/db/profile-repo";
import { finalizeDraft } from "@/lib/domain/draft/finalize-draft";
import { getDraft } from "@/lib/domain/draft/get-draft";
import { aCaptain, aUser, type TestCaptain } from "../../support/accounts";
import { captainActor } from "../../support/actors";
import { countStatements, query, truncateAll } from "../../support/database";
import { aDraft, aVideo, completeDraftData, photoRows } from "../../support/drafts";
import { dumpTables } from "../../support/dump";

let captain: TestCaptain;
beforeEach(async () => {
  await truncateAll();
  captain = await aCaptain();
});

const finalize = (draftId: string, version?: number) =>
  finalizeDraft(captainActor(captain.id), draftId, version === undefined ? {} : { version });

const photosOf = (charterId: string) =>
  db().charterMedia.findMany({
    where: { charterId, kind: "CHARTER_PHOTO" },
    orderBy: { sortOrder: "asc" },
  });

describe("a complete draft with at least 3 photos", () => {
  test("becomes a charter with boat, trips and its photos in upload order, the first as cover", async () => {
    const draft = await aDraft({ captain });
    const photos = await photoRows(captain, 3, { draftId: draft.id });
    const result = await finalize(draft.id, draft.version);
    expect(result).toEqual({
      ok: true,
      charterId: expect.any(String),
      photos: 3,
      videos: 0,
      left: 0,
      replayed: false,
    });
    const charter = await db().charter.findUniqueOrThrow({
      where: { id: result.charterId },
      include: { boat: true, trips: { orderBy: { sortOrder: "asc" } } },
    });
    const data = completeDraftData();
    expect(charter).toMatchObject({
      captainId: captain.profileId,
      version: 1,
      name: data.charterName,
      operatorName: data.operator.displayName,
      operatorPhone: data.operator.phone,
      operatorBackupPhone: null,
      policies: data.policies,
      pickup: data.pickup,
      scheduleType: "CUSTOM",
      operationalDays: [5, 6, 0],
      amenities: data.amenities,
      latitude: data.latitude,
      boat: data.boat,
    });
    expect(
      charter.trips.map(({ name, price, promoPrice, startTimes, charterStyle }) => [
        name,
        Number(price),
        promoPrice && Number(promoPrice),
        startTimes,
        charterStyle,
      ]),
    ).toEqual([
      ["Half day", 650, 599.5, ["06:30", "13:00"], "private"],
      ["Full day", 1200, null, ["06:00"], "shared"],
    ]);
    const linked = await photosOf(result.charterId);
    expect(linked.map(({ id, sortOrder, isCover }) => [id, sortOrder, isCover])).toEqual(
      photos.map(({ id }, at) => [id, at, at === 0]),
    );
    expect(await db().charterDraft.findUniqueOrThrow({ where: { id: draft.id } })).toMatchObject({
      status: "SUBMITTED",
      charterId: result.charterId,
      version: draft.version,
    });
  });

  test("takes photos that are in no draft, and leaves another draft's alone", async () => {
    const [draft, other] = [await aDraft({ captain }), await aDraft({ captain, photos: 4 })];
    await photoRows(captain, 2, { draftId: draft.id });
    await photoRows(captain, 1);
    expect(await finalize(draft.id)).toMatchObject({ photos: 3, left: 0 });
    expect(await getDraft(captainActor(captain.id), other.id)).toMatchObject({
      counts: { photos: 4 },
    });
  });

  test("never takes what is removed, missing, rejected, unfinished, of another kind or somebody else's", async () => {
    const draft = await aDraft({ captain, photos: 3 });
    const stranger = await aCaptain();
    const now = new Date();
    for (const unusable of [
      { trashedAt: now },
      { missingSince: now },
      { rejectedReason: "Blurred" },
      { status: "RESERVED" as const },
      { status: "DELETING" as const },
      { kind: "CAPTAIN_AVATAR" as const },
      { kind: "TRIP_MEDIA" as const },
      { captainId: stranger.profileId },
      { captainId: null },
    ])
      await photoRows(captain, 1, unusable);
    expect(await finalize(draft.id)).toMatchObject({ photos: 3, left: 0 });
    expect(await query(`SELECT id FROM "CharterMedia" WHERE "charterId" IS NOT NULL`)).toHaveLength(
      3,
    );
  });

  test("carries 15 photos, the chosen cover first; the rest stays pending in no draft", async () => {
    const draft = await aDraft({ captain });
    const photos = await photoRows(captain, 18, { draftId: draft.id });
    const cover = photos[17]?.id ?? "";
    await db().charterMedia.update({ where: { id: cover }, data: { isCover: true } });
    const result = await finalize(draft.id);
    expect(result).toMatchObject({ photos: 15, left: 3 });
    const linked = await photosOf(result.charterId);
    expect(linked.map(({ id }) => id)).toEqual([cover, ...photos.slice(0, 14).map(({ id }) => id)]);
    expect(linked.filter(({ isCover }) => isCover)).toHaveLength(1);
    expect(
      await query(
        `SELECT id, "draftId" FROM "CharterMedia" WHERE "charterId" IS NULL ORDER BY "createdAt"`,
      ),
    ).toEqual(photos.slice(14, 17).map(({ id }) => ({ id, draftId: null })));
  });

  test("sorts by the captain's order, not by upload", async () => {
    const draft = await aDraft({ captain });
    const photos = await photoRows(captain, 3, { draftId: draft.id });
    for (const [at, { id }] of photos.entries())
      await db().charterMedia.update({ where: { id }, data: { sortOrder: 2 - at } });
    const { charterId } = await finalize(draft.id);
    expect((await photosOf(charterId)).map(({ id }) => id)).toEqual(
      photos.map(({ id }) => id).reverse(),
    );
  });

  test("has one cover even when a photo of the draft and one of no draft both claim it", async () => {
    const draft = await aDraft({ captain, photos: 1 });
    await photoRows(captain, 1, { draftId: draft.id, isCover: true });
    await photoRows(captain, 1, { isCover: true });
    const { charterId } = await finalize(draft.id);
    expect((await photosOf(charterId)).map(({ isCover }) => isCover)).toEqual([true, false, false]);
  });

  test("gives a photo back in no draft though the same picture waits there already", async () => {
    const draft = await aDraft({ captain, photos: 3 });
    const twin = { dedupeKey: "same", rejectedReason: "Blurred" };
    await photoRows(captain, 1, { ...twin, draftId: draft.id });
    await photoRows(captain, 1, twin);
    await finalize(draft.id);
    const left = await query<{ draftId: null; dedupeKey: string | null }>(
      `SELECT "draftId", "dedupeKey" FROM "CharterMedia" WHERE "charterId" IS NULL ORDER BY "dedupeKey"`,
    );
    expect(left).toEqual([
      { draftId: null, dedupeKey: "same" },
      { draftId: null, dedupeKey: null },
    ]);
  });

  test("fills in what the captain's profile leaves blank, and nothing else", async () => {
    await db().captainProfile.update({
      where: { id: captain.profileId },
      data: { bio: "My own words.", displayName: "Ana" },
    });
    await finalize((await aDraft({ captain, photos: 3 })).id);
    expect(
      await db().captainProfile.findUniqueOrThrow({ where: { id: captain.profileId } }),
    ).toMatchObject({
      displayName: "Ana",
      bio: "My own words.",
      phone: "+60 12-345 6789",
      experienceYrs: 12,
    });
  });

  test("leaves an audit entry with who, which request and what came of it", async () => {
    const draft = await aDraft({ captain, photos: 4 });
    const { charterId } = await finalize(draft.id);
    const actor = captainActor(captain.id);
    expect(await db().auditLog.findMany()).toMatchObject([
      {
        actorId: captain.id,
        actorRole: "captain",
        entity: "CharterDraft",
        entityId: draft.id,
        action: "finalize_create",
        after: { charterId, photos: 4, videos: 0, left: 0 },
        requestId: actor.requestId,
      },
    ]);
  });

  test("makes a charter without a boat when there is none, whatever was typed about one before", async () => {
    const data = { ...completeDraftData({ withoutBoat: true }), boat: { name: "Half typed" } };
    const { charterId } = await finalize((await aDraft({ captain, photos: 3, data })).id);
    expect(await db().boat.findMany({ where: { charterId } })).toEqual([]);
  });

  test("ignores media lists and unknown fields that old clients left in the data", async () => {
    const stranger = await aCaptain();
    const [theirs] = await photoRows(stranger, 1);
    const data = {
      ...completeDraftData(),
      uploadedPhotos: [{ id: theirs?.id, url: "https://evil.example/x.jpg" }],
      uploadedVideos: null,
      media: { images: [theirs?.id] },
      tone: null,
    };
    const draft = await aDraft({ captain, photos: 3, data });
    expect((await getDraft(captainActor(captain.id), draft.id)).data).toEqual(completeDraftData());
    expect(await finalize(draft.id)).toMatchObject({ photos: 3 });
    expect(
      await db().charterMedia.findUniqueOrThrow({ where: { id: theirs?.id ?? "" } }),
    ).toMatchObject({
      charterId: null,
    });
  });
});

describe("videos", () => {
  test("that are queued, processing or ready each get a media row, and the link goes both ways", async () => {
    const draft = await aDraft({ captain, photos: 3 });
    const raw = {
      ready720pUrl: null,
      normalizedBlobKey: null,
      processedDurationSec: null,
      processedWidth: null,
      processedHeight: null,
    };
    const ready = await aVideo({ captain, draftId: draft.id });
    const queued = await aVideo({
      captain,
      processStatus: "queued",
      sizeBytes: 9_000_000_000n,
      ...raw,
    });
    const processing = await aVideo({ captain, processStatus: "processing", ...raw });
    const result = await finalize(draft.id);
    expect(result).toMatchObject({ photos: 3, videos: 3 });
    const rows = await db().captainVideo.findMany({
      include: { media: true },
      orderBy: { createdAt: "asc" },
    });
    expect(
      rows.map(({ id, charterId, media }) => [id, charterId, media?.charterId, media?.sortOrder]),
    ).toEqual(
      [ready, queued, processing].map(({ id }, at) => [
        id,
        result.charterId,
        result.charterId,
        15 + at,
      ]),
    );
    expect(rows[0]?.media).toMatchObject({
      kind: "CHARTER_VIDEO",
      status: "READY",
      captainId: captain.profileId,
      url: ready.ready720pUrl,
      storageKey: ready.normalizedBlobKey,
      mimeType: "video/mp4",
      thumbnailUrl: ready.thumbnailUrl,
      durationSeconds: 10,
      width: 720,
      height: 1280,
    });
    expect(rows[1]?.media).toMatchObject({
      url: queued.originalUrl,
      storageKey: queued.blobKey,
      mimeType: "video/quicktime",
      sizeBytes: 9_000_000_000n,
      durationSeconds: 12.5,
      width: 1080,
      height: 1920,
    });
  });

  test("that failed, were cancelled, are in another draft or somebody else's are neither published nor in the way", async () => {
    const draft = await aDraft({ captain, photos: 3 });
    const other = await aDraft({ captain });
    await aVideo({ captain, processStatus: "failed", draftId: draft.id });
    await aVideo({ captain, processStatus: "cancelled" });
    await aVideo({ captain, draftId: other.id });
    await aVideo({ captain: await aUser() });
    expect(await finalize(draft.id)).toMatchObject({ videos: 0 });
    expect(
      await query(`SELECT DISTINCT "charterId", "charterMediaId" FROM "CaptainVideo"`),
    ).toEqual([{ charterId: null, charterMediaId: null }]);
    expect(await query(`SELECT id FROM "CaptainVideo" WHERE "draftId" = '${draft.id}'`)).toEqual(
      [],
    );
  });
});

describe("refusals", () => {
  const refused = (draftId: string, version?: number) =>
    finalize(draftId, version).then(
      () => expect.unreachable("it was not refused"),
      ({ code, details }: { code: string; details: object }) => ({ code, ...details }),
    );

  test("a stranger's draft looks exactly like an absent one, and nothing changes", async () => {
    const stranger = await aCaptain();
    const theirs = await aDraft({ captain: stranger, photos: 3 });
    const before = await dumpTables();
    const answer = await refused(theirs.id, theirs.version + 1);
    expect(answer).toEqual({ code: "not_found" });
    expect(await refused("absent")).toEqual(answer);
    expect(await dumpTables()).toEqual(before);
  });

  test("come in their order, each hiding the next", async () => {
    const user = await aUser();
    const draft = await aDraft({ captain: user, data: {}, draft: { status: "ABANDONED" } });
    const asUser = (version?: number) =>
      finalizeDraft(captainActor(user.id), draft.id, version === undefined ? {} : { version });
    await expect(asUser(7)).rejects.toMatchObject({
      code: "version_conflict",
      details: { serverVersion: 1 },
    });
    await expect(asUser(1)).rejects.toMatchObject({ code: "invalid_status" });
    await db().charterDraft.update({ where: { id: draft.id }, data: { status: "DRAFT" } });
    await expect(asUser(1)).rejects.toMatchObject({ code: "missing_captain_profile" });
    await ensureProfile(db(), user.id);
    await expect(asUser(1)).rejects.toMatchObject({ code: "validation" });
    await db().charterDraft.update({
      where: { id: draft.id },
      data: { data: completeDraftData() },
    });
    await expect(asUser(1)).rejects.toMatchObject({
      code: "missing_media",
      details: { found: 0, required: 3 },
    });
  });

  test("name every missing field by its path", async () => {
    const { operator, trips, ...rest } = completeDraftData();
    const data = {
      ...rest,
      operator: { ...operator, phone: "none" },
      trips: [{ ...trips[0], price: -1 }],
      postcode: null,
    };
    const draft = await aDraft({ captain, photos: 3, data });
    expect(await refused(draft.id)).toEqual({
      code: "validation",
      errors: {
        "operator.phone": expect.any(String),
        "trips.0.price": expect.any(String),
        postcode: expect.any(String),
      },
    });
  });

  test("2 photos are not enough: no charter, still pending; a third and a retry succeed", async () => {
    const draft = await aDraft({ captain, photos: 2 });
    const before = await dumpTables();
    expect(await refused(draft.id)).toEqual({ code: "missing_media", found: 2, required: 3 });
    expect(await dumpTables()).toEqual(before);
    await photoRows(captain, 1);
    expect(await finalize(draft.id)).toMatchObject({ photos: 3 });
  });

  test("a draft that was deleted is refused, not submitted", async () => {
    const draft = await aDraft({ captain, photos: 3, draft: { status: "DELETED" } });
    expect(await refused(draft.id, draft.version)).toEqual({ code: "invalid_status" });
  });
});

describe("again", () => {
  test("answers with the same charter whatever the version, and changes nothing", async () => {
    const draft = await aDraft({ captain, photos: 16 });
    await aVideo({ captain });
    const first = await finalize(draft.id, draft.version);
    const before = await dumpTables();
    expect(await finalize(draft.id, draft.version + 5)).toEqual({
      ...first,
      left: 0,
      replayed: true,
    });
    expect(await dumpTables()).toEqual(before);
  });
});

describe("cost", () => {
  const statementsFor = async (photos: number, videos: number) => {
    const draft = await aDraft({ captain, photos });
    for (let at = 0; at < videos; at++) await aVideo({ captain, draftId: draft.id });
    const { total } = await countStatements(() => finalize(draft.id));
    return total;
  };

  test("3 photos and 15 take the same few statements", async () => {
    await statementsFor(3, 0);
    const [few, many] = [await statementsFor(3, 0), await statementsFor(15, 0)];
    expect(many).toBe(few);
    // BEGIN and COMMIT are not counted; one statement is the check of the submitted draft at COMMIT.
    expect(few).toBeLessThanOrEqual(7);
  });
});
