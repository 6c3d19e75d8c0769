// Each change of a metric's status reaches the webhook once, signed.
import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { query, truncateAll } from "../../support/database";
import { call } from "../../support/http";

interface Post {
  headers: IncomingMessage["headers"];
  body: string;
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the test is about
  data: any;
}

const SECRET = "a-webhook-secret-of-its-own";
let posts: Post[] = [];
let answers: number[] = [];
let gate = Promise.resolve();
let GET: typeof import("@/app/api/cron/metrics/route").GET;
const receiver = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  await gate;
  response.statusCode = answers.shift() ?? 204;
  if (response.statusCode < 300)
    posts.push({ headers: request.headers, body, data: JSON.parse(body).data });
  response.end();
});

beforeAll(async () => {
  // A count stays good for a second, of this clock.
  vi.useFakeTimers({ toFake: ["performance"] });
  await new Promise<void>((listening) => receiver.listen(0, "127.0.0.1", listening));
  const { port } = receiver.address() as AddressInfo;
  process.env.ALERT_WEBHOOK_URL = `http://127.0.0.1:${port}/hook`;
  process.env.ALERT_WEBHOOK_SECRET = SECRET;
  ({ GET } = await import("@/app/api/cron/metrics/route"));
});
beforeEach(async () => {
  await truncateAll();
  posts = [];
  answers = [];
});
afterAll(() => {
  vi.useRealTimers();
  receiver.close();
});

const headers = { authorization: `Bearer ${process.env.CRON_SECRET}` };
async function round(path = "/api/cron/metrics") {
  vi.advanceTimersByTime(1_001);
  return (await call(GET, { path, headers })).body;
}
const happened = (outcome: string, count: number) =>
  query(
    `INSERT INTO "OperationEvent" (operation, outcome, ms)
     SELECT 'finalize', $1, 5 FROM generate_series(1, $2)`,
    [outcome, count],
  );
const QUIET = { posted: 0, failed: 0, remaining: 0 };

test("all well at first is told to nobody; each change once, there and back", async () => {
  await happened("ok", 9);
  expect(await round()).toEqual(QUIET);
  await happened("internal", 9);
  expect(await round()).toEqual({ ...QUIET, posted: 1 });
  expect(await round()).toEqual(QUIET);
  await happened("ok", 1_000);
  expect(await round()).toEqual({ ...QUIET, posted: 1 });
  expect(posts.map(({ data }) => [data.id, data.from, data.status])).toEqual([
    ["finalization_success_rate-1", "ok", "critical"],
    ["finalization_success_rate-2", "critical", "ok"],
  ]);
  expect(posts[0]?.data).toEqual({
    id: "finalization_success_rate-1",
    name: "finalization_success_rate",
    from: "ok",
    status: "critical",
    value: 0.5,
    target: 0.95,
    critical: 0.9,
    window: "24h",
    definition: expect.stringContaining("5xx"),
  });
});

test("what is not ok when it is first seen is told", async () => {
  await happened("internal", 1);
  expect(await round()).toEqual({ ...QUIET, posted: 1 });
  expect(posts[0]?.data).toMatchObject({ from: "ok", status: "critical" });
});

test("without data what was told stays, so that the same trouble is not told twice", async () => {
  await happened("internal", 1);
  await round();
  await query(`TRUNCATE "OperationEvent"`);
  expect(await round()).toEqual(QUIET);
  await happened("internal", 1);
  expect(await round()).toEqual(QUIET);
});

test("it is signed as Standard Webhooks are", async () => {
  await happened("internal", 1);
  await round();
  const { headers: sent = {}, body } = posts[0] as Post;
  const signed = `${sent["webhook-id"]}.${sent["webhook-timestamp"]}.${body}`;
  const expected = createHmac("sha256", SECRET).update(signed).digest("base64");
  expect(sent["webhook-signature"]).toBe(`v1,${expected}`);
  expect(Math.abs(Number(sent["webhook-timestamp"]) - Date.now() / 1000)).toBeLessThan(60);
});

test("a receiver that fails is tried three times, then again by the next round, with the same id", async () => {
  await happened("internal", 1);
  answers = [500, 302, 500];
  expect(await round()).toEqual({ posted: 0, failed: 1, remaining: 1 });
  expect([posts, answers]).toEqual([[], []]);
  answers = [503];
  expect(await round()).toEqual({ ...QUIET, posted: 1 });
  expect(posts.map(({ data }) => data.id)).toEqual(["finalization_success_rate-1"]);
});

test("of two rounds at once one tells and the other says skipped", async () => {
  await happened("internal", 1);
  let open = () => {};
  gate = new Promise((resolve) => {
    open = resolve;
  });
  const rounds = [round(), round()];
  // The one that works waits for its receiver until the other is through.
  expect(await Promise.race(rounds)).toEqual({ ...QUIET, skipped: true });
  open();
  expect(await Promise.all(rounds)).toContainEqual({ ...QUIET, posted: 1 });
  expect(posts).toHaveLength(1);
});

test("dry it only counts what it would tell", async () => {
  await happened("internal", 1);
  expect(await round("/api/cron/metrics?dryRun=1")).toEqual({ ...QUIET, remaining: 1 });
  expect(posts).toEqual([]);
});

test("strangers are refused", async () => {
  expect((await call(GET, { headers: { authorization: "Bearer undefined" } })).status).toBe(401);
});
