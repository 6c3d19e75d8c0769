// The photo coach: advice soon after picking, on the tile and above the photos, that never stops anybody.
import { expect, type Page, test } from "@playwright/test";
import sharp from "sharp";
import { type PhonePhoto, smallPhotos } from "../support/phone-photos";
import { aCaptain, aDraft, photoTiles } from "./captain-steps";
import { complaintsOf } from "./complaints";
import { focusOn, pickFiles } from "./once-alive";

/** One photo for each thing the coach can say, and one it has nothing to say about. */
async function mixedPhotos(): Promise<PhonePhoto[]> {
  const scenes = await smallPhotos(4, 400);
  const take = (at: number) => sharp(scenes[at]?.buffer).resize({ width: 1600, height: 1200 });
  const photos = {
    "good.jpg": take(0),
    "blurred.jpg": take(1).flop().blur(14),
    "dark.jpg": take(2).flip().linear(0.2, 0),
    "small.jpg": take(3).flip().flop().resize({ width: 640, height: 480 }),
    "again.jpg": take(0).extract({ left: 0, top: 0, width: 1592, height: 1200 }),
  };
  return Promise.all(
    Object.entries(photos).map(async ([name, photo]) => ({
      name,
      mimeType: "image/jpeg",
      buffer: await photo.jpeg({ quality: 88 }).toBuffer(),
    })),
  );
}

const SAID = [
  "Photo 2 looks blurred. Hold still and try again, or keep it.",
  "Photo 3 looks dark. Try again with more light, or keep it.",
  "Photo 4 is small: 640 × 480 pixels. Add the one from your camera instead of a copy from a chat, or keep it.",
  "Photo 5 looks much like Photo 1. Keep the better one, or both.",
];

const coach = (page: Page) => page.getByRole("region", { name: /^A tip on/ });
const tips = (page: Page) => coach(page).getByRole("listitem").locator("p");

test("tips come while photos are still on their way, are dismissed by keyboard, and are not asked again", async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await aCaptain(page);
  await aDraft(page, "media");
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/api/media/photo", async (route) => {
    await held;
    await route.continue();
  });
  await pickFiles(page.locator('input[type="file"][multiple]'), await mixedPhotos());
  // Nothing has arrived yet, so they go by the names of their files.
  await expect(tips(page)).toHaveText([
    /^blurred\.jpg looks blurred\./,
    /^dark\.jpg looks dark\./,
    /^small\.jpg is small:/,
    /^again\.jpg looks much like good\.jpg\./,
  ]);
  const row = page
    .getByRole("listitem")
    .filter({ has: page.getByRole("button", { name: "Stop blurred.jpg" }) });
  await expect(row.getByText("Blurred", { exact: true })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "A tip on 4 photos." })).toBeAttached();

  release();
  await expect(photoTiles(page)).toHaveCount(5, { timeout: 45_000 });
  await expect(tips(page)).toHaveText(SAID);
  await expect(photoTiles(page).nth(2).getByText("Dark", { exact: true })).toBeVisible();
  await expect(photoTiles(page).nth(4).getByText("Alike", { exact: true })).toBeVisible();
  expect(await complaintsOf(page)).toEqual([]);

  const keep = page.getByRole("button", { name: "Keep Photo 3 as it is" });
  await focusOn(keep);
  await page.keyboard.press("Enter");
  await expect(tips(page)).toHaveText([SAID[0], SAID[2], SAID[3]].map(String));
  await expect(page.getByRole("button", { name: "Keep Photo 4 as it is" })).toBeFocused();
  await expect(photoTiles(page).nth(2).getByText("Dark", { exact: true })).toBeHidden();
  await page.reload();
  await expect(tips(page)).toHaveText([SAID[0], SAID[2], SAID[3]].map(String));
  // Advice only: what is needed is there, whatever the coach thinks of it.
  await expect(page.getByText("Enough to submit.", { exact: false })).toBeVisible();
});

test("another device, which never saw the files, judges them by their small pictures", async ({
  page,
  browser,
}) => {
  await aCaptain(page);
  const address = await aDraft(page, "media");
  // One by one, so that they keep their order.
  for (const file of await mixedPhotos()) {
    const multipart = { file, draftId: address.split("/").at(-1) ?? "" };
    expect((await page.request.post("/api/media/photo", { multipart })).ok()).toBe(true);
  }
  const { cookies } = await page.context().storageState();
  const device = await browser.newContext({ storageState: { cookies, origins: [] } });
  const other = await device.newPage();
  await other.goto(`${address}?step=media`);
  await expect(tips(other)).toHaveText(SAID);
  expect(await complaintsOf(other)).toEqual([]);
  // What was kept here goes with the captain, since devices are shared.
  await other.getByRole("button", { name: "Ana Rahman" }).click();
  await other.getByRole("button", { name: "Sign out" }).click();
  await expect(other.getByRole("heading", { level: 1 })).toContainText("Your charter");
  expect(await other.evaluate(() => localStorage.getItem("photo-looks") ?? "[]")).toBe("[]");
  await device.close();
});
