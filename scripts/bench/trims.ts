// How fast a captain's browser cuts a phone's clip: the real page in the real Chromium, from the press of the
// button until the clip is made.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { findChromium } from "../chromium.mjs";
import { findFfmpeg } from "../ffmpeg.mjs";
import { median } from "./measure";
import { report } from "./report";
import type { Server } from "./servers";
import { CLIP_SECONDS, makePhoneClip } from "./videos";

const ROUNDS = 3;

/** Cuts ten seconds of 1080p to 720p, as often as it takes to be sure. */
export async function benchTrims(product: Server): Promise<void> {
  const programs = findFfmpeg();
  const executablePath = await findChromium();
  if (!programs || !executablePath)
    return console.log("  ffmpeg or a Chromium is missing, so trimming is not measured.");
  const folder = await mkdtemp(join(tmpdir(), "charter-media-bench-trims-"));
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    const clip = await makePhoneClip(programs.ffmpeg, folder);
    const page = await browser.newPage({ baseURL: product.url });
    const origin = { origin: product.url };
    const email = `${crypto.randomUUID()}@example.com`;
    const account = { name: "Bench", email, password: email };
    await page.request.post("/api/auth/sign-up/email", { data: account, headers: origin });
    const made = await page.request.post("/api/charter-drafts", { data: {}, headers: origin });
    const { draft } = await made.json();
    await page.goto(`/captain/drafts/${draft.id}?step=media`);

    const times: number[] = [];
    for (let round = 1; round <= ROUNDS; round++) {
      await page.locator('input[accept*="video"]').setInputFiles(clip);
      const dialog = page.getByRole("dialog");
      await dialog.locator("canvas").nth(9).waitFor();
      for (const _ of Array(12 - CLIP_SECONDS))
        await dialog.getByRole("slider", { name: "End of the part" }).press("PageDown");
      const begun = performance.now();
      await dialog.getByRole("button", { name: "Add this part" }).click();
      const row = page.getByRole("list", { name: "Videos" }).getByRole("listitem").last();
      await row.getByText(/Sending|Checking|Ready|\d [kM]B/).waitFor({ timeout: 300_000 });
      times.push(performance.now() - begun);
      await row.getByText(/Ready/).waitFor({ timeout: 60_000 });
    }
    const speed = (CLIP_SECONDS * 1000) / median(times);
    report("V1", "A 1080p clip of a phone to 720p, in the browser", {
      measured: `${speed.toFixed(1)} × real time`,
      limit: "real time",
      ratio: speed,
      wanted: "≥ 0.5, without a graphics card",
    });
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
}
