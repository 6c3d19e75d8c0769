// The story that docs/migrations/README.md tells is the one that `prisma migrate deploy` plays.
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("the story tells of every migration, in their order", () => {
  const folders = readdirSync("prisma/migrations").filter((name) => /^\d/.test(name));
  const text = readFileSync("docs/migrations/README.md", "utf8");
  const told = [...text.matchAll(/^\| `(\d\w+)` \|/gm)].map(([, name]) => name);
  expect(told).toEqual(folders.sort());
});
