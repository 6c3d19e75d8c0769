// A Chromium for the end-to-end tests, from wherever this machine can have one.
import { BIN } from "./prepare.mjs";
import { runNode, step } from "./run.mjs";
import { firstThatStarts, installByApt, onPath } from "./system-programs.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const APPLICATIONS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * The path of a Chromium that starts: the one CHROMIUM_PATH names, Playwright's own, the system's.
 * @returns {Promise<string | undefined>}
 */
export async function findChromium() {
  const { chromium } = await import("@playwright/test");
  const candidates = [process.env.CHROMIUM_PATH ?? "", chromium.executablePath()];
  return firstThatStarts([...candidates, ...onPath(NAMES), ...APPLICATIONS], "--version");
}

/**
 * The same, installing one where there is none: by Playwright, else on Debian as root by apt.
 *
 * @returns {Promise<string>}
 * @throws Error that says what to do when none can be had
 */
export async function provideChromium() {
  const found = await findChromium();
  if (found) return found;
  for (const install of [installByPlaywright, () => installByApt("chromium")]) {
    await step("Installing a Chromium", install).catch(() => {});
    const installed = await findChromium();
    if (installed) return installed;
  }
  throw new Error(
    "The end-to-end tests need a Chromium, and none could be installed. Install one, or name it in CHROMIUM_PATH.",
  );
}

function installByPlaywright() {
  const env = { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "10000" };
  return runNode([BIN.playwright, "install", "chromium"], { env, quiet: true });
}
