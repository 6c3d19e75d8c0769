import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { getCharter } from "@/lib/domain/charter/get-charter";
import { listCharters } from "@/lib/domain/charter/list-charters";
import { aCaptain, type TestCaptain } from "../../support/accounts";
import { captainActor } from "../../support/actors";
import { countStatements, truncateAll } from "../../support/database";
import { aCharter, completeDraftData, photoRows } from "../../support/drafts";

let captain: TestCaptain;
beforeEach(async () => {
  await truncateAll();
  captain = await aCaptain();
});

describe("the public charter", () => {
  test("says what the draft said, with its photos in order and then its videos", async () => {
    const charter = await aCharter({ captain, photos: 4, videos: 2 });
    const view = await getCharter(charter.id);
    const { operator, charterName, boat, trips, ...data } = completeDraftData();
    expect(view).toMatchObject({
      id: charter.id,
      name: charterName,
      charterType: data.charterType,
      description: data.description,
      place: {
        state: data.state,
        city: data.city,
        postcode: data.postcode,
        latitude: data.latitude,
      },
      operator: {
        name: operator.displayName,
        bio: operator.bio,
        experienceYears: 12,
        phone: operator.phone,
        avatarUrl: null,
      },
      boat,
      amenities: data.amenities,
      policies: data.policies,
      pickup: data.pickup,
      scheduleType: "CUSTOM",
      operationalDays: [5, 6, 0],
    });
    expect(view.trips).toMatchObject([
      { ...trips[0], promoPrice: 599.5 },
      { ...trips[1], promoPrice: null, description: null },
    ]);
    expect(view.media.map(({ id }) => id)).toEqual(charter.media.map(({ id }) => id));
    expect(view.media.map(({ kind, isCover, state }) => [kind, isCover, state])).toEqual([
      ["CHARTER_PHOTO", true, "linked"],
      ...Array(3).fill(["CHARTER_PHOTO", false, "linked"]),
      ...Array(2).fill(["CHARTER_VIDEO", false, "linked"]),
    ]);
  });

  test("never shows a removed, missing or rejected photo, a draft's id, a storage key or the profile's phone", async () => {
    const charter = await aCharter({ captain, photos: 6 });
    const marks = [
      { trashedAt: new Date() },
      { missingSince: new Date() },
      { rejectedReason: "No" },
    ];
    for (const [at, data] of marks.entries())
      await db().charterMedia.update({ where: { id: charter.media[at]?.id ?? "" }, data });
    await db().captainProfile.update({
      where: { id: captain.profileId },
      data: { phone: "+60 99 999 9999" },
    });
    await db().charter.update({ where: { id: charter.id }, data: { operatorPhone: "" } });
    const view = await getCharter(charter.id);
    expect(view.media.map(({ id }) => id)).toEqual(charter.media.slice(3).map(({ id }) => id));
    const text = JSON.stringify(view);
    for (const secret of [charter.draftId, "photos/", captain.email, captain.id, "99 999"])
      expect(text).not.toContain(secret);
  });

  test("of the old system, without sizes, renditions, boat or trips, is shown with what it has", async () => {
    const { id } = await db().charter.create({
      data: {
        captainId: captain.profileId,
        name: "Old Salt",
        charterType: "Inshore fishing",
        description: "",
        state: "Johor",
        city: "Mersing",
        startingPoint: "",
        postcode: "",
        policies: [],
        pickup: { available: null, fee: "free" },
      },
    });
    await photoRows(captain, 1, {
      charterId: id,
      url: "https://old.example/a.jpg",
      storageKey: "a.jpg",
      mimeType: null,
      dedupeKey: null,
    });
    expect(await getCharter(id)).toMatchObject({
      operator: { name: "Ana Marlin", phone: "" },
      boat: null,
      policies: {},
      pickup: {},
      trips: [],
      media: [
        {
          url: "https://old.example/a.jpg",
          thumbnailUrl: "https://old.example/a.jpg",
          width: null,
          renditions: [],
        },
      ],
    });
  });

  test("is not found when absent or archived", async () => {
    const charter = await aCharter({ captain });
    await db().charter.update({ where: { id: charter.id }, data: { archivedAt: new Date() } });
    for (const id of [charter.id, "absent"])
      await expect(getCharter(id)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a captain's charters", () => {
  test("are their own, newest first, with the cover and the number of photos people see, in one statement", async () => {
    await aCharter({ captain: await aCaptain() });
    const first = await aCharter({ captain, photos: 4 });
    const second = await aCharter({ captain, data: completeDraftData({ charterName: "Sea Fox" }) });
    const archived = await aCharter({ captain });
    await db().charter.update({ where: { id: archived.id }, data: { archivedAt: new Date() } });
    const [, hidden, ...rest] = first.media;
    await db().charterMedia.update({
      where: { id: hidden?.id ?? "" },
      data: { rejectedReason: "No" },
    });
    await db().charterMedia.updateMany({
      where: { charterId: second.id },
      data: { trashedAt: new Date() },
    });
    await db().charterMedia.update({
      where: { id: first.media[0]?.id ?? "" },
      data: { focalX: 0.1, focalY: 0.9 },
    });
    const { value, total } = await countStatements(() => listCharters(captainActor(captain.id)));
    expect(value).toEqual([
      {
        id: second.id,
        name: "Sea Fox",
        city: "Langkawi",
        state: "Kedah",
        photos: 0,
        coverUrl: null,
        coverFocalX: null,
        coverFocalY: null,
        createdAt: expect.any(String),
      },
      {
        id: first.id,
        name: "Sea Wolf",
        city: "Langkawi",
        state: "Kedah",
        photos: rest.length + 1,
        coverUrl: first.media[0]?.url,
        coverFocalX: 0.1,
        coverFocalY: 0.9,
        createdAt: expect.any(String),
      },
    ]);
    expect(total).toBe(1);
  });
});
