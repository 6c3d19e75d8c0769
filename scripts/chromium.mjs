// A Chromium for the end-to-end tests, from wherever this machine can have one.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { BIN } from "./prepare.mjs";
import { run, runNode, step } from "./run.mjs";

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
  const folders = (process.env.PATH ?? "").split(delimiter);
  const system = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const candidates = [process.env.CHROMIUM_PATH ?? "", chromium.executablePath(), ...system];
  return [...candidates, ...APPLICATIONS].find((path) => path && existsSync(path) && starts(path));
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
  for (const install of [installByPlaywright, installByApt]) {
    await step("Installing a Chromium", install).catch(() => {});
    const installed = await findChromium();
    if (installed) return installed;
  }
  throw new Error(
    "The end-to-end tests need a Chromium, and none could be installed. Install one, or name it in CHROMIUM_PATH.",
  );
}

/** @param {string} path */
function starts(path) {
  return spawnSync(path, ["--version"], { stdio: "ignore", timeout: 20_000 }).status === 0;
}

function installByPlaywright() {
  const env = { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "10000" };
  return runNode([BIN.playwright, "install", "chromium"], { env, quiet: true });
}

async function installByApt() {
  if (process.getuid?.() !== 0) throw new Error("Only root installs packages.");
  execFileSync("apt-get", ["--version"], { stdio: "ignore" });
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update", "-qq"], { env, quiet: true });
  const packages = ["install", "-y", "-qq", "--no-install-recommends", "chromium"];
  await run("apt-get", packages, { env, quiet: true });
}
