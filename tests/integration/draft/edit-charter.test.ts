import { beforeEach, describe, expect, test, vi } from "vitest";
import { db, inTransaction } from "@/lib/db/client";
import { lockCaptain, touchCharter } from "@/lib/db/media-repo";
import { editCharter } from "@/lib/domain/draft/edit-charter";
import { finalizeDraft } from "@/lib/domain/draft/finalize-draft";
import { reviewDraft } from "@/lib/domain/draft/review-draft";
import { saveDraft } from "@/lib/domain/draft/save-draft";
import { listCaptainPhotos } from "@/lib/domain/media/list-captain-photos";
import { aCaptain, type TestCaptain } from "../../support/accounts";
import { captainActor } from "../../support/actors";
import { query, truncateAll } from "../../support/database";
import { aCharter, aVideo, completeDraftData, photoRows } from "../../support/drafts";
import { dumpTables } from "../../support/dump";

let captain: TestCaptain;
beforeEach(async () => {
  await truncateAll();
  captain = await aCaptain();
});
const actor = () => captainActor(captain.id);

const photosOf = async (charterId: string) =>
  (
    await db().charterMedia.findMany({
      where: { charterId, kind: "CHARTER_PHOTO", trashedAt: null },
      orderBy: { sortOrder: "asc" },
    })
  ).map(({ id }) => id);

describe("opening a finished charter", () => {
  test("makes a draft that says the same, remembers the version and needs nothing more", async () => {
    const charter = await aCharter({ captain, videos: 1 });
    const draft = await editCharter(actor(), charter.id);
    expect(draft).toMatchObject({
      status: "DRAFT",
      version: 1,
      charterId: null,
      editsCharterId: charter.id,
      data: completeDraftData(),
      counts: { photos: 3, videos: 1 },
    });
    expect(await reviewDraft(actor(), draft.id)).toMatchObject({
      ready: true,
      errors: {},
      found: 3,
    });
  });

  test("lists the charter's photos as the draft's, with those that wait to join them", async () => {
    const charter = await aCharter({ captain });
    await aCharter({ captain });
    const draft = await editCharter(actor(), charter.id);
    const [added] = await photoRows(captain, 1, { draftId: draft.id });
    const listed = async (state?: "pending" | "linked") =>
      (await listCaptainPhotos(actor(), { draftId: draft.id, state })).photos.map(({ id }) => id);
    const online = await photosOf(charter.id);
    expect((await listed()).sort()).toEqual([...online, added?.id].sort());
    expect(await listed("linked")).toEqual(online);
    expect(await listed("pending")).toEqual([added?.id]);
  });

  test("of the old system gives what it has, and the rest is named as missing", async () => {
    const { id } = await db().charter.create({
      data: {
        captainId: captain.profileId,
        name: "Old Salt",
        charterType: "Inshore fishing",
        description: "Short.",
        state: "Johor",
        city: "Mersing",
        startingPoint: "Jetty",
        postcode: "86800",
        policies: { catchAndKeep: true, somethingElse: 1, childFriendly: null },
        pickup: { available: "yes" },
      },
    });
    const { data, id: draftId } = await editCharter(actor(), id);
    expect(data).toMatchObject({ charterName: "Old Salt", policies: { catchAndKeep: true } });
    expect(data.pickup).toEqual({});
    expect(Object.keys((await reviewDraft(actor(), draftId)).errors)).toEqual(
      expect.arrayContaining([
        "operator.phone",
        "description",
        "latitude",
        "pickup.available",
        "trips",
      ]),
    );
  });

  test("refuses a stranger's and an archived charter exactly like an absent one", async () => {
    const theirs = await aCharter({ captain: await aCaptain() });
    const archived = await aCharter({ captain });
    await db().charter.update({ where: { id: archived.id }, data: { archivedAt: new Date() } });
    const before = await dumpTables();
    for (const id of [theirs.id, archived.id, "absent"])
      await expect(editCharter(actor(), id)).rejects.toMatchObject({
        code: "not_found",
        details: {},
      });
    expect(await dumpTables()).toEqual(before);
  });
});

describe("submitting an edit", () => {
  test("renews that charter: fields, boat, trips, photos and videos, and answers the same again", async () => {
    const charter = await aCharter({ captain, videos: 1 });
    const kept = await photosOf(charter.id);
    const draft = await editCharter(actor(), charter.id);
    const [half, full] = completeDraftData().trips;
    if (!half || !full) throw new Error("a complete draft has two trips");
    const trips = [full, { ...half, name: "Sunset", price: 300 }];
    const saved = await saveDraft(actor(), draft.id, {
      dataPartial: { charterName: "Sea Fox", withoutBoat: true, trips },
      clientVersion: 1,
    });
    const added = await photoRows(captain, 2, { draftId: draft.id });
    await aVideo({ captain });
    const before = await db().trip.findFirstOrThrow({ where: { name: "Full day" } });

    const result = await finalizeDraft(actor(), draft.id, { version: saved.version });
    expect(result).toEqual({
      ok: true,
      charterId: charter.id,
      photos: 5,
      videos: 2,
      left: 0,
      replayed: false,
    });
    expect(await photosOf(charter.id)).toEqual([...kept, ...added.map(({ id }) => id)]);
    const now = await db().charter.findUniqueOrThrow({
      where: { id: charter.id },
      include: { boat: true, trips: { orderBy: { sortOrder: "asc" } } },
    });
    expect(now).toMatchObject({ version: 2, name: "Sea Fox", withoutBoat: true, boat: null });
    expect(now.trips.map(({ name }) => name)).toEqual(["Full day", "Sunset"]);
    // A trip that keeps its name keeps its id, and with it its photos.
    expect(now.trips[0]?.id).toBe(before.id);
    expect(await db().auditLog.findMany({ where: { entityId: draft.id } })).toMatchObject([
      { action: "finalize_update", after: { charterId: charter.id, photos: 5 } },
    ]);
    expect(await finalizeDraft(actor(), draft.id)).toEqual({ ...result, replayed: true });
    expect(await db().charter.count()).toBe(1);
  });

  test("puts a cover chosen among the new photos first, whatever the old cover was", async () => {
    const charter = await aCharter({ captain });
    const kept = await photosOf(charter.id);
    const draft = await editCharter(actor(), charter.id);
    const [plain] = await photoRows(captain, 1, { draftId: draft.id });
    const [cover] = await photoRows(captain, 1, { draftId: draft.id, isCover: true });
    await finalizeDraft(actor(), draft.id);
    expect(await photosOf(charter.id)).toEqual([cover?.id, ...kept, plain?.id]);
    expect(await db().charterMedia.findMany({ where: { isCover: true } })).toMatchObject([
      { id: cover?.id },
    ]);
  });

  test("takes the cover from media that is no charter photo too", async () => {
    const charter = await aCharter({ captain });
    await db().charterMedia.updateMany({ data: { isCover: false } });
    await photoRows(captain, 1, { charterId: charter.id, kind: "TRIP_MEDIA", isCover: true });
    const draft = await editCharter(actor(), charter.id);
    await finalizeDraft(actor(), draft.id);
    expect(await db().charterMedia.findMany({ where: { isCover: true } })).toMatchObject([
      { id: charter.media[0]?.id },
    ]);
  });

  test("fills up to 15 with what is on it already; the rest stays pending", async () => {
    const charter = await aCharter({ captain, photos: 13 });
    const draft = await editCharter(actor(), charter.id);
    const added = await photoRows(captain, 5, { draftId: draft.id });
    expect(await finalizeDraft(actor(), draft.id)).toMatchObject({ photos: 15, left: 3 });
    expect((await photosOf(charter.id)).slice(13)).toEqual(added.slice(0, 2).map(({ id }) => id));
    expect(await db().charterMedia.count({ where: { charterId: null, draftId: null } })).toBe(3);
  });

  test("does not count linked photos that are removed, missing or rejected", async () => {
    const charter = await aCharter({ captain, photos: 5 });
    const [trashed, missing, rejected] = charter.media.map(({ id }) => id);
    const mark = (id: string | undefined, data: object) =>
      db().charterMedia.update({ where: { id: id ?? "" }, data });
    await mark(trashed, { trashedAt: new Date(), isCover: false });
    await mark(missing, { missingSince: new Date(), isCover: true });
    await mark(rejected, { rejectedReason: "Blurred" });
    const draft = await editCharter(actor(), charter.id);
    expect(draft.counts.photos).toBe(2);
    await expect(finalizeDraft(actor(), draft.id)).rejects.toMatchObject({
      code: "missing_media",
      details: { found: 2, required: 3 },
    });
    const [added] = await photoRows(captain, 1);
    expect(await finalizeDraft(actor(), draft.id)).toMatchObject({ photos: 3 });
    expect(await photosOf(charter.id)).toEqual([
      charter.media[3]?.id,
      charter.media[4]?.id,
      added?.id,
      missing,
      rejected,
    ]);
    expect(await db().charterMedia.findMany({ where: { isCover: true } })).toMatchObject([
      { id: charter.media[3]?.id },
    ]);
  });

  test("of two edits of one charter the second is told that the charter changed", async () => {
    const charter = await aCharter({ captain });
    const [first, second] = [
      await editCharter(actor(), charter.id),
      await editCharter(actor(), charter.id),
    ];
    // Before anything else that is wrong with it: there is no use in mending this draft.
    await saveDraft(actor(), second.id, { dataPartial: { description: null }, clientVersion: 1 });
    await finalizeDraft(actor(), first.id);
    const before = await dumpTables();
    await expect(finalizeDraft(actor(), second.id)).rejects.toMatchObject({
      code: "charter_changed",
    });
    expect(await dumpTables()).toEqual(before);
  });

  test("of a charter that was archived meanwhile is refused as closed, and nothing changes", async () => {
    const charter = await aCharter({ captain });
    const draft = await editCharter(actor(), charter.id);
    await db().charter.update({ where: { id: charter.id }, data: { archivedAt: new Date() } });
    const before = await dumpTables();
    await expect(finalizeDraft(actor(), draft.id)).rejects.toMatchObject({
      code: "invalid_status",
    });
    expect(await dumpTables()).toEqual(before);
  });

  test("goes through while the captain words a photo of the charter at the same moment", async () => {
    const charter = await aCharter({ captain });
    const draft = await editCharter(actor(), charter.id);
    const submitted = await inTransaction(async (tx) => {
      await lockCaptain(tx, captain.id);
      const answer = Promise.allSettled([finalizeDraft(actor(), draft.id)]);
      await vi.waitFor(async () =>
        expect(
          await query(`SELECT pid FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'`),
        ).toHaveLength(1),
      );
      await touchCharter(tx, captain.id, charter.id);
      return { answer };
    });
    expect(await submitted.answer).toMatchObject([{ status: "fulfilled" }]);
    expect(await db().charter.findMany()).toMatchObject([{ version: 3 }]);
  });

  test("two edits of one charter at once: one renews it, the other is told, 20 times over", async () => {
    for (let round = 1; round <= 20; round++) {
      const charter = await aCharter({ captain });
      const drafts = [
        await editCharter(actor(), charter.id),
        await editCharter(actor(), charter.id),
      ];
      const outcomes = await Promise.all(
        drafts.map(({ id }) =>
          finalizeDraft(actor(), id).then(
            ({ charterId }) => charterId,
            ({ code }: { code: string }) => code,
          ),
        ),
      );
      expect(outcomes.sort()).toEqual([charter.id, "charter_changed"].sort());
    }
  });
});
