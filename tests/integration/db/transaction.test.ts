import { afterAll, expect, test } from "vitest";
import { db, disconnect, inTransaction } from "@/lib/db/client";
import "../../support/database";

afterAll(disconnect);

const SETTINGS = ["lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout"];
type Setting = { name: string; setting: string };
const readSettings = (ask: Pick<ReturnType<typeof db>, "$queryRaw">) =>
  ask.$queryRaw<Setting[]>`SELECT "name", "setting" FROM pg_settings
    WHERE "name" = ANY (${SETTINGS}) ORDER BY length("name")`;
const values = (rows: Setting[]) => rows.map(({ setting }) => setting);

test("a transaction waits 2 s for a lock, 3 s for a statement, and ends 10 s after its process fell silent", async () => {
  expect(values(await inTransaction(readSettings))).toEqual(["2000", "3000", "10000"]);
});

test("what a transaction set, its connection forgets", async () => {
  await inTransaction(readSettings);
  expect(values(await readSettings(db()))).toEqual(["0", "0", "0"]);
});
