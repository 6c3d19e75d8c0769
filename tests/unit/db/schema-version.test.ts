import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { LATEST_MIGRATION } from "@/lib/db/schema-version";

test("LATEST_MIGRATION names the newest migration", () => {
  const folders = readdirSync("prisma/migrations", { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  expect(LATEST_MIGRATION).toBe(folders.at(-1));
});
