// `npm run seed:large` as it is typed: fills what is empty, and touches nothing that is somebody's.
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { aUser } from "../../support/accounts";
import { databaseUrl, truncateAll } from "../../support/database";

function seedLarge(...args: string[]) {
  const { status, stdout } = spawnSync(
    process.execPath,
    ["--import", "tsx", "scripts/seed-large.ts", ...args],
    {
      encoding: "utf8",
      env: { ...process.env, DATABASE_URL: databaseUrl, DIRECT_URL: databaseUrl },
    },
  );
  return { status, stdout };
}

test("an empty database is filled once; one with anybody's account is left alone", async () => {
  await truncateAll();
  await aUser({ email: "ali@harbour.example" });
  expect(seedLarge("--media", "1000")).toMatchObject({
    status: 1,
    stdout: expect.stringContaining("Nothing was changed"),
  });
  expect(await db().user.count()).toBe(1);

  await truncateAll();
  expect(seedLarge("--media", "10")).toMatchObject({ status: 1 });
  expect(seedLarge("--media", "1000")).toMatchObject({ status: 0 });
  expect(await db().charterMedia.count()).toBe(1_000);
  expect(await db().captainProfile.count()).toBe(50);
  expect(await db().charter.count()).toBe(60);
  expect(seedLarge("--media", "1000")).toMatchObject({
    status: 1,
    stdout: expect.stringContaining("filled already"),
  });
  expect(await db().charterMedia.count()).toBe(1_000);
});
