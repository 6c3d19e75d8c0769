// Arranging and wording photos: by mouse, by thumb and by keyboard, up to the charter's page.
import { expect, type Locator, type Page, test } from "@playwright/test";
import type { MediaView } from "../../lib/domain/media/schema";
import { phonePhoto } from "../support/phone-photos";
import { aCaptain, aDraft, goOn, photoTiles, wordsOf } from "./captain-steps";
import { complaintsOf } from "./complaints";
import { focusOn, pressOn, untilAlive } from "./once-alive";

const DESK = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

test.describe("at a desk", () => {
  test.use({ viewport: DESK });

  test("the whole gallery by keyboard, the same after a reload and on the charter's page", async ({
    page,
  }) => {
    const [a, b, c, d] = await aGallery(page, 4, "Keys Only");
    const key = (name: string) => page.keyboard.press(name);

    await focusOn(grip(page, 1));
    await key("Space");
    await pickedUp(page, "Picked up Photo 1, in place 1 of 4.");
    await key("ArrowRight");
    await expect(page.getByText("Now over place 2 of 4.")).toBeAttached();
    await key("ArrowRight");
    await expect(page.getByText("Now over place 3 of 4.")).toBeAttached();
    await key("Space");
    await expect(page.getByText("Photo 1 is now in place 3 of 4.")).toBeAttached();
    await expect.poll(() => shownIds(page)).toEqual([b, c, a, d]);
    // The focus went along with the photo.
    await expect(grip(page, 3)).toBeFocused();
    await key("Space");
    await pickedUp(page, "Picked up Photo 3, in place 3 of 4.");
    await key("ArrowLeft");
    await expect(page.getByText("Now over place 2 of 4.")).toBeAttached();
    await key("Escape");
    await expect(page.getByText("Photo 3 stays in place 3 of 4.")).toBeAttached();
    await expect.poll(() => stored(page, "id")).toEqual([b, c, a, d]);

    await pressOn(page.getByRole("button", { name: "Edit Photo 2" }), "Enter");
    const editor = page.getByRole("dialog", { name: "Photo 2 of 4" });
    const point = editor.getByRole("slider", { name: "Point that stays in sight, across" });
    await focusOn(point);
    for (const name of ["Shift+ArrowLeft", "ArrowLeft", "Shift+ArrowDown"]) await key(name);
    await expect(point).toHaveAttribute("aria-valuetext", "38 % from the left, 60 % from the top");
    await pressOn(editor.getByRole("checkbox", { name: "Boat" }), "Space");
    await editor.getByLabel("Caption").fill("Out at first light");
    await editor.getByLabel("In words").fill("A white boat on calm water");
    await pressOn(editor.getByRole("button", { name: "Make it the cover" }), "Enter");
    await expect(editor.getByRole("button", { name: "This is the cover" })).toBeVisible();
    await pressOn(editor.getByRole("button", { name: "Next photo" }), "Enter");
    const next = page.getByRole("dialog", { name: "Photo 3 of 4" });
    await pressOn(next.getByRole("button", { name: "Later" }), "Enter");
    await expect(page.getByRole("dialog", { name: "Photo 4 of 4" })).toBeVisible();
    await key("Escape");
    await expect(page.getByRole("dialog")).toBeHidden();
    await expect(page.getByText("Cover: there")).toBeAttached();
    await expect(page.getByText("Boat: there")).toBeAttached();
    await expect.poll(() => stored(page, "id")).toEqual([b, c, d, a]);
    await expect.poll(() => stored(page, "caption")).toContain("Out at first light");
    await expect.poll(() => stored(page, "isCover")).toEqual([false, true, false, false]);

    await page.reload();
    await expect.poll(() => shownIds(page)).toEqual([b, c, d, a]);
    await expect(photoTiles(page).nth(1).getByText("Cover")).toBeVisible();

    await pressOn(page.getByRole("button", { name: "Continue" }), "Enter");
    await pressOn(page.getByRole("button", { name: "Submit charter" }), "Enter");
    await page.waitForURL("**/charters/*");
    const hero = page.getByRole("img", { name: "A white boat on calm water" });
    await expect(hero).toHaveCSS("object-position", "38% 60%");
    expect(await publicIds(page)).toEqual([c, b, d, a]);
    await pressOn(page.getByRole("button", { name: "4 photos" }), "Enter");
    await expect(page.getByText("Out at first light")).toBeVisible();
  });

  test("a photo goes where the mouse drops it; an order that is refused goes back with a toast", async ({
    page,
  }) => {
    const [a, b, c] = await aGallery(page, 3);
    await drag(page, 0, 2);
    await expect.poll(() => stored(page, "id")).toEqual([b, c, a]);

    await page.route("**/media-order", (route) =>
      route.fulfill({
        status: 500,
        json: { error: "internal", message: "Ours.", requestId: "e2e-request" },
      }),
    );
    await drag(page, 2, 0);
    await expect(page.locator("[data-sonner-toast][data-type=error]")).toBeVisible();
    await expect.poll(() => shownIds(page)).toEqual([b, c, a]);
    expect(await stored(page, "id")).toEqual([b, c, a]);
  });

  test("what was written is kept when the session ends, and saved once somebody has signed in again", async ({
    page,
  }) => {
    const account = await aCaptain(page);
    await aGalleryOf(page, 1);
    await page.getByRole("button", { name: "Edit Photo 1" }).click();
    await page.getByLabel("Caption").fill("x".repeat(301));
    await page.getByRole("button", { name: "Done", exact: true }).click();
    await expect(page.getByText("Please keep it under 300 characters.")).toBeVisible();
    await expect(page.getByLabel("Caption")).toBeFocused();

    await page.context().clearCookies();
    await page.getByLabel("Caption").fill("Back at dusk");
    await page.getByRole("button", { name: "Done", exact: true }).click();
    await expect(
      page.locator("[data-sonner-toast]").getByRole("button", { name: "Sign in" }),
    ).toBeVisible();
    const again = await page.request.post("/api/auth/sign-in/email", { data: account });
    expect(again.ok()).toBe(true);
    await page.reload();
    await expect.poll(() => stored(page, "caption")).toEqual(["Back at dusk"]);
    await page.getByRole("button", { name: "Edit Photo 1" }).click();
    await expect(page.getByLabel("Caption")).toHaveValue("Back at dusk");
  });

  test("a finished charter gets another order, cover and a new photo through a draft", async ({
    page,
  }) => {
    await aCaptain(page);
    const address = await aGalleryOf(page, 3, "Second Thoughts");
    await goOn(page, "Review");
    await page.getByRole("button", { name: "Submit charter" }).click();
    await page.waitForURL("**/charters/*");
    const charter = page.url();
    const [a, b, c] = await publicIds(page);

    const answer = await page.request.post(
      `/api/charter-drafts/from-charter/${charter.split("/").at(-1)}`,
    );
    const { draft } = await answer.json();
    const [fresh] = await upload(page, draft.id, 1, 90);
    expect(address).not.toContain(draft.id);
    await page.goto(`/captain/drafts/${draft.id}?step=media`);
    await expect(page.getByRole("heading", { name: "On your page" })).toBeVisible();
    const ordered = page.waitForResponse((one) => one.url().endsWith("/media-order"));
    await drag(page, 0, 2);
    expect((await ordered).status()).toBe(200);
    await expect.poll(() => shownIds(page)).toEqual([b, c, a, fresh]);
    await page.getByRole("button", { name: "Make Photo 4 the cover" }).click();
    await expect(photoTiles(page).nth(3).getByText("Cover")).toBeVisible();
    await page.getByRole("button", { name: "Edit Photo 2" }).click();
    await page.getByLabel("In words").fill("The reef from above");
    await page.getByRole("button", { name: "Done", exact: true }).click();
    await goOn(page, "Review");
    await page.getByRole("button", { name: /Submit|Update/ }).click();
    await page.waitForURL("**/charters/*");
    expect(page.url()).toBe(charter);
    await expect(page.getByText("Your charter is updated.")).toBeVisible();
    await page.reload();
    // The old cover was first among those online.
    expect(await publicIds(page)).toEqual([fresh, b, c, a]);
    await expect(page.getByRole("img", { name: "The reef from above" })).toBeVisible();
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: PHONE, hasTouch: true, isMobile: true });

  test("a long press carries a photo, and a thumb that only scrolls moves none", async ({
    page,
  }) => {
    const [a, b, c, d] = await aGallery(page, 4);
    const finger = await aFinger(page);
    const last = photoTiles(page).nth(3);
    await last.scrollIntoViewIfNeeded();
    const before = await page.evaluate(() => scrollY);
    const start = await centreOf(last);
    await finger.swipe(start, { x: start.x, y: start.y + 150 });
    await expect.poll(() => page.evaluate(() => scrollY)).not.toBe(before);
    expect(await shownIds(page)).toEqual([a, b, c, d]);

    await photoTiles(page).first().scrollIntoViewIfNeeded();
    const [from, to] = [
      await centreOf(photoTiles(page).nth(0)),
      await centreOf(photoTiles(page).nth(1)),
    ];
    await finger.down(from);
    await expect(page.getByText("Picked up Photo 1, in place 1 of 4.")).toBeAttached();
    await finger.move({ x: (from.x + to.x) / 2, y: from.y });
    await finger.move(to);
    await expect(page.getByText("Now over place 2 of 4.")).toBeAttached();
    await finger.up();
    await expect.poll(() => stored(page, "id")).toEqual([b, a, c, d]);
    await page.reload();
    await expect.poll(() => shownIds(page)).toEqual([b, a, c, d]);
  });

  test("several photos are described at once and removed with one way back", async ({ page }) => {
    const [a, b, c, d] = await aGallery(page, 4);
    await page.getByRole("button", { name: "Choose several" }).click();
    await page.getByRole("button", { name: "Select Photo 1" }).click();
    await page.getByRole("button", { name: "Select Photo 3" }).click({ modifiers: ["Shift"] });
    await expect(page.getByText("3 of 4 chosen")).toBeVisible();
    await page.getByRole("button", { name: "Describe" }).click();
    const dialog = page.getByRole("dialog", { name: "Describe 3 photos" });
    await dialog.getByText("Catch", { exact: true }).click();
    await dialog.getByLabel("Caption").fill("On the reef");
    await dialog.getByRole("button", { name: "Use for all 3" }).click();
    await expect(page.getByText("Catch: there")).toBeAttached();
    await expect
      .poll(() => stored(page, "caption"))
      .toEqual(["On the reef", "On the reef", "On the reef", null]);
    expect(await stored(page, "shows")).toEqual(["catch", "catch", "catch", null]);
    expect(await stored(page, "altText")).toEqual([null, null, null, null]);

    await page.getByRole("button", { name: "Choose several" }).click();
    await page.getByRole("button", { name: "Select Photo 2" }).click();
    await page.getByRole("button", { name: "Select Photo 3" }).click();
    await page.getByRole("group", { name: "Chosen photos" }).getByText("Remove").click();
    await expect(photoTiles(page)).toHaveCount(2);
    // The focus is on what took the first one's place.
    await expect(page.getByRole("button", { name: "Edit Photo 2" })).toBeFocused();
    await expect(page.getByText("2 photos removed.")).toBeVisible();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => shownIds(page)).toEqual([a, b, c, d]);
    await expect.poll(() => stored(page, "id")).toEqual([a, b, c, d]);

    await page.getByRole("button", { name: "Edit Photo 4" }).click();
    await pressOn(page.getByRole("dialog").getByRole("button", { name: "Remove" }), "Enter");
    await expect(photoTiles(page)).toHaveCount(3);
    await expect(page.getByRole("button", { name: "Edit Photo 3" })).toBeFocused();
  });

  test("what stays in sight is set with a tap, and said of the photo with another", async ({
    page,
  }) => {
    await aGallery(page, 1);
    await page.getByRole("button", { name: "Edit Photo 1" }).tap();
    const picture = page.getByRole("group", { name: "What stays in sight" });
    const box = await picture.boundingBox();
    if (!box) throw new Error("the picture is not there");
    await picture.tap({ position: { x: box.width * 0.75, y: box.height * 0.25 } });
    await expect(page.getByRole("slider").first()).toHaveAttribute(
      "aria-valuetext",
      /^7[45] % from the left, 2[56] % from the top$/,
    );
    await page.getByText("Deck", { exact: true }).tap();
    await page.getByRole("button", { name: "Done", exact: true }).tap();
    await expect.poll(() => stored(page, "shows")).toEqual(["deck"]);
    const [x] = await stored(page, "focalX");
    expect(x).toBeCloseTo(0.75, 1);
    await page.getByRole("button", { name: "Photo 1 shows: Deck. Change" }).tap();
    await page.getByRole("menuitem", { name: "Boat" }).tap();
    await expect.poll(() => stored(page, "shows")).toEqual(["boat"]);
  });
});

for (const viewport of [PHONE, DESK])
  test.describe(`${viewport.width} px wide`, () => {
    test.use({ viewport });

    test("axe has no complaint about the gallery in any of its states", async ({ page }) => {
      await aGallery(page, 3);
      expect(await complaintsOf(page)).toEqual([]);
      await page.getByRole("button", { name: "Choose several" }).click();
      await page.getByRole("button", { name: "Select Photo 1" }).click();
      expect(await complaintsOf(page)).toEqual([]);
      await page.getByRole("button", { name: "Describe" }).click();
      expect(await complaintsOf(page)).toEqual([]);
      await page.getByRole("button", { name: "Cancel" }).click();
      await page.getByRole("button", { name: "Done", exact: true }).click();
      await page.getByRole("button", { name: "Edit Photo 2" }).click();
      await page.getByLabel("Caption").fill("x".repeat(301));
      expect(await complaintsOf(page)).toEqual([]);
    });
  });

/** A captain of their own with so many photos in a draft, open at the photos. Answers with their ids, in order. */
async function aGallery(page: Page, count: number, name?: string): Promise<string[]> {
  await aCaptain(page);
  await aGalleryOf(page, count, name);
  return shownIds(page);
}

/** The same for the captain who is signed in; answers with the draft's address. */
async function aGalleryOf(page: Page, count: number, name = "Gallery"): Promise<string> {
  const address = await aDraft(page, "media", wordsOf(name));
  await upload(page, address.split("/").at(-1) ?? "", count);
  await page.reload();
  await expect(photoTiles(page)).toHaveCount(count);
  await expect(grip(page, 1)).toBeEnabled();
  return address;
}

/** Uploads photos by the API, one after the other, so that they stand in this order. */
async function upload(page: Page, draftId: string, count: number, seed = 1): Promise<string[]> {
  const ids: string[] = [];
  for (let at = 0; at < count; at++) {
    const file = await phonePhoto(seed + at, { width: 960, height: 720 });
    const answer = await page.request.post("/api/media/photo", { multipart: { file, draftId } });
    expect(answer.status()).toBe(201);
    ids.push((await answer.json()).charterMediaId);
  }
  return ids;
}

function shownIds(page: Page): Promise<string[]> {
  return page
    .locator("[data-photo]")
    .evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute("data-photo") ?? ""));
}

/** One fact of each photo the server has waiting, in its order. */
async function stored<Key extends keyof MediaView>(
  page: Page,
  key: Key,
): Promise<MediaView[Key][]> {
  const answer = await page.request.get("/api/captain/photos?state=pending");
  const { photos }: { photos: MediaView[] } = await answer.json();
  return photos.map((photo) => photo[key]);
}

/** The photos of the charter whose page is open, in the order it shows them. */
async function publicIds(page: Page): Promise<string[]> {
  const charterId = page.url().split("/").at(-1);
  const answer = await page.request.get("/api/captain/photos?state=linked");
  const { photos }: { photos: MediaView[] } = await answer.json();
  const sources = await page
    .getByRole("main")
    .locator("img")
    .evaluateAll((images) => images.map((image) => image.getAttribute("src")));
  const shown = sources.flatMap((url) => photos.find((photo) => photo.url === url)?.id ?? []);
  // Those behind the first few are told by the server alone.
  const rest = photos.filter((photo) => photo.charterId === charterId).map(({ id }) => id);
  return [...new Set([...shown, ...rest])];
}

/** What carries a photo by keyboard. "Remove Photo 1" ends the same. */
const grip = (page: Page, photo: number) =>
  page.getByRole("button", { name: `Move Photo ${photo}`, exact: true });

/** Waits for these words, and until the photo also follows the arrows: dnd-kit listens for them a task later. */
async function pickedUp(page: Page, words: string): Promise<void> {
  await expect(page.getByText(words)).toBeAttached();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
}

/** Where to take hold of a photo, once it can be carried. */
async function centreOf(tile: Locator): Promise<{ x: number; y: number }> {
  await untilAlive(tile);
  const box = await tile.locator("img").first().boundingBox();
  if (!box) throw new Error("the tile is not on the page");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function drag(page: Page, from: number, to: number): Promise<void> {
  const tiles = photoTiles(page);
  await tiles.nth(from).scrollIntoViewIfNeeded();
  const [start, end] = [await centreOf(tiles.nth(from)), await centreOf(tiles.nth(to))];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 4 });
  await page.mouse.move(end.x, end.y, { steps: 4 });
  await expect(page.getByText(`Now over place ${to + 1} of`)).toBeAttached();
  await page.mouse.up();
}

/** One finger on the screen; Playwright's own can only tap. */
async function aFinger(page: Page) {
  const devtools = await page.context().newCDPSession(page);
  type Place = { x: number; y: number };
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", ...touchPoints: Place[]) =>
    devtools.send("Input.dispatchTouchEvent", { type, touchPoints });
  return {
    down: (at: Place) => touch("touchStart", at),
    move: (at: Place) => touch("touchMove", at),
    up: () => touch("touchEnd"),
    // Sent in one go: with a pause after its first touch it would be a long press.
    swipe: async (from: Place, to: Place) => {
      const along = (part: number) => ({
        x: from.x + (to.x - from.x) * part,
        y: from.y + (to.y - from.y) * part,
      });
      await Promise.all([
        touch("touchStart", from),
        ...[0.1, 0.3, 0.6, 1].map((part) => touch("touchMove", along(part))),
        touch("touchEnd"),
      ]);
    },
  };
}
