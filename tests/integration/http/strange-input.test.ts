// What nobody may send, in every place a request has for it: others' ids, impossible ids, texts that no
// column can hold, fields that are not theirs to set.
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { query } from "../../support/database";
import { DOORS, type Ids, knock } from "./doors";
import { expectRefusal } from "./shapes";
import { aWorld, everything, type World } from "./world";

// What is tried here again and again has limits, which are tested elsewhere.
process.env.RATE_LIMIT_MULTIPLIER = "1000";

let world: World;
const fresh = async () => {
  world = await aWorld();
};

const names = Object.keys(DOORS);
const NOTHING = { draft: "", charter: "", photo: "", trashed: "", video: "", file: "", email: "" };
const bodyOf = (name: string) => DOORS[name]?.request?.(world?.me.own ?? NOTHING).body;

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
  beforeAll(fresh);

  test.each(ids)(
    "$name: of somebody else's $of is answered like an absent one, and changes nothing",
    async ({ name, of, status }) => {
      const headers = { "x-request-id": "the-same-request" };
      const before = await everything();
      for (const { cookie, own } of [world.me, world.staff]) {
        const ask = (id: string) => knock(name, { ...own, [of]: id }, { cookie, headers });
        const absent = await ask(of === "file" ? "0".repeat(64) : "clabsent0000000000000000");
        expect(absent.status).toBe(status);
        if (status === 404) expectRefusal(absent, 404, "not_found");
        for (const id of world.theirs[of]) {
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
      const { cookie, own } = world.me;
      const before = await everything();
      for (const id of IMPOSSIBLE) {
        const answer = await knock(name, { ...own, [of]: id }, { cookie });
        // JSON with a NUL in it is refused as a whole.
        if (answer.status === 400) expectRefusal(answer, 400, "invalid_json");
        else expectRefusal(answer, 404, "not_found");
      }
      expect(await everything()).toEqual(before);
    },
  );
});

describe("text that no column can hold", () => {
  beforeEach(fresh);

  /** The body once for each of its texts, which is another one there. */
  function* spoiled(body: unknown, text: string): Generator<unknown> {
    if (typeof body === "string") yield text;
    if (typeof body !== "object" || body === null) return;
    for (const [key, value] of Object.entries(body))
      for (const bad of spoiled(value, text))
        yield Array.isArray(body) ? body.with(Number(key), bad) : { ...body, [key]: bad };
  }

  test.each(names.filter(bodyOf))("%s: is refused or mended", async (name) => {
    const { cookie, own } = ["staff", "admin"].includes(DOORS[name]?.as ?? "")
      ? world.staff
      : world.me;
    for (const text of ["Jetty\0", "Jetty \uD83D", "\uDC00"])
      for (const body of spoiled(bodyOf(name), text)) {
        const answer = await knock(name, own, { cookie, change: () => body as object });
        expect(answer.status, JSON.stringify([body, answer.body])).toBeLessThan(500);
        if (text.includes("\0")) expectRefusal(answer, 400, "invalid_json");
      }
  });
});

describe("fields that are nobody's to set", () => {
  beforeEach(fresh);

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
    userId: world.them.id,
    ownerId: world.them.id,
    captainId: world.them.profileId,
    editsCharterId: world.theirs.charter[0],
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
  const changing = names.filter(
    (name) => /^(PUT|PATCH) /.test(name) && DOORS[name]?.as === "captain" && bodyOf(name),
  );

  test.each(changing)("%s: unknown keys never change what they name", async (name) => {
    const { cookie, own } = world.me;
    const before = await rows();
    const change = (body: object) => ({
      ...poison(),
      charterId: world.theirs.charter[0],
      ...body,
      ...("dataPartial" in body && { dataPartial: { ...poison(), city: "Kuah" } }),
    });
    expect((await knock(name, own, { cookie, change })).status).toBe(200);
    expect(await rows()).toEqual(before);
  });

  /** What the other captain owns. */
  const owned = () =>
    query(
      `SELECT to_jsonb(t) AS row FROM "CharterMedia" t WHERE "captainId" = $1 UNION ALL
       SELECT to_jsonb(t) FROM "CharterDraft" t WHERE "userId" = $2 ORDER BY 1`,
      [world.them.profileId, world.them.id],
    );

  test.each([
    ["POST /api/charter-drafts", () => ({ ...poison(), data: poison() })],
    ["POST /api/media/photo", () => ({ captainId: world.them.profileId, storageKey: "poison" })],
    ["POST /api/media/photo", () => ({ kind: "CAPTAIN_AVATAR", url: "poison" })],
    ["POST /api/captain/avatar", () => ({ captainId: world.them.profileId, storageKey: "poison" })],
  ])("%s: what is made is the caller's, whatever they say", async (name, extra) => {
    const { cookie, own } = world.me;
    const before = await owned();
    const change = (body: object) => ({ ...body, ...extra() });
    const answer = await knock(name, own, { cookie, change });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    expect(JSON.stringify(answer.body)).not.toMatch(/poison|SUBMITTED/);
    expect(await owned()).toEqual(before);
  });

  test("POST /api/auth/sign-up/email: makes a captain, whatever role it asks for", async () => {
    const { own } = world.me;
    const change = (body: object) => ({ ...poison(), ...body });
    await knock("POST /api/auth/sign-up/email", own, { change });
    const made = await db().user.findUniqueOrThrow({ where: { email: `new-${own.email}` } });
    expect(made).toMatchObject({ role: "CAPTAIN", suspendedAt: null, emailVerified: false });
    expect(made.id).not.toBe("poison");
  });
});
