import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { discardDraft } from "@/lib/domain/draft/discard-draft";
import { getDraft } from "@/lib/domain/draft/get-draft";
import { saveDraft } from "@/lib/domain/draft/save-draft";
import type { DraftPatch } from "@/lib/domain/draft/schema";
import { aCaptain, type TestCaptain } from "../../support/accounts";
import { captainActor } from "../../support/actors";
import { truncateAll } from "../../support/database";
import { aCharter, aDraft, aVideo, completeDraftData, photoRows } from "../../support/drafts";
import { dumpTables } from "../../support/dump";

let captain: TestCaptain;
beforeEach(async () => {
  await truncateAll();
  captain = await aCaptain();
});
const actor = () => captainActor(captain.id);
const save = (id: string, dataPartial: DraftPatch, clientVersion = 1) =>
  saveDraft(actor(), id, { dataPartial, clientVersion });

describe("saving", () => {
  test("merges objects, replaces arrays, clears with null and keeps the rest", async () => {
    const draft = await aDraft({ captain });
    const saved = await save(draft.id, {
      operator: { phone: "0123456", backupPhone: null },
      pickup: { fee: null },
      amenities: ["Ice"],
      trips: [{ name: "Night", promoPrice: null }],
      description: null,
    });
    const { description: _, ...rest } = completeDraftData();
    expect(saved).toMatchObject({ version: 2, status: "DRAFT" });
    expect(saved.data).toEqual({
      ...rest,
      operator: { ...rest.operator, phone: "0123456" },
      pickup: { available: true, areas: ["Kuah"], notes: "From your hotel." },
      amenities: ["Ice"],
      trips: [{ name: "Night" }],
    });
    expect((await getDraft(actor(), draft.id)).data).toEqual(saved.data);
  });

  test("keeps what an older form stored and this one does not know", async () => {
    const draft = await aDraft({
      captain,
      data: { tone: "friendly", uploadedPhotos: [{ url: "x" }] },
    });
    expect((await save(draft.id, { city: "Kuah" })).data).toEqual({ city: "Kuah" });
    const { data } = await db().charterDraft.findUniqueOrThrow({ where: { id: draft.id } });
    expect(data).toEqual({ tone: "friendly", uploadedPhotos: [{ url: "x" }], city: "Kuah" });
  });

  test("stays on its step unless told, and touches the draft", async () => {
    const draft = await aDraft({ captain, draft: { currentStep: 3, lastTouchedAt: new Date(0) } });
    const saved = await save(draft.id, {});
    expect(saved.currentStep).toBe(3);
    expect(saved.lastTouchedAt > draft.lastTouchedAt.toISOString()).toBe(true);
  });

  test("over a newer version is refused with the server's copy, and changes nothing", async () => {
    const draft = await aDraft({ captain, data: { city: "Kuah" } });
    const newer = await save(draft.id, { city: "Langkawi" });
    const before = await dumpTables();
    await expect(save(draft.id, { city: "Mersing" })).rejects.toMatchObject({
      code: "version_conflict",
      details: { server: newer },
    });
    expect(await dumpTables()).toEqual(before);
  });

  test.each(["SUBMITTED", "ABANDONED", "DELETED"] as const)(
    "a draft that is %s is refused",
    async (status) => {
      const charter = await aCharter({ captain });
      const draft = await aDraft({ captain });
      const id = status === "SUBMITTED" ? charter.draftId : draft.id;
      await db().charterDraft.update({ where: { id }, data: { status } });
      await expect(save(id, { city: "Kuah" })).rejects.toMatchObject({ code: "invalid_status" });
    },
  );
});

describe("counts", () => {
  test("say what finalize would take: photos and videos of the draft and of none", async () => {
    const draft = await aDraft({ captain, photos: 2 });
    const other = await aDraft({ captain, photos: 1 });
    await photoRows(captain, 1);
    await photoRows(captain, 1, { draftId: draft.id, rejectedReason: "Blurred" });
    await photoRows(await aCaptain(), 1);
    await aVideo({ captain, draftId: draft.id });
    await aVideo({ captain });
    await aVideo({ captain, processStatus: "failed" });
    expect((await getDraft(actor(), draft.id)).counts).toEqual({ photos: 3, videos: 2 });
    expect((await getDraft(actor(), other.id)).counts).toEqual({ photos: 2, videos: 1 });
  });

  test("of a submitted draft are its charter's", async () => {
    const charter = await aCharter({ captain, photos: 4, videos: 1 });
    await photoRows(captain, 2);
    expect(await getDraft(actor(), charter.draftId)).toMatchObject({
      status: "SUBMITTED",
      charterId: charter.id,
      counts: { photos: 4, videos: 1 },
    });
  });
});

describe("deleting", () => {
  test("gives photos and videos back, pending in no draft, and is harmless to repeat", async () => {
    const draft = await aDraft({ captain, photos: 2 });
    const other = await aDraft({ captain, photos: 1 });
    await aVideo({ captain, draftId: draft.id });
    expect(await discardDraft(actor(), draft.id)).toEqual({ ok: true });
    const after = await dumpTables();
    expect(await discardDraft(actor(), draft.id)).toEqual({ ok: true });
    expect(await dumpTables()).toEqual(after);
    expect(
      await db().charterMedia.count({ where: { captainId: captain.profileId, draftId: null } }),
    ).toBe(2);
    expect(await db().charterMedia.count({ where: { draftId: other.id } })).toBe(1);
    expect(await db().captainVideo.findMany()).toMatchObject([{ draftId: null }]);
    expect((await getDraft(actor(), other.id)).counts).toEqual({ photos: 3, videos: 1 });
  });

  test("a submitted draft is refused, because its charter stands", async () => {
    const { draftId } = await aCharter({ captain });
    await expect(discardDraft(actor(), draftId)).rejects.toMatchObject({ code: "invalid_status" });
  });
});
