// A captain's videos in a real browser: clips as phones record them are cut, scaled and sent, survive what
// happens on the way, and play on the charter's page.
import { readlinkSync } from "node:fs";
import { join } from "node:path";
import { chromium, expect, type Locator, type Page, test } from "@playwright/test";
import { provideFfmpeg } from "../../scripts/ffmpeg.mjs";
import { smallPhotos } from "../support/phone-photos";
import { aCaptain, aDraft, addPhotos, openStep, wordsOf } from "./captain-steps";
import { complaintsOf } from "./complaints";
import { focusOn, pickFiles, pressOn } from "./once-alive";

const PHONE = { width: 390, height: 844 };
const TYPES: Record<string, string> = { mov: "video/quicktime", webm: "video/webm" };
const { ffmpeg, ffprobe } = await provideFfmpeg();
process.env.FFMPEG_PATH = ffmpeg;
process.env.FFPROBE_PATH = ffprobe;
const { aClip, ffmpegFile, probe } = await import("../support/clips");

test.setTimeout(240_000);
test.use({ viewport: PHONE });

test("a phone's upright MOV and a minute lying across, cut to 12 seconds by keyboard, play on the charter's page with sound and without a place", async ({
  page,
}) => {
  const phone = { width: 1920, height: 1080, fps: 10, place: true };
  const upright = await aClip({ ...phone, extension: "mov", seconds: 14, rotate: 90 });
  const across = await aClip({ ...phone, seconds: 60 });
  await aCaptain(page);
  await aDraft(page, "media", wordsOf("Strike Runner"));
  await addPhotos(page, await smallPhotos(3, 500));

  await pick(page, "upright.mov", upright);
  const dialog = page.getByRole("dialog", { name: "Choose the part to show" });
  const end = dialog.getByRole("slider", { name: "End of the part" });
  await expect(end).toHaveAttribute("aria-valuetext", "0:14.0");
  await expect(dialog.locator("canvas")).toHaveCount(10);
  expect(await complaintsOf(page)).toEqual([]);
  await focusOn(end);
  await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("PageDown");
  await expect(dialog.getByText("12 seconds")).toBeVisible();
  await pressOn(dialog.getByRole("button", { name: "Add this part" }), "Enter");
  await expect(dialog).toBeHidden();

  await pick(page, "across.mp4", across);
  const start = dialog.getByRole("slider", { name: "Start of the part" });
  await expect(end).toHaveAttribute("aria-valuetext", "0:30.0");
  await drag(page, start, 60);
  await expect(start).not.toHaveAttribute("aria-valuetext", "0:00.0");
  await expect(end).toHaveAttribute("aria-valuetext", "0:30.0");
  await pressOn(start, "Home");
  await pressOn(start, "PageUp");
  await focusOn(end);
  await page.keyboard.press("Home");
  await expect(end).toHaveAttribute("aria-valuetext", "0:02.0");
  for (let second = 1; second < 12; second++) await page.keyboard.press("PageUp");
  await expect(dialog.getByText("12 seconds")).toBeVisible();
  await pressOn(dialog.getByRole("button", { name: "Add this part" }), "Enter");

  for (const name of ["upright.mov", "across.mp4"])
    await expect(row(page, name)).toContainText("Ready · 12 seconds", { timeout: 90_000 });
  await expect(row(page, "upright.mov").locator("img")).toBeVisible();
  expect(await complaintsOf(page)).toEqual([]);

  await openStep(page, "Review");
  await expect(page.getByText("3 photos and 2 videos will be on your page.")).toBeVisible();
  await page.getByRole("button", { name: "Submit charter" }).click();
  await page.waitForURL("**/charters/*");

  const loaded: string[] = [];
  page.on("request", (request) => {
    if (request.resourceType() === "media") loaded.push(request.url());
  });
  await page.reload({ waitUntil: "networkidle" });
  const videos = page.locator("main video");
  await expect(videos).toHaveCount(2);
  await videos.last().scrollIntoViewIfNeeded();
  expect(loaded).toEqual([]);
  const shapes = [];
  for (const video of await videos.all()) {
    await expect(video).toHaveAttribute("poster", /^http/);
    await expect(video).toHaveAccessibleName(/^Video \d of Strike Runner$/);
    const clip = await probe(
      await (await page.request.get((await video.getAttribute("src")) ?? "")).body(),
    );
    shapes.push([clip.video.width, clip.video.height, clip.video.codec, clip.sound?.codec]);
    expect(Math.abs(clip.durationSec - 12)).toBeLessThan(0.2);
    expect(clip.video.turned).toBe(false);
    expect(JSON.stringify(clip.tags)).not.toMatch(/location|37\.8199|Apple/i);
    await video.evaluate((element: HTMLVideoElement) => {
      element.muted = true;
      return element.play();
    });
    await expect
      .poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime))
      .toBeGreaterThan(0.2);
  }
  expect(shapes).toEqual([
    [720, 1280, "h264", "aac"],
    [1280, 720, "h264", "aac"],
  ]);
});

test("a browser killed at 60 % of 40 MB goes on with the parts that are missing", async ({
  baseURL,
  launchOptions,
}, { outputDir }) => {
  const profile = join(outputDir, "profile");
  const open = () =>
    chromium.launchPersistentContext(profile, {
      ...launchOptions,
      viewport: PHONE,
      ...(baseURL && { baseURL }),
    });
  const clip = await aHeavyClip();
  expect(clip.length).toBeGreaterThan(38_000_000);

  const first = await open();
  const page = await first.newPage();
  const account = await aCaptain(page);
  const draft = await aDraft(page, "media");
  // The store takes five parts and is then too slow for the rest.
  const parts = partsOf(page);
  let taken = 0;
  await page.route(/\/mpu\?/, async (route) => {
    if (route.request().headers()["x-mpu-action"] === "upload" && ++taken > 5) return;
    await route.continue();
  });
  await pick(page, "heavy.mp4", clip);
  await page.getByRole("button", { name: "Use it as it is" }).click();
  const bar = page.getByRole("progressbar", { name: "heavy.mp4 on the way" });
  await expect.poll(() => parts.length, { timeout: 60_000 }).toBe(5);
  await expect
    .poll(async () => Number(await bar.getAttribute("aria-valuenow")))
    .toBeGreaterThan(59);
  const closed = first.waitForEvent("close");
  process.kill(Number(readlinkSync(join(profile, "SingletonLock")).split("-").at(-1)), "SIGKILL");
  await closed;

  const second = await open();
  await second.request.post("/api/auth/sign-in/email", { data: account });
  const again = await second.newPage();
  const rest = partsOf(again);
  await again.goto(`${draft}?step=media`);
  await expect(row(again, "heavy.mp4")).toContainText("Ready", { timeout: 60_000 });
  const sent = [...parts, ...rest].sort((one, next) => one - next);
  expect(sent).toEqual([1, 2, 3, 4, 5, 6, 7, 8].slice(0, sent.length));
  expect(rest.length).toBeLessThanOrEqual(3);

  await again.getByRole("button", { name: "Remove heavy.mp4" }).click();
  await again.getByRole("dialog").getByRole("button", { name: "Remove video" }).click();
  await expect(row(again, "heavy.mp4")).toBeHidden();
  await second.close();
});

test("what the browser can't cut is sent whole and cut by the worker; what it fails to cut, what is no video, or is stopped, leaves nothing but words", async ({
  page,
}) => {
  await aCaptain(page);
  await aDraft(page, "media");
  await pick(page, "notes.mp4", Buffer.from("these are notes and no video"));
  await expect(row(page, "notes.mp4")).toContainText("That file is not a video we can use.");
  await expect(page.getByRole("button", { name: "Try notes.mp4 again" })).toBeHidden();
  await page.getByRole("button", { name: "Remove notes.mp4" }).click();
  await expect(page.getByRole("list", { name: "Videos" })).toBeHidden();

  // Its sound would have to become AAC, which this browser can't encode.
  await pick(page, "desk.webm", await aClip({ extension: "webm", sound: "libopus", seconds: 4 }));
  const end = page.getByRole("slider", { name: "End of the part" });
  await pressOn(end, "Shift+ArrowLeft");
  await expect(page.getByText(/are sent, and we cut it/)).toBeVisible();
  await page.getByRole("button", { name: "Add this part" }).click();
  await expect(row(page, "desk.webm")).toContainText("Ready · 3 seconds", { timeout: 60_000 });

  // Its captain does something else while it is read: nothing opens over that.
  await doNextAfterPicking(page);
  await pick(page, "torn.mp4", await aTornClip());
  await page.getByRole("button", { name: "Choose the part of torn.mp4" }).click();
  await pressOn(end, "Shift+ArrowLeft");
  await page.getByRole("button", { name: "Add this part" }).click();
  await expect(row(page, "torn.mp4")).toContainText("This device could not prepare that clip.");
  expect(await rowsOf(page)).toEqual(["ready"]);
  await expect(page.getByRole("button", { name: "Try torn.mp4 again" })).toBeVisible();
  await page.getByRole("button", { name: /^Send the whole clip · .+: torn\.mp4$/ }).click();
  await expect(row(page, "torn.mp4")).toContainText("That clip is damaged", { timeout: 60_000 });
  await page.getByRole("button", { name: "Remove torn.mp4" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove video" }).click();

  await page.route(/\/mpu\?/, () => {});
  await pick(page, "stopped.mp4", await aClip({ seconds: 2 }));
  await page.getByRole("button", { name: "Use it as it is" }).click();
  await expect.poll(() => rowsOf(page)).toEqual(["ready", "uploading"]);
  await page.getByRole("button", { name: "Stop stopped.mp4" }).click();
  await expect.poll(() => rowsOf(page)).toEqual(["ready"]);
});

/** Presses somewhere as soon as the next clip is picked. */
async function doNextAfterPicking(page: Page): Promise<void> {
  await picker(page).evaluate((input) => {
    const press = () => window.dispatchEvent(new PointerEvent("pointerdown"));
    input.addEventListener("change", () => setTimeout(press), { once: true });
  });
}

/** A clip whose index is whole and whose pictures are noise from some moment on. */
async function aTornClip(): Promise<Buffer> {
  const clip = Buffer.from(await aClip({ seconds: 4, sound: null }));
  const pictures = clip.indexOf("mdat") + 4;
  return clip.fill(0x5a, pictures + 4_000, clip.lastIndexOf("moov") - 4);
}

/** Takes a handle at its visible part and moves it by so many pixels. */
async function drag(page: Page, handle: Locator, by: number): Promise<void> {
  const box = await handle.boundingBox();
  const [x, y] = [(box?.x ?? 0) + 30, (box?.y ?? 0) + 30];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + by, y, { steps: 4 });
  await page.mouse.up();
}

function row(page: Page, name: string) {
  return page.getByRole("list", { name: "Videos" }).getByRole("listitem").filter({ hasText: name });
}

async function pick(page: Page, name: string, buffer: Buffer): Promise<void> {
  const mimeType = TYPES[name.split(".").at(-1) ?? ""] ?? "video/mp4";
  const file = { name, mimeType, buffer };
  await pickFiles(picker(page), file);
}

function picker(page: Page) {
  return page.getByLabel("Choose videos").and(page.locator("input"));
}

/** The states of the videos that the server has for the draft that is open. */
async function rowsOf(page: Page): Promise<string[]> {
  const draftId = new URL(page.url()).pathname.split("/").at(-1);
  const answer = await page.request.get(`/api/captain/videos?draftId=${draftId}`);
  const { videos } = await answer.json();
  return videos.map(({ status }: { status: string }) => status);
}

/** The numbers of the parts that the store has said it has. */
function partsOf(page: Page): number[] {
  const parts: number[] = [];
  page.on("requestfinished", async (request) => {
    const { "x-mpu-action": action, "x-mpu-part-number": number } = request.headers();
    if (action === "upload") parts.push(Number(number));
  });
  return parts;
}

/** Eight parts of a clip that is fine as it is. */
function aHeavyClip(): Promise<Buffer> {
  return ffmpegFile("mp4", [
    ...["-f", "lavfi", "-i", "testsrc2=s=1280x720:r=10:d=10", "-c:v", "libx264"],
    ...["-preset", "ultrafast", "-pix_fmt", "yuv420p", "-x264-params", "nal-hrd=cbr:force-cfr=1"],
    ...["-b:v", "33M", "-minrate", "33M", "-maxrate", "33M", "-bufsize", "33M"],
  ]);
}
