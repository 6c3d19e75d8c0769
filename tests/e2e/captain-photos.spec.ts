import { expect, type Page, test } from "@playwright/test";
import sharp from "sharp";
import { smallPhotos } from "../support/phone-photos";
import { aCaptain, aDraft, addPhotos, goOn, photoTiles, wordsOf } from "./captain-steps";
import { pickFiles } from "./once-alive";

test("two photos are refused in words, and with a third the same charter goes online", async ({
  page,
}) => {
  await aCaptain(page);
  await aDraft(page, "media", wordsOf("Two Short"));
  await addPhotos(page, await smallPhotos(2, 40));
  await goOn(page, "Review");
  await expect(page.getByRole("button", { name: "One more photo" })).toBeVisible();
  await page.getByRole("button", { name: "Submit charter" }).click();
  await expect(page.getByText("At least 3 photos are needed before you can submit.")).toBeVisible();

  await page.getByRole("button", { name: "Add photos" }).click();
  await expect(photoTiles(page)).toHaveCount(2);
  await addPhotos(page, await smallPhotos(1, 42));
  await goOn(page, "Review");
  await page.getByRole("button", { name: "Submit charter" }).click();
  await page.waitForURL("**/charters/*");
});

test("what no picture can be made of is refused by the server as it is built, and the next photo arrives", async ({
  page,
}) => {
  await aCaptain(page);
  const [whole] = await smallPhotos(1, 48);
  const black = { width: 8_000, height: 8_000, channels: 3, background: "black" } as const;
  for (const [buffer, status, error] of [
    [whole?.buffer.subarray(0, whole.buffer.length / 2), 422, "invalid_image"],
    [await sharp({ create: black }).png().toBuffer(), 422, "image_too_large"],
  ] as const) {
    const file = { name: "photo", mimeType: "image/png", buffer: buffer ?? Buffer.alloc(0) };
    const answer = await page.request.post("/api/media/photo", { multipart: { file } });
    expect([answer.status(), (await answer.json()).error]).toEqual([status, error]);
  }
  await aDraft(page, "media");
  await addPhotos(page, await smallPhotos(1, 48));
});

test.describe("in the photo step", () => {
  test.beforeEach(async ({ page }) => {
    await aCaptain(page);
    await aDraft(page, "media");
  });

  test("photos dropped or pasted anywhere on the page are taken, and the page stays", async ({
    page,
  }) => {
    const here = page.url();
    for (const [at, how] of ["drop", "paste"].entries()) {
      const [photo] = await smallPhotos(1, 45 + at);
      const bytes = photo?.buffer.toString("base64") ?? "";
      await page.evaluate(
        ({ bytes, how }) => {
          const content = Uint8Array.from(atob(bytes), (char) => char.charCodeAt(0));
          const data = new DataTransfer();
          data.items.add(new File([content], `${how}.jpg`, { type: "image/jpeg" }));
          const options = { bubbles: true, cancelable: true };
          document
            .querySelector("h1")
            ?.dispatchEvent(
              how === "drop"
                ? new DragEvent("drop", { ...options, dataTransfer: data })
                : new ClipboardEvent("paste", { ...options, clipboardData: data }),
            );
        },
        { bytes, how },
      );
      await expect(photoTiles(page)).toHaveCount(at + 1, { timeout: 30_000 });
    }
    expect(page.url()).toBe(here);
  });

  test("a file that is no photo fails alone and says why; the others arrive", async ({ page }) => {
    const good = await smallPhotos(2, 50);
    const heic = {
      name: "IMG_1.HEIC",
      mimeType: "image/heic",
      buffer: Buffer.from("\0\0\0\x18ftypheic"),
    };
    const liar = { name: "deck.jpg", mimeType: "image/jpeg", buffer: Buffer.from("<html></html>") };
    await pickFiles(page.locator('input[type="file"][multiple]'), [heic, liar, ...good]);
    await expect(photoTiles(page)).toHaveCount(2, { timeout: 30_000 });
    const why = "That file is not a photo we can use. Please choose a JPEG, PNG, WebP or AVIF.";
    await expect(page.getByRole("listitem").filter({ hasText: "IMG_1.HEIC" })).toContainText(why);
    await expect(page.getByRole("listitem").filter({ hasText: "deck.jpg" })).toContainText(why);
    // The toast says it once, however many files it is about.
    await expect(page.locator("[data-sonner-toast]").filter({ hasText: why })).toHaveCount(1);
    await page.getByRole("button", { name: "Remove IMG_1.HEIC" }).click();
    await expect(page.getByText("IMG_1.HEIC")).toBeHidden();
  });

  test("a removed photo comes back with Undo, and its place with it", async ({ page }) => {
    await addPhotos(page, await smallPhotos(3, 70));
    const sources = () => photoTiles(page).locator("img").evaluateAll(urls);
    const before = await sources();
    await page.getByRole("button", { name: "Remove Photo 2" }).click();
    await expect(photoTiles(page)).toHaveCount(2);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(photoTiles(page)).toHaveCount(3);
    expect(await sources()).toEqual(before);
    await expect.poll(() => storedUrls(page)).toEqual(before);
    await expect(page.locator("[data-sonner-toast][data-type=error]")).toHaveCount(0);
  });

  test("a busy moment is waited out without being asked", async ({ page }) => {
    let refusals = 2;
    await page.route("**/api/media/photo", async (route) => {
      if (refusals-- <= 0) return route.continue();
      await route.fulfill({
        status: 429,
        headers: { "retry-after": "1" },
        json: { error: "rate_limited", message: "Too many tries.", requestId: "e2e-request" },
      });
    });
    await addPhotos(page, await smallPhotos(3, 90));
    await expect(page.getByRole("button", { name: "Try again" })).toBeHidden();
  });

  test("a photo whose connection breaks is sent again by itself, and once only", async ({
    page,
  }) => {
    let breaks = 1;
    await page.route("**/api/media/photo", (route) =>
      breaks-- > 0 ? route.abort("connectionreset") : route.continue(),
    );
    await addPhotos(page, await smallPhotos(2, 100));
    await page.reload();
    await expect(photoTiles(page)).toHaveCount(2);
  });

  test("leaving the page is questioned only while photos are on their way", async ({ page }) => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route("**/api/media/photo", async (route) => {
      await held;
      await route.continue();
    });
    const photos = await smallPhotos(1, 110);
    await pickFiles(page.locator('input[type="file"][multiple]'), photos);
    await expect(page.getByRole("progressbar", { name: / on the way$/ }).first()).toBeVisible();
    const asked = page.waitForEvent("dialog");
    const leaving = page.close({ runBeforeUnload: true });
    const dialog = await asked;
    expect(dialog.type()).toBe("beforeunload");
    await dialog.dismiss();
    await leaving;
    release();
    await expect(photoTiles(page)).toHaveCount(1);
    await page.reload();
    await expect(photoTiles(page)).toHaveCount(1);
  });

  test("photos stand as they were picked, even when the first arrives last", async ({ page }) => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let requests = 0;
    await page.route("**/api/media/photo", async (route) => {
      if (requests++ === 0) await held;
      await route.continue();
    });
    const picker = page.locator('input[type="file"][multiple]');
    await pickFiles(picker, await smallPhotos(3, 220));
    await expect(photoTiles(page)).toHaveCount(2, { timeout: 30_000 });
    const source = (at: number) => photoTiles(page).nth(at).locator("img").getAttribute("src");
    const [second, third] = [await source(0), await source(1)];
    const ordered = page.waitForResponse((answer) => answer.url().endsWith("/media-order"));
    release();
    await expect(photoTiles(page)).toHaveCount(3, { timeout: 30_000 });
    expect([await source(1), await source(2)]).toEqual([second, third]);
    expect((await ordered).status()).toBe(200);
    await page.reload();
    expect([await source(1), await source(2)]).toEqual([second, third]);
  });

  test("photos are shrunk beside the page, in a worker", async ({ page }) => {
    const worker = page.waitForEvent("worker");
    await addPhotos(page, await smallPhotos(1, 230));
    expect((await worker).url()).toContain("/_next/static/");
  });
});

/** What the server has, in its order. */
async function storedUrls(page: Page): Promise<string[]> {
  const { photos } = await (await page.request.get("/api/captain/photos?state=pending")).json();
  return photos.map(({ url }: { url: string }) => url);
}

function urls(images: (HTMLElement | SVGElement)[]): (string | null)[] {
  return images.map((image) => image.getAttribute("src"));
}
