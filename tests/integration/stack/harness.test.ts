// What every integration test relies on: its own database and servers, and honest counting.
import { put } from "@vercel/blob";
import pg from "pg";
import { expect, test, vi } from "vitest";
import { countStatements, query, startOwnPostgres, truncateAll } from "../../support/database";
import { blob, redis } from "../../support/stack";

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

test("a database of the test's own stops, comes back with its data, and freezes", async () => {
  const own = await startOwnPostgres();
  const ask = async () => {
    const client = new pg.Client({ connectionString: own.url, connectionTimeoutMillis: 500 });
    client.on("error", () => {});
    try {
      await client.connect();
      return (await client.query('SELECT count(*)::int AS users FROM "User"')).rows;
    } finally {
      await client.end();
    }
  };
  expect(await ask()).toEqual([{ users: 0 }]);
  await own.stop();
  await expect(ask()).rejects.toThrow(/ECONNREFUSED/);
  await own.start();
  expect(await ask()).toEqual([{ users: 0 }]);
  await own.freeze();
  await expect(ask()).rejects.toThrow(/timeout/);
  own.thaw();
  expect(await ask()).toEqual([{ users: 0 }]);
  await own.close();
});

test("the Blob and Redis servers stop, come back, and misbehave as told", async () => {
  const ping = () =>
    fetch(redis.url, {
      method: "POST",
      headers: { authorization: `Bearer ${redis.token}` },
      body: '["PING"]',
    });
  await blob.stop();
  await redis.stop();
  await expect(fetch(blob.url)).rejects.toThrow();
  await expect(ping()).rejects.toThrow();
  await blob.restart();
  await redis.restart();
  expect(await (await ping()).json()).toEqual({ result: "PONG" });

  blob.setFault(() => ({ status: 503, body: "<html>rubbish" }));
  await expect(put("harness/b.txt", "b", { access: "public" })).rejects.toThrow();
  blob.setFault(() => "lose-answer");
  await expect(put("harness/c.txt", "c", { access: "public" })).rejects.toThrow();
  blob.setFault();
  expect(blob.keys()).toEqual(["harness/a.txt", "harness/c.txt"]);
});
