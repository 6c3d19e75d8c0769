// The runbook, practised as an operator would.
import { execFile } from "node:child_process";
import { expect, test } from "vitest";
import { aCaptain } from "../../support/accounts";
import { databaseUrl, query } from "../../support/database";
import { photoRows } from "../../support/drafts";
import { blob } from "../../support/stack";

test("the drill passes on throwaway databases and leaves none of them", async () => {
  await photoRows(await aCaptain(), 2);
  const env = { ...process.env, DATABASE_URL: databaseUrl, DATA_DIR: blob.root };
  const said = await new Promise<string>((resolve) => {
    execFile(process.execPath, ["--import", "tsx", "scripts/drill.ts"], { env }, (_, out, err) =>
      resolve(`${out}${err}`.trim()),
    );
  });
  for (const line of [
    /failure .* failed at its end/,
    /blocked +P3009/,
    /refusal +P3012/,
    /retry .* all applied/,
  ])
    expect(said).toMatch(line);
  expect(said.split("\n").at(-1)).toBe("pass");
  expect(await query(`SELECT FROM pg_database WHERE datname LIKE 'drill%'`)).toEqual([]);
}, 120_000);
