// Photos on their way over a bad connection: what the page says is true, what breaks goes on, what is stopped
// is gone, and what the captain has already is not sent again.
import { createHash } from "node:crypto";
import { readlinkSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium, expect, type Page, test } from "@playwright/test";
import {
  iPhoneHeic,
  panorama,
  screenshot,
  standing,
  turnedAndroid,
  webp,
} from "../support/cornered-photos";
import { type PhonePhoto, phonePhoto, smallPhotos } from "../support/phone-photos";
import { openSlowLine, type SlowLine } from "../support/slow-line";
import { aCaptain, aDraft, photoTiles } from "./captain-steps";
import { complaintsOf } from "./complaints";
import { focusOn, pickFiles, pressOn } from "./once-alive";

const DESK = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

test.setTimeout(150_000);
test.use({ viewport: PHONE });

let line: SlowLine | undefined;
test.afterEach(async () => {
  await line?.close();
  line = undefined;
});

test.describe("over a bad line", () => {
  test("that is slow, cut, and refused twice, every photo arrives once, and the page never says more than is true", async ({
    page,
    baseURL,
  }) => {
    const slow = await aSlowLine(baseURL);
    await aCaptain(page);
    await page.goto(`${slow.url}${await aDraft(page, "media")}?step=media`);
    const seen = await watchTotal(page, slow);
    const refusals: { status: number; error: string; seconds: number }[] = [];
    await page.route("**/api/media/photo", async (route) => {
      const refusal = refusals.shift();
      if (!refusal) return route.continue();
      const { status, error, seconds } = refusal;
      const json = { error, message: "Not now.", requestId: "e2e-request" };
      await route.fulfill({ status, headers: { "retry-after": String(seconds) }, json });
    });
    slow.setSpeed(250_000);
    await pick(page, await smallPhotos(7, 300));
    await expect.poll(slow.stored, { intervals: [50], timeout: 30_000 }).toBeGreaterThan(0);
    slow.cut();
    await expect(page.getByText(/^Not getting through right now\. Trying again at/)).toBeVisible();
    refusals.push({ status: 503, error: "storage_unavailable", seconds: 1 });
    refusals.push({ status: 429, error: "rate_limited", seconds: 4 });
    slow.mend();
    await expect(page.getByText(/take a short break and go on by themselves at/)).toBeVisible({
      timeout: 60_000,
    });
    await expect(photoTiles(page)).toHaveCount(7, { timeout: 90_000 });
    await page.reload();
    await expect(photoTiles(page)).toHaveCount(7);

    const percents = seen.map(({ percent }) => percent);
    expect(percents).toEqual(percents.toSorted((a, b) => a - b));
    expect(percents.at(-1)).toBeLessThan(100);
    expect(percents.at(-1)).toBeGreaterThan(80);
    expect(seen.filter((one) => one.arrived > one.stored)).toEqual([]);
    // What has left the browser may still stand in the buffers of three connections.
    const begun = seen[0]?.received ?? 0;
    expect(seen.filter((one) => one.sentBytes > one.received - begun + 1_500_000)).toEqual([]);
  });

  test("a browser killed at 60 % and opened again goes on by itself: once, in one of two tabs, in the order picked", async ({
    baseURL,
    launchOptions,
  }, { outputDir }) => {
    const slow = await aSlowLine(baseURL);
    const profile = join(outputDir, "profile");
    const open = () => {
      const options = { ...launchOptions, viewport: PHONE, baseURL: slow.url };
      return chromium.launchPersistentContext(profile, options);
    };
    const photos = await smallPhotos(5, 320);

    const first = await open();
    const page = await first.newPage();
    const account = await aCaptain(page);
    const draft = await aDraft(page, "media");
    slow.setSpeed(150_000);
    await pick(page, photos);
    const shown = page.getByRole("progressbar", { name: "All photos on the way" });
    await expect
      .poll(async () => Number(await shown.getAttribute("aria-valuenow")), {
        intervals: [50],
        timeout: 60_000,
      })
      .toBeGreaterThanOrEqual(60);
    const closed = first.waitForEvent("close");
    process.kill(Number(readlinkSync(join(profile, "SingletonLock")).split("-").at(-1)), "SIGKILL");
    await closed;
    expect(slow.stored()).toBeLessThan(5);

    slow.setSpeed(2_000_000);
    const second = await open();
    // A browser that is killed may forget its newest cookies.
    await second.request.post("/api/auth/sign-in/email", { data: account });
    const tabs = [await second.newPage(), await second.newPage()];
    await Promise.all(tabs.map((tab) => tab.goto(`${draft}?step=media`)));
    for (const tab of tabs) await expect(photoTiles(tab)).toHaveCount(5, { timeout: 60_000 });
    const [tab] = tabs;
    if (!tab) throw new Error("no tab");
    const wanted = await knownIds(tab, photos);
    await expect.poll(() => storedIds(tab)).toEqual(wanted);
    expect(await trashedIds(tab)).toEqual([]);
    await second.close();
  });

  test("a photo that is stopped, while it is sent or while the server is at it, leaves nothing there", async ({
    page,
    baseURL,
  }) => {
    const slow = await aSlowLine(baseURL);
    await aCaptain(page);
    await page.goto(`${slow.url}${await aDraft(page, "media")}?step=media`);
    slow.holdAnswers(true);
    const [sentWhole, ...others] = await smallPhotos(5, 330);
    const stop = (name = "") => page.getByRole("button", { name: `Stop ${name}` });
    await pick(page, sentWhole ? [sentWhole] : []);
    await expect.poll(slow.stored).toBe(1);
    await expect(page.getByText("Checking")).toBeVisible();
    await stop(sentWhole?.name).click();
    await expect(page.getByText(sentWhole?.name ?? "")).toBeHidden();
    await expect.poll(() => storedIds(page)).toEqual([]);

    slow.holdAnswers(false);
    slow.setSpeed(60_000);
    await pick(page, others);
    const before = slow.receivedBytes();
    await expect.poll(slow.receivedBytes, { timeout: 30_000 }).toBeGreaterThan(before + 100_000);
    await stop(others[0]?.name).click();
    await expect(page.getByText(others[0]?.name ?? "")).toBeHidden();
    await page.getByRole("button", { name: "Stop all" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Stop all" }).click();
    await expect(page.getByRole("region", { name: "Photos on the way" })).toBeHidden();
    slow.setSpeed(2_000_000);
    // Each was told to the server before: a reload has nothing to go on with.
    await page.reload();
    await expect(page.getByText("0 photos", { exact: true })).toBeVisible();
    expect([await storedIds(page), await trashedIds(page)]).toEqual([[], []]);
  });
});

test("what the captain has already is found before it is sent, and by keyboard alone used or kept twice", async ({
  page,
}) => {
  await page.setViewportSize(DESK);
  await aCaptain(page);
  const [elsewhere, trashed, here, fresh] = await smallPhotos(4, 340);
  if (!elsewhere || !trashed || !here || !fresh) throw new Error("no photos");
  await aDraft(page, "media", { charterName: "Reef Morning" });
  const twin = await store(page, elsewhere, idOf(page.url()));
  await aDraft(page, "media");
  await store(page, here, idOf(page.url()));
  const removed = await store(page, trashed, idOf(page.url()));
  await page.request.delete(`/api/media/${removed.id}`);
  await page.reload();
  await expect(photoTiles(page)).toHaveCount(1);
  let sent = 0;
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/api/media/photo")) sent += 1;
  });

  const again = { ...fresh, name: "again.jpg" };
  await pick(page, [elsewhere, trashed, here, fresh, again]);
  await expect(page.getByText("That photo was in the trash. It is back.")).toBeVisible();
  await expect(photoTiles(page)).toHaveCount(3, { timeout: 30_000 });
  expect(sent).toBe(1);
  const row = (name: string) => page.getByRole("listitem").filter({ hasText: name });
  await expect(row(elsewhere.name)).toContainText(
    "You have this photo already, in your draft “Reef Morning”.",
  );
  await expect(row(elsewhere.name).locator("img")).toHaveAttribute("src", twin.thumbnailUrl);
  await expect(row(here.name)).toContainText("This photo is here already.");
  await expect(row("again.jpg")).toContainText("This photo is here already.");
  await expect(page.getByText("You have 3 of these photos already.")).toBeVisible();
  expect(await complaintsOf(page)).toEqual([]);

  await focusOn(page.getByRole("button", { name: `Use the one you have for ${elsewhere.name}` }));
  await page.keyboard.press("Enter");
  await expect(photoTiles(page)).toHaveCount(4);
  await expect(row(elsewhere.name)).toBeHidden();
  // The focus stands on the row that took its place.
  await expect(page.getByRole("button", { name: `Remove ${here.name}` })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Remove again.jpg" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Keep both of again.jpg" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(photoTiles(page)).toHaveCount(5, { timeout: 30_000 });
  expect(sent).toBe(2);
  await page.reload();
  await expect(photoTiles(page)).toHaveCount(5);
});

test("photos of every kind end upright, without metadata, in a sensible size; HEIC too", async ({
  page,
}) => {
  await aCaptain(page);
  await aDraft(page, "media");
  const photos = [
    iPhoneHeic(),
    await panorama(),
    await screenshot(),
    await turnedAndroid(),
    await webp(),
  ];
  await pick(page, photos);
  await expect(photoTiles(page)).toHaveCount(5, { timeout: 90_000 });
  const stored = async () => {
    const { photos: media } = await read(page, "/api/captain/photos?state=pending");
    return Promise.all(
      media.map(async ({ url }) => standing(await (await page.request.get(url)).body())),
    );
  };
  const upright = { isUpright: true, metadata: [] };
  // The order in which they were picked is told a moment after the last has arrived.
  await expect.poll(stored).toEqual([
    { width: 1440, height: 1920, ...upright },
    { width: 1920, height: 653, ...upright },
    { width: 886, height: 1920, ...upright },
    { width: 1440, height: 1920, ...upright },
    { width: 1600, height: 1200, ...upright },
  ]);
});

test("five photos picked by keyboard are announced in a few sentences", async ({ page }) => {
  await aCaptain(page);
  await aDraft(page, "media");
  const said = await listenToPage(page);
  // Asked for first: a busy page may come to a key before it comes to being told who takes its chooser.
  const chooser = page.waitForEvent("filechooser");
  await pressOn(page.getByRole("button", { name: "Choose photos" }), "Enter");
  await (await chooser).setFiles(await smallPhotos(5, 350));
  await expect(photoTiles(page)).toHaveCount(5, { timeout: 45_000 });
  await expect(page.getByText("All 5 photos are here.")).toBeAttached();
  // On a slow machine it takes long enough for a word in between.
  const script = said.filter(
    (words) => words !== "Saved" && !/^\d of 5 photos here\.$/.test(words),
  );
  expect(script).toEqual(["5 photos on the way.", "All 5 photos are here."]);
});

test("twelve photos of 12 megapixels at once leave the page free: no task over 100 ms", async ({
  page,
  browser,
}, testInfo) => {
  await aCaptain(page);
  await aDraft(page, "media");
  const drawn = await Promise.all([phonePhoto(360), phonePhoto(361)]);
  // Bytes after a JPEG's end change nothing but its hash. From the disk, as a captain's are: sent through the
  // test's own connection they would keep the page busy.
  const files = await Promise.all(
    Array.from({ length: 12 }, async (_, at) => {
      const path = testInfo.outputPath(`IMG_${at}.JPG`);
      const { buffer } = drawn[at % 2] ?? { buffer: Buffer.alloc(0) };
      await writeFile(path, Buffer.concat([buffer, Buffer.from([at])]));
      return path;
    }),
  );
  await browser.startTracing(page, { categories: ["toplevel", "devtools.timeline"] });
  await pickFiles(page.locator('input[type="file"][multiple]'), files);
  await expect(photoTiles(page)).toHaveCount(12, { timeout: 120_000 });
  const tasks = pageTasks(await browser.stopTracing());
  expect(tasks.length).toBeGreaterThan(100);
  expect(Math.max(...tasks)).toBeLessThan(100);
});

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur: number;
  /** Of the processor; a busy machine makes everything else take longer. */
  tdur?: number;
  args: { name?: string; chrome_mojo_event_info?: { mojo_interface_tag?: string } };
}

/** How long each task on a page's main thread used the processor, in milliseconds, but for the test's own questions. */
function pageTasks(trace: Buffer): number[] {
  const { traceEvents: all }: { traceEvents: TraceEvent[] } = JSON.parse(trace.toString());
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid}:${tid}`;
  const isMain = ({ name, args }: TraceEvent) =>
    name === "thread_name" && args.name === "CrRendererMain";
  const mains = new Set(all.filter(isMain).map(threadOf));
  const onMain = all.filter((event) => event.ph === "X" && mains.has(threadOf(event)));
  const questions = onMain.filter(
    ({ args }) => args.chrome_mojo_event_info?.mojo_interface_tag === "blink.mojom.DevToolsSession",
  );
  const isQuestion = (task: TraceEvent) =>
    questions.some((one) => one.ts >= task.ts && one.ts < task.ts + task.dur);
  return onMain
    .filter((event) => event.name.endsWith("RunTask") && !isQuestion(event))
    .map(({ tdur = 0 }) => tdur / 1000);
}

interface Seen {
  percent: number;
  arrived: number;
  sentBytes: number;
  received: number;
  stored: number;
}

async function aSlowLine(baseURL: string | undefined): Promise<SlowLine> {
  line = await openSlowLine(baseURL ?? "", 2_000_000);
  return line;
}

const pick = (page: Page, photos: readonly PhonePhoto[]) =>
  pickFiles(page.locator('input[type="file"][multiple]'), [...photos]);

/** Each thing the page says of all photos together, beside what the server had been given by then. */
async function watchTotal(page: Page, slow: SlowLine): Promise<Seen[]> {
  const seen: Seen[] = [];
  await page.exposeFunction("onTotal", (percent: number, text: string) => {
    const [, arrived = "0"] = /(\d+) of \d+ photos here/.exec(text) ?? [];
    const [, amount = "0", unit] = /([\d.]+) (kB|MB) of/.exec(text) ?? [];
    const sentBytes = Number(amount) * (unit === "MB" ? 1e6 : 1e3);
    const [received, stored] = [slow.receivedBytes(), slow.stored()];
    seen.push({ percent, arrived: Number(arrived), sentBytes, received, stored });
  });
  await page.evaluate(() => {
    const tell = Reflect.get(window, "onTotal");
    new MutationObserver(() => {
      const bar = document.querySelector('[aria-label="All photos on the way"]');
      if (bar) tell(Number(bar.getAttribute("aria-valuenow")), bar.parentElement?.textContent);
    }).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
  });
  return seen;
}

/** What a screen reader would be given, in order. */
async function listenToPage(page: Page): Promise<string[]> {
  const said: string[] = [];
  await page.exposeFunction("onSaid", (sentence: string) => void said.push(sentence));
  await page.evaluate(() => {
    const tell = Reflect.get(window, "onSaid");
    const last = new Map<Element, string>();
    const regions = () => document.querySelectorAll('[role="status"], [role="alert"], [aria-live]');
    for (const region of regions()) last.set(region, region.textContent?.trim() ?? "");
    new MutationObserver(() => {
      for (const region of regions()) {
        const text = region.textContent?.trim() ?? "";
        // What comes with its words in it is not read, but for an alert.
        const isNew = !last.has(region) && region.getAttribute("role") !== "alert";
        if (isNew) last.set(region, text);
        if (text !== "" && text !== (last.get(region) ?? "")) tell(text);
        last.set(region, text);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  return said;
}

const idOf = (address: string) => new URL(address).pathname.split("/").at(-1) ?? "";
const sha256 = ({ buffer }: PhonePhoto) => createHash("sha256").update(buffer).digest("hex");

/** Puts a photo into a draft as if it had been sent from another device. */
async function store(page: Page, photo: PhonePhoto, draftId: string) {
  const multipart = { draftId, originalSha256: sha256(photo), file: photo };
  const answer = await page.request.post("/api/media/photo", { multipart });
  const { media }: { media: { id: string; thumbnailUrl: string } } = await answer.json();
  return media;
}

interface Photos {
  photos: { id: string; url: string }[];
}

async function read(page: Page, path: string): Promise<Photos> {
  return (await page.request.get(path)).json();
}

const idsOf = ({ photos }: Photos) => photos.map(({ id }) => id);
const storedIds = async (page: Page) =>
  idsOf(await read(page, "/api/captain/photos?state=pending"));
const trashedIds = async (page: Page) => idsOf(await read(page, "/api/captain/photos?state=trash"));

/** The ids under which the server has these files, in this order. */
async function knownIds(page: Page, photos: readonly PhonePhoto[]): Promise<string[]> {
  const answer = await page.request.post("/api/media/known", {
    data: { sha256: photos.map(sha256) },
  });
  const { known }: { known: { media: { id: string } }[] } = await answer.json();
  return known.map(({ media }) => media.id);
}
