import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";
import { findChromium } from "./scripts/chromium.mjs";
import { freePort } from "./scripts/stack/ports.mjs";

// Read again by every worker, which must find the same port and folder as the first reading.
process.env.E2E_PORT ??= String(await freePort());
process.env.E2E_DATA_DIR ??= join(tmpdir(), `charter-media-e2e-${process.pid}`);

const baseURL = `http://localhost:${process.env.E2E_PORT}`;
const executablePath = process.env.CHROMIUM_PATH ?? (await findChromium());
if (executablePath) process.env.CHROMIUM_PATH = executablePath;

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results",
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  // What a story promises is what comes, not how soon on a machine that does more than one thing.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: "list",
  globalTeardown: "./tests/e2e/remove-data.ts",
  use: {
    baseURL,
    // All that a failure leaves: traces cost every story a fifth of its processor time. `--trace on` has them.
    screenshot: "only-on-failure",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  webServer: {
    command: "node scripts/up.mjs",
    url: `${baseURL}/health`,
    timeout: 300_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 15_000 },
    env: {
      PORT: process.env.E2E_PORT,
      DATA_DIR: process.env.E2E_DATA_DIR,
      // A build of its own, so that a product running from this checkout is not pulled from under.
      NEXT_DIST_DIR: ".next-e2e",
      RATE_LIMIT_MULTIPLIER: "1000",
      LOG_LEVEL: "warn",
    },
  },
});
