// New code on a database that has not applied its newest migration.
import { afterAll, expect, test } from "vitest";
import { POST as signUp } from "@/app/api/auth/sign-up/email/route";
import { GET as cleanup } from "@/app/api/cron/cleanup/route";
import { GET as health } from "@/app/api/health/route";
import { POST as report } from "@/app/api/problems/route";
import { disconnect, inTransaction } from "@/lib/db/client";
import { LATEST_MIGRATION } from "@/lib/db/schema-version";
import { countStatements, query } from "../../support/database";
import { call } from "../../support/http";
import "../../support/stack";
import { expectRefusal } from "../http/shapes";

process.env.CRON_SECRET = "a-secret-of-the-cron-0123456789";
afterAll(disconnect);

const account = { name: "Bo Tuna", email: "bo@example.com", password: "a boat at dawn 7" };
const behind = (isBehind: boolean) =>
  query(
    `UPDATE "_prisma_migrations" SET "finished_at" = CASE WHEN $1 THEN NULL ELSE now() END
    WHERE "migration_name" = $2`,
    [isBehind, LATEST_MIGRATION],
  );

test("every door refuses with 503, nothing is written, and it works once the migration is in", async () => {
  await behind(true);
  const { value, statements } = await countStatements(async () => ({
    signUp: await call(signUp, { body: account }),
    report: await call(report, {
      cookie: "charter-media.session_token=anything",
      body: { words: "No", page: "/" },
    }),
    cron: await call(cleanup, {
      path: "/api/cron/cleanup",
      headers: { authorization: `Bearer ${process.env.CRON_SECRET}` },
    }),
    health: await call(health, { path: "/api/health" }),
    transaction: await inTransaction(async () => "written").catch(({ code }) => code),
  }));
  expectRefusal(value.signUp, 503, "schema_behind");
  expect(value.signUp.headers.get("retry-after")).toBe("2");
  expect(value.cron.status).toBe(503);
  expect([value.health.status, value.transaction]).toEqual([503, "schema_behind"]);
  expect(value.health.body.checks).toMatchObject({
    database: { status: "pass" },
    migrations: { status: "fail" },
    storage: { status: "pass" },
  });
  const writes = statements.filter(({ sql }) => /^\s*(INSERT|UPDATE|DELETE|WITH)/i.test(sql));
  expect(writes).toEqual([]);

  await behind(false);
  const later = await countStatements(() => call(signUp, { body: account }));
  expect(later.value.status).toBe(200);
  const asked = (sql: string) => sql.includes("_prisma_migrations");
  expect(later.statements.filter(({ sql }) => asked(sql))).toMatchObject([{ calls: 1 }]);
  const again = await countStatements(() => call(signUp, { body: account }));
  expect(again.statements.filter(({ sql }) => asked(sql))).toEqual([]);
});
