// Every scenario of docs/migrations/POST_MIGRATION_TESTS.md names a test that exists.
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const text = readFileSync("docs/migrations/POST_MIGRATION_TESTS.md", "utf8");
const rows = text.split("\n").filter((line) => /^\| \d/.test(line));
const scenarios = rows.map((row) => {
  const [id = "", , , proof = ""] = row.slice("| ".length).split(" | ");
  const [, file = "", name = ""] = proof.match(/\]\(\.\.\/\.\.\/([^)]+)\): “(.+)” \|$/) ?? [];
  return { id, file, name };
});

/** The old system's own list. */
const OLD = [
  ...["1.1", "1.2", "1.3", "1.4", "1.5", "2.1", "2.2", "2.3", "2.4"],
  ...["3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "4.1", "4.2", "4.3", "4.4"],
  ...["5.1", "5.2", "5.3", "5.4", "5.5", "5.6", "6.1", "6.2", "6.3", "7.1", "7.2"],
];

test("there are at least forty, each once, the old system's all among them", () => {
  const ids = scenarios.map(({ id }) => id);
  expect(ids.length).toBeGreaterThanOrEqual(40);
  expect(new Set(ids).size).toBe(ids.length);
  expect(OLD.filter((id) => !ids.includes(id))).toEqual([]);
});

test.each(scenarios)("$id is proven by a test in $file", ({ file, name }) => {
  expect(existsSync(file), `${file} is not there`).toBe(true);
  const titles = [...readFileSync(file, "utf8").matchAll(/(?:\btest|\))\(\s*(["'`])(.+?)\1,/gs)];
  expect(titles.map(([, , title]) => title)).toContain(name);
});
