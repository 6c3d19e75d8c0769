// After the upgrade from the payload era: old charters look as they did, and old drafts become charters,
// their photos counted from the database and never from the payload.
import { renderToString } from "react-dom/server";
import { beforeAll, describe, expect, test } from "vitest";
import * as photosRoute from "@/app/api/captain/photos/route";
import * as finalizeRoute from "@/app/api/charter-drafts/[id]/finalize/route";
import * as draftRoute from "@/app/api/charter-drafts/[id]/route";
import * as restoreRoute from "@/app/api/media/[mediaId]/restore/route";
import * as mediaRoute from "@/app/api/media/[mediaId]/route";
import { CharterPage } from "@/components/charter/charter-page";
import { getCharter } from "@/lib/domain/charter/get-charter";
import { CHARTER_ONE_PHOTOS } from "../../fixtures/legacy/legacy-charters";
import { makeLegacyDatabase } from "../../fixtures/legacy/legacy-database";
import { OPEN_DRAFT_PHOTOS } from "../../fixtures/legacy/legacy-drafts";
import { signedIn } from "../../support/accounts";
import { createDatabase } from "../../support/database";
import { completeDraftData } from "../../support/drafts";
import { call } from "../../support/http";
import { deployMigrations } from "../../support/migrations";

const STORE = "https://store.example";
const files = (keys: readonly string[]) => keys.map((key) => `${STORE}/${key}`);

beforeAll(async () => {
  const url = await createDatabase({ migrated: false });
  await makeLegacyDatabase(url, STORE);
  await deployMigrations(url);
  // The product opens its pool on first use, which is after this.
  process.env.DATABASE_URL = url;
  process.env.RATE_LIMIT_MULTIPLIER = "1000";
});

/** The files of the charter's photos, and its public page. */
async function look(charterId: string) {
  const charter = await getCharter(charterId);
  const photos = charter.media.filter(({ kind }) => kind === "CHARTER_PHOTO");
  return {
    photos: photos.map(({ url }) => url),
    page: renderToString(<CharterPage charter={charter} />),
  };
}

describe("a charter of the old system", () => {
  test.each([
    ["legacy-charter-one", CHARTER_ONE_PHOTOS, "Morning Tide", "5 photos"],
    [
      "legacy-charter-three",
      [0, 1, 2].map((n) => `captains/dan/photo-${n}.jpg`),
      "Blue Water",
      "3 photos",
    ],
  ])(
    "%s shows its photos in their order, its boat and its trips",
    async (id, keys, name, count) => {
      const { photos, page } = await look(id);
      expect(photos).toEqual(files(keys));
      // Of the first charter one is the picture of a trip.
      for (const word of [name, count, "Half day", "Captain Ana"]) expect(page).toContain(word);
      for (const url of photos.slice(0, 3)) expect(page).toContain(`src="${url}"`);
      expect(page).not.toContain("No photos yet");
    },
  );
});

describe("a draft with its photos in the payload", () => {
  const finalize = async (id: string, cookie: string) =>
    call(finalizeRoute.POST, { method: "POST", cookie, params: { id } });

  async function complete(id: string, cookie: string) {
    const before = await call(draftRoute.GET, { cookie, params: { id } });
    const body = { dataPartial: completeDraftData(), clientVersion: before.body.draft.version };
    const saved = await call(draftRoute.PATCH, { method: "PATCH", cookie, params: { id }, body });
    expect(saved.status, JSON.stringify(saved.body)).toBe(200);
  }

  test("becomes a charter with the photos that the database has", async () => {
    const id = "legacy-draft-open";
    const cookie = await signedIn({ id: "legacy-ben" });
    await complete(id, cookie);
    const path = `/api/captain/photos?draftId=${id}`;
    const { photos } = (await call(photosRoute.GET, { cookie, path })).body;
    const urls = photos.map(({ url }: { url: string }) => url.replace(/\?.*/, ""));
    expect(urls).toEqual(files(OPEN_DRAFT_PHOTOS));

    // Two are removed, which the payload knows nothing of.
    const params = photos.slice(0, 2).map((photo: { id: string }) => ({ mediaId: photo.id }));
    for (const one of params)
      await call(mediaRoute.DELETE, { method: "DELETE", cookie, params: one });
    expect(await finalize(id, cookie)).toMatchObject({
      status: 400,
      body: { error: "missing_media", found: 2, required: 3 },
    });
    for (const one of params)
      await call(restoreRoute.POST, { method: "POST", cookie, params: one });

    const done = await finalize(id, cookie);
    expect(done).toMatchObject({ status: 200, body: { photos: 4, left: 0, replayed: false } });
    const charter = await look(done.body.charterId);
    expect(charter.photos).toEqual(photos.map(({ url }: { url: string }) => url));
    expect(charter.page).toContain("4 photos");
    expect((await finalize(id, cookie)).body).toMatchObject({
      charterId: done.body.charterId,
      replayed: true,
    });
  });

  test("edits the charter it was opened from, which keeps its photos", async () => {
    const id = "legacy-draft-edit";
    const cookie = await signedIn({ id: "legacy-ana" });
    await complete(id, cookie);
    const before = await look("legacy-charter-two");
    const done = await finalize(id, cookie);
    expect(done).toMatchObject({
      status: 200,
      body: { charterId: "legacy-charter-two", photos: 4 },
    });
    const { photos } = await look("legacy-charter-two");
    expect(photos).toEqual([...before.photos, `${STORE}/drafts/ana/new.jpg`]);
  });

  test("that was submitted in the old system answers with its charter", async () => {
    const cookie = await signedIn({ id: "legacy-ana" });
    expect(await finalize("legacy-draft-submitted", cookie)).toMatchObject({
      status: 200,
      body: { charterId: "legacy-charter-one", replayed: true },
    });
  });
});
