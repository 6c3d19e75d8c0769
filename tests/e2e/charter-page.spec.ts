// The public charter page as its guests meet it: what it weighs, that nothing jumps, and its photos by
// keyboard, by finger and by the browser's back button.
import { readFileSync } from "node:fs";
import { type CDPSession, expect, type Page, test } from "@playwright/test";
import sharp from "sharp";
import { type PhonePhoto, smallPhotos } from "../support/phone-photos";
import { wordsOf } from "./captain-steps";
import { complaintsOf } from "./complaints";
import { focusOn } from "./once-alive";

// One charter for all of them.
test.describe.configure({ mode: "default" });

const PHOTOS = 15;
const PHONE = { width: 390, height: 844 };
const WORDS = ["The boat at anchor", "Six rods in a row", "A grouper for dinner"] as const;
let address = "";

test.beforeAll(async ({ playwright, baseURL }) => {
  const captain = await playwright.request.newContext({
    ...(baseURL && { baseURL, extraHTTPHeaders: { origin: baseURL } }),
  });
  const email = `${crypto.randomUUID()}@example.com`;
  await captain.post("/api/auth/sign-up/email", { data: { name: "Ana", email, password: email } });
  const data = wordsOf("Fifteen Photos");
  const { draft } = await (await captain.post("/api/charter-drafts", { data: { data } })).json();
  for (const [at, smooth] of (await smallPhotos(PHOTOS, 300)).entries()) {
    const photo = await detailed(smooth);
    const answer = await captain.post("/api/media/photo", {
      multipart: { file: photo, draftId: draft.id },
    });
    const { media } = await answer.json();
    const [caption] = WORDS.slice(at, at + 1);
    if (!caption) continue;
    const patch = { caption, altText: caption, ...(at === 0 && { focalX: 0.2, focalY: 0.7 }) };
    expect((await captain.patch(`/api/media/${media.id}`, { data: patch })).ok()).toBe(true);
  }
  const finished = await captain.post(`/api/charter-drafts/${draft.id}/finalize`);
  address = `/charters/${(await finished.json()).charterId}`;
  await captain.dispose();
});

test("its scripts weigh at most a quarter more than those of an empty page of the same build", async ({
  page,
}) => {
  // What Next loads for a page that does nothing at all; a separate, truly empty app loads 2 % more.
  const build = JSON.parse(readFileSync(".next-e2e/build-manifest.json", "utf8"));
  const scripts: string[] = build.rootMainFiles;
  expect(scripts.length).toBeGreaterThan(2);
  await page.route("**/empty", (route) =>
    route.fulfill({
      contentType: "text/html",
      body: scripts.map((file) => `<script async src="/_next/${file}"></script>`).join(""),
    }),
  );
  const empty = await weigh(page, "/empty");
  const charter = await weigh(page, address);
  expect(empty.Script?.decoded).toBeGreaterThan(300_000);
  for (const what of ["decoded", "transferred"] as const) {
    const ratio = (charter.Script?.[what] ?? Number.NaN) / (empty.Script?.[what] ?? Number.NaN);
    test.info().annotations.push({ type: `${what} scripts`, description: ratio.toFixed(3) });
    expect(ratio, what).toBeLessThanOrEqual(1.25);
  }
});

test.describe("on a phone with the sharpest of screens", () => {
  test.use({ viewport: PHONE, deviceScaleFactor: 3, hasTouch: true, isMobile: true });

  test("the gallery of 15 stays under 1 MB, no photo is loaded larger than needed, and nothing on the page moves", async ({
    page,
  }) => {
    await page.addInitScript(() => {
      interface LayoutShift extends PerformanceEntry {
        value: number;
        sources: { node: Node | null }[];
      }
      const shifts: string[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const { value, sources } of list.getEntries() as LayoutShift[])
          shifts.push(
            `${value} ${sources.map(({ node }) => node?.parentElement?.outerHTML.slice(0, 200))}`,
          );
      }).observe({ type: "layout-shift", buffered: true });
    });
    const gallery = await weigh(page, address, async () => {
      const strip = page
        .getByRole("list")
        .filter({ has: page.getByRole("button", { name: WORDS[1] }) });
      for (const photo of await strip.getByRole("button").all()) await loaded(photo.locator("img"));
      await page.getByRole("contentinfo").scrollIntoViewIfNeeded();
    });
    const inFull = await weigh(page, address, async () => {
      const dialog = page.getByRole("dialog");
      await page.getByRole("button", { name: `${PHOTOS} photos` }).click();
      for (let at = 1; at <= PHOTOS; at++) {
        await expect(dialog.getByText(`${at} of ${PHOTOS}`, { exact: true })).toBeVisible();
        await loaded(
          dialog
            .getByRole("listitem")
            .nth(at - 1)
            .locator("img"),
        );
        if (at < PHOTOS) await page.getByRole("button", { name: "Next photo" }).click();
      }
    });
    const kilobytes = (seen: Weights) => Math.round((seen.Image?.transferred ?? 0) / 1000);
    test.info().annotations.push({
      type: "kB of photos",
      description: `${kilobytes(gallery)} for all on the page, ${kilobytes(inFull)} for all in full`,
    });
    // Of each, the middle rendition for the cover and the smallest for the others.
    expect(kilobytes(gallery)).toBeGreaterThan(60);
    expect(kilobytes(gallery)).toBeLessThan(1000);
    expect(kilobytes(inFull)).toBeLessThan(1000);
    expect(await page.evaluate(() => (window as unknown as { shifts: string[] }).shifts)).toEqual(
      [],
    );
  });

  test("a finger swipes from photo to photo", async ({ page }) => {
    await page.goto(address, { waitUntil: "networkidle" });
    await page.getByRole("button", { name: WORDS[0], exact: true }).tap();
    await expect(announced(page)).toHaveText(`Photo 1 of ${PHOTOS}: ${WORDS[0]}`);
    const touch = await page.context().newCDPSession(page);
    const finger = (type: "touchStart" | "touchMove" | "touchEnd", ...at: number[]) =>
      touch.send("Input.dispatchTouchEvent", { type, touchPoints: at.map((x) => ({ x, y: 400 })) });
    await finger("touchStart", 330);
    for (let x = 320; x >= 60; x -= 20) await finger("touchMove", x);
    await finger("touchEnd");
    await expect(announced(page)).toHaveText(`Photo 2 of ${PHOTOS}: ${WORDS[1]}`);
  });
});

test("the cover comes first and soon, the others when they are near, all under names that last", async ({
  page,
  request,
}) => {
  await page.goto(address, { waitUntil: "networkidle" });
  const cover = page.getByRole("img", { name: WORDS[0], exact: true });
  expect(
    await cover.evaluate((img: HTMLImageElement) => [img.fetchPriority, img.loading, img.decoding]),
  ).toEqual(["high", "eager", "async"]);
  const preload = page.locator('head link[rel="preload"][as="image"]');
  expect(await preload.getAttribute("imagesrcset")).toBe(await cover.getAttribute("srcset"));
  // The captain's focal point stays in sight, and the place is filled before the photo is there.
  await expect(cover).toHaveCSS("object-position", "20% 70%");
  expect(await cover.evaluate((img) => getComputedStyle(img).backgroundImage)).toContain(
    "data:image/png",
  );

  const images = await page.locator("main img").all();
  expect(images).toHaveLength(PHOTOS);
  for (const image of images.slice(1)) await expect(image).toHaveAttribute("loading", "lazy");
  for (const image of images) {
    expect(await image.getAttribute("alt")).toMatch(/\w{3}/);
    expect(await image.getAttribute("srcset")).toMatch(/ 320w, .* 960w, .* 1920w$/);
  }
  const { "cache-control": cached } = (
    await request.head((await cover.getAttribute("src")) ?? "")
  ).headers();
  expect(cached).toMatch(/^public, max-age=31536000, immutable$/);
});

for (const viewport of [PHONE, { width: 1280, height: 900 }]) {
  test(`at ${viewport.width} px its photos are looked through by keyboard, and axe finds nothing on the way`, async ({
    page,
  }) => {
    const trouble: string[] = [];
    page.on("pageerror", ({ message }) => trouble.push(message));
    page.on("console", (line) => line.type() === "error" && trouble.push(line.text()));
    await page.setViewportSize(viewport);
    await page.goto(address, { waitUntil: "networkidle" });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    await expect(
      page.getByRole("link", { name: "Call the captain" }).filter({ visible: true }),
    ).toBeVisible();
    expect(await complaintsOf(page)).toEqual([]);

    const opener = page.getByRole("button", { name: WORDS[1], exact: true });
    await focusOn(opener);
    await page.keyboard.press("Enter");
    await expect(announced(page)).toHaveText(`Photo 2 of ${PHOTOS}: ${WORDS[1]}`);
    await page.keyboard.press("ArrowRight");
    await expect(announced(page)).toHaveText(`Photo 3 of ${PHOTOS}: ${WORDS[2]}`);
    await expect(
      page
        .getByRole("dialog")
        .getByText(WORDS[2] ?? "")
        .last(),
    ).toBeVisible();
    await page.keyboard.press("End");
    await expect(announced(page)).toHaveText(`Photo ${PHOTOS} of ${PHOTOS}`);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Home");
    await expect(announced(page)).toHaveText(`Photo 1 of ${PHOTOS}: ${WORDS[0]}`);
    // Its neighbour is there before it is asked for, and no other.
    const slides = page.getByRole("dialog").getByRole("listitem");
    await loaded(slides.nth(1).locator("img"));
    expect(await slides.nth(4).locator("img").count()).toBe(0);
    // The focus goes round within, forwards and backwards.
    for (const key of ["Tab", "Tab", "Tab", "Tab", "Tab", "Shift+Tab"]) {
      await page.keyboard.press(key);
      expect(
        await page.evaluate(() => document.activeElement?.closest("[role=dialog]") !== null),
      ).toBe(true);
    }
    expect(await complaintsOf(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toBeHidden();
    await expect(opener).toBeFocused();
    expect(new URL(page.url()).hash).toBe("");
    expect(trouble).toEqual([]);
  });
}

test("back closes an open photo and stays on the page, and a photo's address opens it", async ({
  page,
}) => {
  await page.goto("/");
  await page.goto(address, { waitUntil: "networkidle" });
  await page.getByRole("button", { name: WORDS[2], exact: true }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Fifteen Photos");
  await page.goForward();
  await expect(announced(page)).toHaveText(`Photo 3 of ${PHOTOS}: ${WORDS[2]}`);

  await page.goto(`${address}#photo-2`);
  await page.reload();
  await expect(announced(page)).toHaveText(`Photo 2 of ${PHOTOS}: ${WORDS[1]}`);
  await page.getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page).toHaveURL(address);
});

/** With as much detail in it as weighs like a real photo: about 60 kB at 960 px. */
async function detailed(photo: PhonePhoto): Promise<PhonePhoto> {
  const noise = { type: "gaussian" as const, mean: 128, sigma: 20 };
  const create = { width: 1024, height: 768, channels: 3 as const, background: "#808080", noise };
  const detail = await sharp({ create }).png().toBuffer();
  const input = await sharp(detail).resize(2048, 1536, { kernel: "cubic" }).png().toBuffer();
  const buffer = await sharp(photo.buffer)
    .composite([{ input, blend: "soft-light" }])
    .jpeg({ quality: 90 })
    .toBuffer();
  return { ...photo, buffer };
}

function announced(page: Page) {
  return page.getByRole("dialog").getByRole("status");
}

/** In sight, and all of its bytes here. */
async function loaded(image: ReturnType<Page["locator"]>): Promise<void> {
  await image.scrollIntoViewIfNeeded();
  await expect
    .poll(() => image.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 0))
    .toBe(true);
}

type Weights = Partial<Record<string, { transferred: number; decoded: number }>>;

/** What a first visit loads, by kind: bytes over the network, headers included, and bytes unpacked. */
async function weigh(page: Page, path: string, visit = async () => {}): Promise<Weights> {
  const network: CDPSession = await page.context().newCDPSession(page);
  const kinds = new Map<string, string>();
  const weights: Weights = {};
  const add = (id: string, transferred: number, decoded: number) => {
    const kind = kinds.get(id) ?? "";
    const before = weights[kind] ?? { transferred: 0, decoded: 0 };
    weights[kind] = {
      transferred: before.transferred + transferred,
      decoded: before.decoded + decoded,
    };
  };
  network.on("Network.responseReceived", ({ requestId, type }) => kinds.set(requestId, type));
  network.on("Network.dataReceived", ({ requestId, dataLength }) => add(requestId, 0, dataLength));
  network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) =>
    add(requestId, encodedDataLength, 0),
  );
  await network.send("Network.enable");
  await network.send("Network.clearBrowserCache");
  await page.goto(path, { waitUntil: "networkidle" });
  await visit();
  await page.waitForLoadState("networkidle");
  await network.detach();
  return weights;
}
