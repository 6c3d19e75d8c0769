// What every integration test relies on: its own database and servers, and honest counting.
import { put } from "@vercel/blob";
import { expect, test, vi } from "vitest";
import { countStatements, query, truncateAll } from "../../support/database";
import { blob } from "../../support/stack";

test("a test file gets a migrated database of its own", async () => {
  const rows = await query<{ count: number }>('SELECT count(*)::int AS count FROM "CharterMedia"');
  expect(rows).toEqual([{ count: 0 }]);
});

test("truncateAll empties tables that triggers guard", async () => {
  await query(
    `INSERT INTO "User" (id, name, email, "updatedAt") VALUES ('u', 'Ana', 'ana@example.com', now())`,
  );
  await truncateAll();
  expect(await query('SELECT id FROM "User"')).toEqual([]);
});

test("countStatements counts what the work asked, and nothing else", async () => {
  const { total, statements } = await countStatements(async () => {
    await query("SELECT 41 + 1");
    await query("SELECT 43 + 1");
    await query("SELECT now()");
  });
  expect({ total, distinct: statements.length }).toEqual({ total: 3, distinct: 2 });
});

test("the Blob server shows what is stored", async () => {
  await put("harness/a.txt", "a", { access: "public" });
  expect(blob.keys()).toEqual(["harness/a.txt"]);
});

test("an expected complaint can be spied on", async () => {
  const spy = vi.spyOn(console, "error").mockImplementation(() => {});
  const broken = new Error("a broken fault hook");
  blob.setFault(() => Promise.reject(broken));
  await expect(fetch(blob.url)).rejects.toThrow();
  blob.setFault();
  expect(spy).toHaveBeenCalledWith(broken);
});
