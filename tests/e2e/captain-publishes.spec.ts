import { expect, test } from "@playwright/test";
import { phonePhoto, smallPhotos } from "../support/phone-photos";
import {
  aCaptain,
  aDraft,
  addPhotos,
  beginCharter,
  fillWords,
  goOn,
  photoTiles,
  signUp,
  wordsOf,
} from "./captain-steps";

test.setTimeout(180_000);

test("a captain signs up, fills in the wizard, adds five phone photos, submits, and everybody sees the charter", async ({
  page,
  browser,
}) => {
  await signUp(page);
  await expect(page.getByText("Put your first charter online")).toBeVisible();
  await beginCharter(page);
  await fillWords(page, "Reef Runner");

  // The third was taken with the phone held upright.
  const turned = [1, 1, 6, 1, 1];
  const photos = await Promise.all(
    turned.map((orientation, at) => phonePhoto(at + 1, { orientation })),
  );
  const sizes: Promise<number>[] = [];
  page.on("requestfinished", (request) => {
    if (request.url().endsWith("/api/media/photo"))
      sizes.push(request.allHeaders().then((headers) => Number(headers["content-length"])));
  });
  await addPhotos(page, photos);
  await expect.poll(() => sizes.length).toBe(5);
  for (const bytes of await Promise.all(sizes)) {
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThan(4_000_000);
  }
  await expect(page.getByText("5 photos", { exact: true })).toBeVisible();

  const shapes = async () => {
    const { photos } = await (await page.request.get("/api/captain/photos")).json();
    return photos.map((photo: { width: number; height: number }) => [
      Math.max(photo.width, photo.height),
      photo.width > photo.height ? "wide" : "tall",
    ]);
  };
  const wide = [1920, "wide"];
  // The order in which they were picked is told a moment after the last has arrived.
  await expect.poll(shapes).toEqual([wide, wide, [1920, "tall"], wide, wide]);

  await page.getByRole("button", { name: "Make Photo 2 the cover" }).click();
  await expect(photoTiles(page).nth(1).getByText("Cover")).toBeVisible();

  await goOn(page, "Review");
  await expect(page.getByText("Everything is here. Look it over and submit.")).toBeVisible();
  await expect(page.getByText("5 photos will be on your page.")).toBeVisible();
  await page.getByRole("button", { name: "Submit charter" }).click();
  await page.waitForURL("**/charters/*");
  await expect(page.getByText("Your charter is online.")).toBeVisible();

  const visitor = await browser.newContext();
  const guest = await visitor.newPage();
  await guest.goto(page.url());
  await expect(guest.getByRole("heading", { level: 1, name: "Reef Runner" })).toBeVisible();
  await expect(guest.getByRole("button", { name: "5 photos" })).toBeVisible();
  const cover = guest.getByRole("img", { name: "Photo 1 of Reef Runner" });
  await expect
    .poll(() => cover.evaluate((one: HTMLImageElement) => one.complete && one.naturalWidth > 0))
    .toBe(true);
  await visitor.close();

  await page.goto("/captain");
  await expect(page.getByRole("link", { name: "Open Reef Runner" })).toBeVisible();
  await expect(page.getByText("Not submitted yet")).toBeHidden();
});

test("a submitted charter opens for changes, keeps its photos and shows them after the update", async ({
  page,
}) => {
  await aCaptain(page);
  await aDraft(page, "media", wordsOf("Tide Table"));
  await addPhotos(page, await smallPhotos(3, 20));
  await goOn(page, "Review");
  await page.getByRole("button", { name: "Submit charter" }).click();
  await page.waitForURL("**/charters/*");
  const charter = page.url();

  await page.goto("/captain");
  await page.getByRole("button", { name: "Edit Tide Table" }).click();
  await page.waitForURL("**/captain/drafts/*");
  await page.getByLabel("Charter name").fill("Tide Table Two");
  await page.goto(`${page.url().split("?")[0]}?step=media`);
  await expect(photoTiles(page)).toHaveCount(3);
  await addPhotos(page, await smallPhotos(1, 30));
  await goOn(page, "Review");
  await expect(page.getByText("4 photos will be on your page.")).toBeVisible();
  await page.getByRole("button", { name: "Update charter" }).click();
  await page.waitForURL(charter);
  await expect(page.getByRole("heading", { level: 1, name: "Tide Table Two" })).toBeVisible();
  await expect(page.getByRole("button", { name: "4 photos" })).toBeVisible();
});
