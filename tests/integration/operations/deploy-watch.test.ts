// The watch after a deployment, as typed, on a deployment that says what each test wants.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { databaseUrl, query, truncateAll } from "../../support/database";

vi.setConfig({ testTimeout: 60_000 });

const folder = await mkdtemp(join(tmpdir(), "charter-media-watch-"));
/** What the deployment says, one after the other; the last one again and again. */
let says: (object | null)[] = [];
const server = createServer((_, response) => {
  const [body] = says.length > 1 ? says.splice(0, 1) : says;
  if (!body) return response.destroy();
  response.setHeader("content-type", "application/json").end(JSON.stringify(body));
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(truncateAll);

const REPORT = {
  version: "0.1.0",
  metrics: [{ name: "finalization_success_rate", value: 1, status: "ok" }],
};
/** So many finalizes that were answered so, so long ago. */
const finalized = (times: number, outcome: string, ago = "0 s") =>
  query(
    `INSERT INTO "OperationEvent" ("operation", "outcome", "ms", "at")
     SELECT 'finalize', $2, 1, now() - $3::interval FROM generate_series(1, $1)`,
    [times, outcome, ago],
  );
const before = join(folder, "before.json");
const watch = (...args: string[]) =>
  new Promise<{ exit: number; lines: string[] }>((resolve) => {
    const env = { ...process.env, DATABASE_URL: databaseUrl, DATA_DIR: folder };
    const how = ["--conditions=react-server", "--import", "tsx", "scripts/deploy-watch.ts"];
    execFile(process.execPath, [...how, url, ...args], { env }, (error, stdout) => {
      const exit = typeof error?.code === "number" ? error.code : 0;
      resolve({ exit, lines: stdout.trim().split("\n") });
    });
  });
const SHORTLY = ["--baseline", before, "--hours", "0.0003", "--every", "0.3"];
/** Ends by what it sees, long before its time is up. */
const UNTIL_SURE = ["--baseline", before, "--hours", "1", "--every", "0.1"];

test("takes the figures before; passes while they hold, and says roll back when they don't", async () => {
  says = [REPORT];
  await finalized(1_000, "ok", "1 hour");
  expect((await watch("--take", before)).exit).toBe(0);
  await finalized(2, "internal");
  const well = await watch(...SHORTLY);
  expect([well.exit, well.lines.at(-1)]).toEqual([0, "pass"]);
  expect(well.lines.filter((line) => line.includes("  well  ")).length).toBeGreaterThan(1);

  // Of the day it is a quarter of a percent; since the deployment, three of four.
  await finalized(1, "internal");
  await finalized(1, "ok");
  const bad = await watch(...UNTIL_SURE);
  expect(bad.exit).toBe(1);
  expect(bad.lines.at(-1)).toMatch(/roll back: 75 % of finalizations fail/);
  await truncateAll();

  says = [null];
  const silent = await watch(...UNTIL_SURE);
  expect([silent.exit, silent.lines.at(-1)]).toEqual([
    1,
    expect.stringMatching(/no answer 3 times/),
  ]);
  expect(silent.lines.filter((line) => line.includes("  well  "))).toEqual([]);

  const once = await watch("--baseline", before, "--hours", "0.00001", "--every", "0.3");
  expect([once.exit, once.lines.at(-1)]).toEqual([
    1,
    expect.stringMatching(/ended while there was no answer/),
  ]);

  says = [REPORT];
  await query(`DO $$ BEGIN SET LOCAL session_replication_role = replica;
    INSERT INTO "CharterDraft" ("id", "userId", "status") VALUES ('d1', 'nobody', 'SUBMITTED'); END $$`);
  const broken = await watch(...UNTIL_SURE);
  expect(broken.exit).toBe(1);
  expect(broken.lines.join("\n")).toMatch(/roll back: submitted draft without its charter/);
});
