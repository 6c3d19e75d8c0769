// What captains report and staff close, at its addresses.
import { beforeEach, describe, expect, test } from "vitest";
import { POST as report } from "@/app/api/problems/route";
import { GET as readAudit } from "@/app/api/staff/audit/route";
import { POST as close } from "@/app/api/staff/problems/[id]/close/route";
import { GET as list } from "@/app/api/staff/problems/route";
import { db } from "@/lib/db/client";
import { countFigures } from "@/lib/db/metrics-repo";
import { aCaptain, aUser, signedIn, type TestCaptain } from "../../support/accounts";
import { query, truncateAll } from "../../support/database";
import { call } from "../../support/http";
import { expectRefusal, expectShape } from "../http/shapes";

process.env.RATE_LIMIT_MULTIPLIER = "1";

let captain: TestCaptain;
let cookie: string;
let staff: string;
beforeEach(async () => {
  await truncateAll();
  captain = await aCaptain({ name: "Ali Bin Hassan", email: "ali@harbour.example" });
  cookie = await signedIn(captain);
  staff = await signedIn(await aUser({ role: "STAFF", name: "Sam Staff" }));
});

const WORDS = { words: "The photo stays grey.", page: "/captain/media", requestId: "req-12345678" };
const file = (key: string, body: object = WORDS) =>
  call(report, { cookie, headers: { "idempotency-key": key }, body });
const listed = (search = "", as = staff) =>
  call(list, { path: `/api/staff/problems${search}`, cookie: as });
const shut = (id: string, body: object = { reason: "Turned it round." }, as = staff) =>
  call(close, { cookie: as, params: { id }, body });
const openOnes = async () => (await countFigures(db(), [])).openProblems;

describe("a report", () => {
  test("is filed with its page and the request that failed, and staff read whose it is", async () => {
    expectShape(await file("first-report-key"), 201, "filedProblem");
    const page = await listed();
    expectShape(page, 200, "problems");
    expect(page.body.problems).toMatchObject([
      { ...WORDS, reporter: { name: captain.name, email: captain.email }, closed: null },
    ]);
  });

  test("sent again, nine times at once too, is filed once", async () => {
    const answers = await Promise.all(Array.from({ length: 9 }, () => file("the-same-key")));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(8).fill(200), 201]);
    expect(new Set(answers.map(({ body }) => body.report.id)).size).toBe(1);
    expect((await listed()).body.problems).toHaveLength(1);
  });

  test.each([
    [{ ...WORDS, words: "  " }, "words"],
    [{ ...WORDS, words: "x".repeat(2_001) }, "words"],
    [{ ...WORDS, page: "https://elsewhere.example/" }, "page"],
    [{ ...WORDS, requestId: "a b" }, "requestId"],
  ])("that is not one is refused: %#", async (body, field) => {
    expectRefusal(await file("some-report-key", body), 400, "invalid_payload", {
      errors: { [field]: expect.any(String) },
    });
  });

  test("needs a session and a key, and the eleventh in ten minutes is one too many", async () => {
    expect((await call(report, { body: WORDS })).status).toBe(401);
    expect((await call(report, { cookie, body: WORDS })).status).toBe(400);
    for (let n = 0; n < 9; n++) expect((await file(`report-key-${n}`)).status).toBe(201);
    expectRefusal(await file("one-too-many"), 429, "rate_limited");
  });
});

describe("staff", () => {
  test("close it once, with words, and the audit says who", async () => {
    const { body } = await file("first-report-key");
    const { id } = body.report;
    const closed = await shut(id);
    expectShape(closed, 200, "problem");
    expect(closed.body.problem.closed).toMatchObject({
      by: "Sam Staff",
      words: "Turned it round.",
    });
    const again = await Promise.all([shut(id, { reason: "Other words." }), shut(id)]);
    for (const each of again) expect(each.body).toEqual(closed.body);

    expect((await listed()).body).toMatchObject({ problems: [], counts: { open: { value: 0 } } });
    expect((await listed("?state=closed")).body.problems).toMatchObject([{ id }]);
    const audit = await call(readAudit, {
      path: `/api/staff/audit?entity=ProblemReport&item=${id}`,
      cookie: staff,
    });
    expect(audit.body.entries).toMatchObject([{ action: "close", reason: "Turned it round." }]);
  });

  test("walk all of them by cursor, forwards and back, whatever comes in meanwhile", async () => {
    for (let n = 0; n < 5; n++) await file(`report-key-${n}`, { ...WORDS, words: `Number ${n}` });
    const words = (page: { problems: { words: string }[] }) =>
      page.problems.map((each) => each.words.slice(-1)).join("");
    const { body: first } = await listed("?limit=2");
    await file("report-key-late", { ...WORDS, words: "Number 5" });
    const { body: second } = await listed(`?limit=2&cursor=${first.nextCursor}`);
    const { body: third } = await listed(`?limit=2&cursor=${second.nextCursor}`);
    expect([first, second, third].map(words)).toEqual(["43", "21", "0"]);
    expect(third.nextCursor).toBeNull();
    const { body: back } = await listed(`?limit=2&cursor=${third.previousCursor}`);
    expect(words(back)).toBe("21");
  });

  test("alone: captains can neither read nor close, and nothing happens", async () => {
    const { body } = await file("first-report-key");
    expectRefusal(await listed("", cookie), 403, "forbidden");
    expectRefusal(await shut(body.report.id, undefined, cookie), 403, "forbidden");
    expectRefusal(await shut("absent"), 404, "not_found");
    expectRefusal(await shut(body.report.id, {}), 400, "invalid_payload", {
      errors: { reason: expect.any(String) },
    });
    expect(await openOnes()).toBe(1);
  });
});

test("the metric counts what is open of the last 24 hours", async () => {
  for (let n = 0; n < 3; n++) await file(`report-key-${n}`);
  const { body } = await listed();
  await shut(body.problems[0].id);
  expect(await openOnes()).toBe(2);
  await query(
    `UPDATE "ProblemReport" SET "createdAt" = now() - interval '24 hours 1 second'
    WHERE "id" = $1`,
    [body.problems[1].id],
  );
  expect(await openOnes()).toBe(1);
});
