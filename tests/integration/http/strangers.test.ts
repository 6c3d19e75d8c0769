// Every address of the API against everybody who should not get through it.
import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { aCaptain, aUser, signedIn, type TestCaptain } from "../../support/accounts";
import { query, truncateAll } from "../../support/database";
import { aCharter, aDraft, completeDraftData, photoRows } from "../../support/drafts";
import { dumpTables } from "../../support/dump";
import { call } from "../../support/http";
import { blob } from "../../support/stack";
import { ADDRESSES, DOORS, type Ids, knock, loadRoute, METHODS } from "./doors";

// What is tried here again and again has limits, which are tested elsewhere.
process.env.RATE_LIMIT_MULTIPLIER = "1000";

/** Stands in all that the other captain has, and may stand in no answer to anybody else. */
const MARK = "marlin-4711";

let me: TestCaptain;
let them: TestCaptain;
let cookie: string;
let staff: { cookie: string; own: Ids & { email: string } };
let mine: Ids & { email: string };
/** What the other captain has of each kind, in every state it can be in. */
let theirs: Record<keyof Ids, string[]>;

async function aWorld(): Promise<void> {
  await truncateAll();
  me = await aCaptain();
  them = await aCaptain({ name: `Ali ${MARK}`, email: `${MARK}@example.com` });
  const admin = await aCaptain({ role: "ADMIN" });
  cookie = await signedIn(me);
  mine = { email: me.email, ...(await possessionsOf(me)) };
  theirs = await allPossessionsOf(them);
  const own = { email: admin.email, ...(await possessionsOf(admin)) };
  staff = { cookie: await signedIn(admin), own };
}

async function possessionsOf(captain: TestCaptain): Promise<Ids> {
  const draft = await aDraft({ captain });
  const file = randomUUID().replaceAll("-", "").repeat(2);
  const [photo] = await photoRows(captain, 1, { draftId: draft.id, dedupeKey: file });
  const [trashed] = await photoRows(captain, 1, { trashedAt: new Date() });
  const charter = await aCharter({ captain });
  if (!photo || !trashed) throw new Error("no photo was made");
  return { draft: draft.id, charter: charter.id, photo: photo.id, trashed: trashed.id, file };
}

async function allPossessionsOf(captain: TestCaptain): Promise<Record<keyof Ids, string[]>> {
  const data = completeDraftData({ charterName: MARK });
  const { draft, charter, photo, trashed, file } = await possessionsOf(captain);
  await db().charterDraft.update({ where: { id: draft }, data: { data } });
  const finished = await aCharter({ captain, data });
  const deleted = await aDraft({ captain, data, draft: { status: "DELETED" } });
  const [reserved] = await photoRows(captain, 1, { status: "RESERVED" });
  await db().charterMedia.updateMany({
    where: { captainId: captain.profileId },
    data: { caption: MARK },
  });
  const photos = [photo, trashed, reserved?.id ?? "", finished.media[0]?.id ?? ""];
  return {
    draft: [draft, finished.draftId, deleted.id],
    charter: [charter, finished.id],
    photo: photos,
    trashed: photos,
    file: [file],
  };
}

/** All there is: every row, of sessions only whose they are, and every file. */
const everything = async () => ({
  ...(await dumpTables()),
  sessions: await query(`SELECT "id", "userId" FROM "Session" ORDER BY "id"`),
  blobs: await blob.keys(),
});

const names = Object.keys(DOORS);
const doorsAs = (...who: string[]) => names.filter((name) => who.includes(DOORS[name]?.as ?? ""));
const bodyOf = (name: string) => DOORS[name]?.request?.(mine ?? ({} as never)).body;

type Answer = Awaited<ReturnType<typeof knock>>;

/** A refusal and nothing else: no word of anybody's data. */
function expectRefusal(answer: Answer, status: number, error: string) {
  expect(answer).toMatchObject({ status, body: { error } });
  expect(Object.keys(answer.body).sort()).toEqual(["error", "message", "requestId"]);
  expect(answer.body.requestId).toBe(answer.headers.get("x-request-id"));
  expect(answer.headers.get("cache-control")).toBe("private, no-store");
}

describe("the list of addresses", () => {
  beforeAll(aWorld);

  test("names route files only", () => {
    const unknown = names.filter((name) => !ADDRESSES.includes(name.split(" ")[1] ?? ""));
    expect(unknown).toEqual([]);
  });

  test.each(ADDRESSES)("has %s with all it takes; any other method is 405", async (address) => {
    const listed = METHODS.filter((method) => DOORS[`${method} ${address}`]);
    expect(listed, "tests/integration/http/doors.ts does not list it").not.toEqual([]);
    const { maxDuration: _, ...handlers } = await loadRoute(address);
    expect(Object.keys(handlers).sort()).toEqual([...METHODS].sort());
    for (const method of METHODS) {
      const handler = handlers[method];
      if (!handler || DOORS[`${method} ${address}`]) continue;
      const answer = await call(handler, { method, cookie });
      expectRefusal(answer, 405, "method_not_allowed");
      expect(answer.headers.get("allow")).toBe(listed.join(", "));
    }
  });
});

describe("who belongs there", () => {
  beforeEach(aWorld);

  test.each(names)("%s: gets through, and no shared cache keeps the answer", async (name) => {
    const { as, status } = DOORS[name] ?? {};
    const authorization = `Bearer ${process.env.CRON_SECRET}`;
    const session = as === "staff" ? staff.cookie : cookie;
    const pass = as === "system" ? { headers: { authorization } } : { cookie: session };
    const answer = await knock(name, mine, pass);
    expect(answer.status, JSON.stringify(answer.body)).toBe(status);
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
    expect(answer.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    if (as !== "staff") expect(JSON.stringify(answer.body) ?? "").not.toContain(MARK);
  });
});

describe("who does not belong there gets nothing and changes nothing", () => {
  beforeAll(aWorld);

  test.each(doorsAs("captain", "staff", "system"))("%s: anonymous is 401", async (name) => {
    const before = await everything();
    expectRefusal(await knock(name, mine), 401, "unauthorized");
    expect(await everything()).toEqual(before);
  });

  test.each(doorsAs("captain", "staff"))(
    "%s: signed out, suspended or with a forged cookie is 401",
    async (name) => {
      const left = await aUser({ role: "STAFF" });
      const suspended = await aUser({ role: "STAFF" });
      const cookies = [await signedIn(left), await signedIn(suspended)];
      await query(`DELETE FROM "Session" WHERE "userId" = $1`, [left.id]);
      await query(`UPDATE "User" SET "suspendedAt" = now() WHERE id = $1`, [suspended.id]);
      const before = await everything();
      for (const bad of [...cookies, `${cookie}x`, cookie.replace("=", "=x"), "session=1"])
        expectRefusal(await knock(name, mine, { cookie: bad }), 401, "unauthorized");
      expect(await everything()).toEqual(before);
    },
  );

  test.each(doorsAs("staff"))("%s: a captain is 403, whatever else they send", async (name) => {
    const before = await everything();
    const headers = { "x-middleware-subrequest": "proxy:proxy:proxy", "x-user-role": "ADMIN" };
    for (const given of [{ cookie }, { cookie: `role=ADMIN; ${cookie}`, headers }])
      expectRefusal(await knock(name, mine, given), 403, "forbidden");
    expect(await everything()).toEqual(before);
  });

  test.each(doorsAs("system"))("%s: every session and every wrong token is 401", async (name) => {
    const { CRON_SECRET } = process.env;
    const before = await everything();
    for (const session of [cookie, staff.cookie])
      expectRefusal(await knock(name, mine, { cookie: session }), 401, "unauthorized");
    for (const authorization of [
      "Bearer ",
      "Bearer undefined",
      `Bearer ${CRON_SECRET}x`,
      `${CRON_SECRET}`,
    ])
      expectRefusal(await knock(name, mine, { headers: { authorization } }), 401, "unauthorized");
    expect(await everything()).toEqual(before);
  });

  const FOREIGN = [
    { origin: "https://evil.test" },
    { origin: "null" },
    { origin: "http://localhost:3000.evil.test" },
    { origin: "http://localhost:3001" },
    { origin: "localhost:3000" },
    { origin: "https://evil.test", "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "cross-site" },
  ];

  test.each(names.filter((name) => !name.startsWith("GET ")))(
    "%s: another site's page is 403",
    async (name) => {
      const before = await everything();
      for (const headers of FOREIGN)
        expectRefusal(await knock(name, mine, { cookie, headers }), 403, "bad_origin");
      expect(await everything()).toEqual(before);
    },
  );
});

const ids = names.flatMap((name) =>
  Object.entries(DOORS[name]?.absent ?? {}).map(([of, status]) => ({
    name,
    of: of as keyof Ids,
    status,
  })),
);

const IMPOSSIBLE = [
  "\0",
  "a\0b",
  "../../etc/passwd",
  "a/b",
  "%2f",
  "%00",
  "x".repeat(10_240),
  "島の釣り船",
  "\u{1F41F}",
  "__proto__",
  "constructor",
  "' OR 1=1 --",
  "{}",
  " ",
];

describe("an id", () => {
  beforeAll(aWorld);

  test.each(ids)(
    "$name: of somebody else's $of is answered like an absent one, and changes nothing",
    async ({ name, of, status }) => {
      const headers = { "x-request-id": "the-same-request" };
      const before = await everything();
      for (const { cookie: session, own } of [{ cookie, own: mine }, staff]) {
        const ask = (id: string) => knock(name, { ...own, [of]: id }, { cookie: session, headers });
        const absent = await ask(of === "file" ? "0".repeat(64) : "clabsent0000000000000000");
        expect(absent.status).toBe(status);
        if (status === 404) expectRefusal(absent, 404, "not_found");
        for (const id of theirs[of]) {
          const answer = await ask(id);
          expect(answer.status).toBe(status);
          expect(answer.body).toEqual(absent.body);
          expect([...answer.headers]).toEqual([...absent.headers]);
        }
      }
      expect(await everything()).toEqual(before);
    },
  );

  test.each(ids.filter(({ status }) => status === 404))(
    "$name: of a $of that can't exist is 404, and changes nothing",
    async ({ name, of }) => {
      const before = await everything();
      for (const id of IMPOSSIBLE) {
        const answer = await knock(name, { ...mine, [of]: id }, { cookie });
        // JSON with a NUL in it is refused as a whole.
        if (answer.status === 400) expectRefusal(answer, 400, "invalid_json");
        else expectRefusal(answer, 404, "not_found");
      }
      expect(await everything()).toEqual(before);
    },
  );
});

describe("text that no column can hold", () => {
  beforeEach(aWorld);

  /** The body once for each of its texts, which is another one there. */
  function* spoiled(body: unknown, text: string): Generator<unknown> {
    if (typeof body === "string") yield text;
    if (typeof body !== "object" || body === null) return;
    for (const [key, value] of Object.entries(body))
      for (const bad of spoiled(value, text))
        yield Array.isArray(body) ? body.with(Number(key), bad) : { ...body, [key]: bad };
  }

  test.each(names.filter(bodyOf))("%s: is refused or mended", async (name) => {
    for (const text of ["Jetty\0", "Jetty \uD83D", "\uDC00"])
      for (const body of spoiled(bodyOf(name), text)) {
        const answer = await knock(name, mine, { cookie, change: () => body as object });
        expect(answer.status, JSON.stringify([body, answer.body])).toBeLessThan(500);
        if (text.includes("\0")) expectRefusal(answer, 400, "invalid_json");
      }
  });
});

describe("fields that are nobody's to set", () => {
  beforeEach(aWorld);

  /** All rows of people, drafts, charters and media, without what the requests here are meant to change. */
  const rows = () =>
    query(`SELECT to_jsonb(t) - ARRAY['sortOrder', 'caption', 'data', 'version', 'updatedAt',
        'lastTouchedAt', 'displayName'] AS row FROM (
        SELECT to_jsonb(t) AS t FROM "CharterMedia" t UNION ALL
        SELECT to_jsonb(t) FROM "CaptainProfile" t UNION ALL
        SELECT to_jsonb(t) FROM "CharterDraft" t UNION ALL
        SELECT to_jsonb(t) FROM "Charter" t UNION ALL
        SELECT to_jsonb(t) FROM "User" t) AS u(t) ORDER BY 1`);

  const poison = () => ({
    id: "poison",
    userId: them.id,
    ownerId: them.id,
    captainId: them.profileId,
    editsCharterId: theirs.charter[0],
    tripId: "poison",
    role: "ADMIN",
    status: "SUBMITTED",
    kind: "CHARTER_VIDEO",
    url: "https://poison.example/x.jpg",
    storageKey: "poison",
    trashedAt: "2020-01-01T00:00:00Z",
    missingSince: "2020-01-01T00:00:00Z",
    rejectedReason: "poison",
    suspendedAt: "2020-01-01T00:00:00Z",
    emailVerified: true,
    createdAt: "2020-01-01T00:00:00Z",
  });
  const changing = names.filter((name) => /^(PUT|PATCH) /.test(name) && bodyOf(name));

  test.each(changing)("%s: unknown keys never change what they name", async (name) => {
    const before = await rows();
    const change = (body: object) => ({
      ...poison(),
      charterId: theirs.charter[0],
      ...body,
      ...("dataPartial" in body && { dataPartial: { ...poison(), city: "Kuah" } }),
    });
    expect((await knock(name, mine, { cookie, change })).status).toBe(200);
    expect(await rows()).toEqual(before);
  });

  /** What the other captain owns. */
  const owned = () =>
    query(
      `SELECT to_jsonb(t) AS row FROM "CharterMedia" t WHERE "captainId" = $1 UNION ALL
       SELECT to_jsonb(t) FROM "CharterDraft" t WHERE "userId" = $2 ORDER BY 1`,
      [them.profileId, them.id],
    );

  test.each([
    ["POST /api/charter-drafts", () => ({ ...poison(), data: poison() })],
    ["POST /api/media/photo", () => ({ captainId: them.profileId, storageKey: "poison" })],
    ["POST /api/media/photo", () => ({ kind: "CAPTAIN_AVATAR", url: "poison" })],
    ["POST /api/captain/avatar", () => ({ captainId: them.profileId, storageKey: "poison" })],
  ])("%s: what is made is the caller's, whatever they say", async (name, extra) => {
    const before = await owned();
    const change = (body: object) => ({ ...body, ...extra() });
    const answer = await knock(name, mine, { cookie, change });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    expect(JSON.stringify(answer.body)).not.toMatch(/poison|SUBMITTED/);
    expect(await owned()).toEqual(before);
  });

  test("POST /api/auth/sign-up/email: makes a captain, whatever role it asks for", async () => {
    const change = (body: object) => ({ ...poison(), ...body });
    await knock("POST /api/auth/sign-up/email", mine, { change });
    const made = await db().user.findUniqueOrThrow({ where: { email: `new-${me.email}` } });
    expect(made).toMatchObject({ role: "CAPTAIN", suspendedAt: null, emailVerified: false });
    expect(made.id).not.toBe("poison");
  });
});
