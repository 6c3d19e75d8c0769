import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: at("./") },
      // The marker that keeps a module out of browser bundles has nothing to say in tests.
      { find: "server-only", replacement: at("./tests/support/empty.ts") },
    ],
  },
  test: {
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["tests/unit/**/*.test.{ts,tsx}"],
          // A zone that is off by hours and minutes shows every place that forgot about zones.
          env: { TZ: "Asia/Kathmandu" },
          setupFiles: ["tests/support/unexpected-console-error.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.{ts,tsx}"],
          globalSetup: ["tests/support/integration-global-setup.ts"],
          setupFiles: [
            "tests/support/integration-setup.ts",
            "tests/support/unexpected-console-error.ts",
          ],
          env: { LOG_LEVEL: "silent", VERCEL_BLOB_RETRIES: "0" },
          pool: "forks",
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
