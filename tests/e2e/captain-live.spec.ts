// The same draft in two tabs: what is done in one shows in the other by itself.
import { expect, type Page, test } from "@playwright/test";
import { smallPhotos } from "../support/phone-photos";
import { aCaptain, aDraft, addPhotos, photoTiles } from "./captain-steps";
import { pickFiles } from "./once-alive";

/** A second tab of the same captain, in which the draft shows what the first one does. */
async function secondTab(page: Page, address: string): Promise<Page> {
  const other = await page.context().newPage();
  const heard = other.waitForResponse("**/api/captain/photos/events**");
  await other.goto(`${address}?step=media`);
  await heard;
  await expect(photoTiles(other)).toHaveCount(await photoTiles(page).count());
  return other;
}

const sources = (page: Page) =>
  photoTiles(page)
    .locator("img")
    .evaluateAll((images) => images.map((one) => one.getAttribute("src")));

async function showTheSame(one: Page, other: Page, count: number) {
  for (const page of [one, other]) await expect(photoTiles(page)).toHaveCount(count);
  const both = async () => [await sources(one), await sources(other)].map(String);
  await expect.poll(async () => new Set(await both()).size).toBe(1);
}

async function tellsOf(page: Page, other: Page) {
  await addPhotos(page, await smallPhotos(3, 400));
  await showTheSame(page, other, 3);
  // Words, order and a removal, as the API of another device would do them.
  const { photos } = await (await page.request.get("/api/captain/photos?state=pending")).json();
  const [first, second, third] = photos.map(({ id }: { id: string }) => id);
  await page.request.put(`/api/charter-drafts/${photos[0].draftId}/media-order`, {
    data: { mediaIds: [third, first, second] },
  });
  await expect.poll(async () => (await sources(other))[0]).toBe(photos[2].url);
  await showTheSame(page, other, 3);
  await page.request.delete(`/api/media/${second}`);
  await showTheSame(page, other, 2);
}

for (const viewport of [
  { width: 390, height: 844 },
  { width: 1280, height: 900 },
])
  test(`at ${viewport.width} px, uploads, order and removals show in the other tab`, async ({
    page,
  }) => {
    await page.setViewportSize(viewport);
    await aCaptain(page);
    const address = await aDraft(page, "media");
    const other = await secondTab(page, address);
    await other.setViewportSize(viewport);
    await tellsOf(page, other);
    // What is being said in one tab is not disturbed by what comes in from the other.
    await expect(other.locator("[data-sonner-toast][data-type=error]")).toHaveCount(0);
  });

test("where nothing lets streams through, the other tab asks instead", async ({ page }) => {
  await aCaptain(page);
  const address = await aDraft(page, "media");
  await page.context().route("**/api/captain/photos/events**", (route) => {
    const isStream = route.request().headers().accept?.includes("text/event-stream");
    return isStream ? route.abort() : route.continue();
  });
  const other = await secondTab(page, address);
  await tellsOf(page, other);
});

test("a photo that another device is sending is announced until it is here", async ({ page }) => {
  await aCaptain(page);
  await page.route("**/api/captain/photos/events**", (route) =>
    route.fulfill({
      contentType: "text/event-stream",
      body: 'retry: 60000\n\ndata: {"mark":"00","arriving":1}\n\n',
    }),
  );
  await aDraft(page, "media");
  await expect(page.getByText("1 photo is arriving from another device.")).toBeVisible();
});

test("who signs out in one tab is signed out in the other, and what was on its way there is gone", async ({
  page,
}) => {
  await aCaptain(page);
  const address = await aDraft(page, "media");
  const other = await secondTab(page, address);
  // Never answered: on its way until somebody stops it.
  await other.route("**/api/media/photo", () => {});
  await pickFiles(other.locator('input[type="file"][multiple]'), [...(await smallPhotos(2, 300))]);
  await expect(other.getByRole("button", { name: /^Stop .*jpg/i })).toHaveCount(2);

  await page.goto("/captain");
  await expect(page.getByText("2 photos are on this device and not uploaded yet.")).toBeVisible();
  await page.getByRole("button", { name: "Ana Rahman" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  const question = page.getByRole("dialog", { name: "Sign out now?" });
  await question.getByRole("button", { name: "Sign out" }).click();
  for (const tab of [page, other]) {
    await tab.waitForURL("/");
    await expect(tab.getByRole("link", { name: "Sign in" }).first()).toBeVisible();
  }
  expect(await page.evaluate(countKeptFiles)).toBe(0);
});

function countKeptFiles(): Promise<number> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("uploads");
    opening.onerror = reject;
    opening.onsuccess = () => {
      const counting = opening.result.transaction("rows").objectStore("rows").count();
      counting.onsuccess = () => resolve(counting.result);
    };
  });
}
