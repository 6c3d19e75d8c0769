import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const names = readdirSync("prisma/migrations", { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

describe.each(names)("%s", (name) => {
  const sql = readFileSync(`prisma/migrations/${name}/migration.sql`, "utf8");

  test("says what it is for, then sets a short lock_timeout before anything else", () => {
    expect(sql).toMatch(/^(-- .+\n)+SET lock_timeout = '5s';\n/);
  });

  test("opens no transaction of its own, which a failure would leave open", () => {
    expect(sql).not.toMatch(/^\s*(BEGIN|START TRANSACTION|ROLLBACK)\s*;/im);
  });
});

test("the phases of the upgrade apply in their order", () => {
  const phases = ["baseline", "captain_id", "charter_id_optional", "charter_id_to_captain_video"];
  const found = phases.map((phase) => names.findIndex((name) => name.includes(phase)));
  const link = names.indexOf("20251018_add_chartermedia_id_to_captain_video");
  expect([...found, link]).toEqual([0, 1, 2, 3, 4]);
});
