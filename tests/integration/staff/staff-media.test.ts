// The staff's review at its address: who may look, what stands under which tab, search, order and paging.
import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { GET } from "@/app/api/staff/media/route";
import { db } from "@/lib/db/client";
import type { CharterMedia, Prisma } from "@/lib/db/generated/client";
import { REVIEW_STATES, type StaffMediaPage } from "@/lib/domain/media/schema";
import { aCaptain, aUser, signedIn, type TestCaptain } from "../../support/accounts";
import { countStatements, query, truncateAll } from "../../support/database";
import { aVideo } from "../../support/drafts";
import { call } from "../../support/http";
import { blob } from "../../support/stack";

let staff: string;
let captain: TestCaptain;

beforeEach(async () => {
  await truncateAll();
  staff = await signedIn(await aUser({ role: "STAFF" }));
  captain = await aCaptain({ name: "Ali Bin Hassan", email: "ali@harbour.example" });
});

const ask = (search = "", cookie: string | undefined = staff) =>
  call(GET, { path: `/api/staff/media${search}`, cookie });

async function list(filter: Record<string, string | number> = {}): Promise<StaffMediaPage> {
  const { status, body } = await ask(
    `?${new URLSearchParams(Object.entries(filter).map(([name, value]) => [name, String(value)]))}`,
  );
  expect(status).toBe(200);
  return body;
}

const idsOf = ({ items }: StaffMediaPage) => items.map(({ id }) => id);

async function aMedia(
  given: Partial<Prisma.CharterMediaUncheckedCreateInput> = {},
): Promise<CharterMedia> {
  const key = `media/${randomUUID()}/1920.webp`;
  return db().charterMedia.create({
    data: {
      kind: "CHARTER_PHOTO",
      captainId: captain.profileId,
      url: `https://blobs.example/${key}`,
      storageKey: key,
      ...given,
    },
  });
}

async function aCharter(name: string, owner = captain) {
  return db().charter.create({
    data: {
      captainId: owner.profileId,
      name,
      charterType: "Offshore fishing",
      description: "A day beyond the islands.",
      state: "Kedah",
      city: "Langkawi",
      startingPoint: "Pier 3",
      postcode: "07000",
    },
  });
}

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

describe("who may look", () => {
  test("anonymous and captains are refused, and get nothing of what there is", async () => {
    const media = await aMedia();
    const visitors = [
      { cookie: "", status: 401, error: "unauthorized" },
      { cookie: await signedIn(captain), status: 403, error: "forbidden" },
    ];
    for (const { cookie, status, error } of visitors) {
      const { body, ...answer } = await ask("?q=ali", cookie);
      expect(answer.status).toBe(status);
      expect(Object.keys(body).sort()).toEqual(["error", "message", "requestId"]);
      expect(body.error).toBe(error);
      for (const secret of [media.id, media.storageKey, captain.email, captain.name])
        expect(JSON.stringify(body)).not.toContain(secret);
    }
  });

  test("staff and administrators see it, and no cache keeps it", async () => {
    const admin = await signedIn(await aUser({ role: "ADMIN" }));
    for (const cookie of [staff, admin]) {
      const { status, headers } = await ask("", cookie);
      expect(status).toBe(200);
      expect(headers.get("cache-control")).toBe("private, no-store");
    }
  });

  test("a member of staff made a captain loses it at the next request", async () => {
    const user = await aUser({ role: "STAFF" });
    const cookie = await signedIn(user);
    expect((await ask("", cookie)).status).toBe(200);
    await db().user.update({ where: { id: user.id }, data: { role: "CAPTAIN" } });
    expect((await ask("", cookie)).status).toBe(403);
  });
});

describe("what stands under which tab", () => {
  test("one row a state: each under its own tab, with its label, captain and charter", async () => {
    const charter = await aCharter("Sea Wolf");
    const linked = { charterId: charter.id };
    const rows = {
      pending: await aMedia(),
      linked: await aMedia({ ...linked, kind: "CHARTER_VIDEO" }),
      orphan: await aMedia({ captainId: null }),
      missing: await aMedia({ ...linked, missingSince: new Date() }),
      trash: await aMedia({ trashedAt: new Date() }),
    };
    const labels = {
      pending: "Pending CHARTER_PHOTO • Ali Bin Hassan",
      linked: "Sea Wolf • CHARTER_VIDEO",
      orphan: `Orphan CHARTER_PHOTO • ${rows.orphan.id}`,
      missing: "Missing CHARTER_PHOTO • Sea Wolf",
      trash: "Trash CHARTER_PHOTO • Ali Bin Hassan",
    };
    for (const state of REVIEW_STATES) {
      const { items, counts } = await list({ state });
      const { captainId, charterId } = rows[state];
      expect(items).toEqual([
        expect.objectContaining({
          id: rows[state].id,
          state,
          label: labels[state],
          url: rows[state].url,
          captain: captainId && {
            id: captain.profileId,
            displayName: captain.name,
            email: captain.email,
          },
          charter: charterId && { id: charter.id, name: "Sea Wolf" },
        }),
      ]);
      expect(counts).toEqual(
        Object.fromEntries(REVIEW_STATES.map((tab) => [tab, { value: 1, capped: false }])),
      );
    }
  });

  test.each([
    ["the trash before everything", { trashedAt: new Date(), missingSince: new Date() }, "trash"],
    ["missing before orphan", { captainId: null, missingSince: new Date() }, "missing"],
    ["an orphan in the trash is trash", { captainId: null, trashedAt: new Date() }, "trash"],
  ])("%s", async (_, given, state) => {
    const { id } = await aMedia(given);
    for (const tab of REVIEW_STATES)
      expect(idsOf(await list({ state: tab }))).toEqual(tab === state ? [id] : []);
  });

  test("what is being stored or removed stands nowhere and is not counted", async () => {
    await aMedia({ status: "RESERVED" });
    await aMedia({ status: "DELETING" });
    await aMedia({ status: "DELETING", trashedAt: new Date() });
    for (const state of REVIEW_STATES) {
      const { items, counts } = await list({ state });
      expect(items).toEqual([]);
      expect(counts[state]).toEqual({ value: 0, capped: false });
    }
  });

  test("a count stops at 1,000 and says so", async () => {
    const fill = (rows: number) =>
      query(
        `INSERT INTO "CharterMedia" ("id", "kind", "captainId", "url", "storageKey", "updatedAt")
         SELECT gen_random_uuid(), 'CHARTER_PHOTO', $1, '', gen_random_uuid(), now()
         FROM generate_series(1, $2::int)`,
        [captain.profileId, rows],
      );
    await fill(1000);
    expect((await list()).counts.pending).toEqual({ value: 1000, capped: false });
    await fill(1);
    expect((await list()).counts.pending).toEqual({ value: 1000, capped: true });
  });

  test("the age is whole seconds since it was uploaded", async () => {
    await aMedia({ createdAt: minutesAgo(90) });
    const [item] = (await list()).items;
    expect(Number.isInteger(item?.ageSeconds)).toBe(true);
    expect(Math.floor((item?.ageSeconds ?? 0) / 60)).toBe(90);
  });
});

describe("search and filters", () => {
  test("finds by a part of the captain's name or e-mail, the charter's name, and by key or id", async () => {
    const charter = await aCharter("Sea Wolf");
    const mine = await aMedia({ charterId: charter.id });
    const other = await aCaptain({ name: "Siti Noor", email: "siti@jetty.example" });
    await aMedia({
      captainId: other.profileId,
      charterId: (await aCharter("Night Heron", other)).id,
    });
    const meant = ["hassan", "ALI BIN", "ali@harbour", "sea w", mine.storageKey, mine.id];
    for (const q of [...meant, mine.storageKey.slice(0, 20)])
      expect(idsOf(await list({ state: "linked", q })), q).toEqual([mine.id]);
    expect(idsOf(await list({ state: "linked", q: "nobody" }))).toEqual([]);
    expect(idsOf(await list({ state: "linked", q: "" }))).toHaveLength(2);
  });

  test("the signs of SQL patterns are only letters", async () => {
    await aMedia();
    for (const q of ["%", "_", "\\", "A%i", "'; --"])
      expect(idsOf(await list({ q })), q).toEqual([]);
  });

  test("finds an orphan by its id, in its own tab only", async () => {
    const { id } = await aMedia({ captainId: null });
    expect(idsOf(await list({ state: "orphan", q: id }))).toEqual([id]);
    expect(idsOf(await list({ state: "pending", q: id }))).toEqual([]);
  });

  test("what a search finds twice is listed once", async () => {
    const { id } = await aMedia({ charterId: (await aCharter("Ali's Pride")).id });
    expect(idsOf(await list({ state: "linked", q: "ali" }))).toEqual([id]);
  });

  test("filters narrow by kind, captain and day, the days given included", async () => {
    const other = await aCaptain({ name: "Siti Noor" });
    const old = await aMedia({ createdAt: new Date("2025-03-01T23:59:59.999Z") });
    const video = await aMedia({
      kind: "CHARTER_VIDEO",
      createdAt: new Date("2025-03-02T00:00:00Z"),
    });
    const theirs = await aMedia({
      captainId: other.profileId,
      createdAt: new Date("2025-03-03T12:00:00Z"),
    });
    expect(idsOf(await list({ kind: "CHARTER_VIDEO" }))).toEqual([video.id]);
    expect(idsOf(await list({ captainId: other.profileId }))).toEqual([theirs.id]);
    expect(idsOf(await list({ to: "2025-03-01" }))).toEqual([old.id]);
    expect(idsOf(await list({ from: "2025-03-02", to: "2025-03-02" }))).toEqual([video.id]);
    expect(idsOf(await list({ from: "2025-03-03T12:00:00Z" }))).toEqual([theirs.id]);
    expect(idsOf(await list({ to: "2025-03-02T00:00:00Z" }))).toEqual([video.id, old.id]);
  });

  test("filters narrow by size, by the state of videos, and to what nobody has judged", async () => {
    const charterId = (await aCharter("Sea Wolf")).id;
    const small = await aMedia({ charterId, sizeBytes: 1_000_000n });
    const large = await aMedia({ charterId, sizeBytes: 5_000_000n, reviewedAt: new Date() });
    const video = await aMedia({ charterId, kind: "CHARTER_VIDEO", rejectedReason: "Too dark" });
    await aVideo({ captain, processStatus: "failed", charterId, charterMediaId: video.id });
    const found = async (filter: Record<string, string>) =>
      idsOf(await list({ state: "linked", sort: "oldest", ...filter }));
    expect(await found({ minSize: "1000000" })).toEqual([small.id, large.id]);
    expect(await found({ minSize: "1000001" })).toEqual([large.id]);
    expect(await found({ maxSize: "1000000" })).toEqual([small.id, video.id]);
    expect(await found({ minSize: "1", maxSize: "4999999" })).toEqual([small.id]);
    expect(await found({ video: "failed" })).toEqual([video.id]);
    expect(await found({ video: "failed", q: "ali" })).toEqual([video.id]);
    expect(await found({ video: "ready" })).toEqual([]);
    expect(await found({ unreviewed: "1" })).toEqual([small.id]);
    expect(await found({ unreviewed: "0" })).toHaveLength(3);
  });

  test("the counts are of all there is, whatever the filters", async () => {
    await aMedia();
    await aMedia();
    const { items, counts } = await list({
      q: "nobody",
      kind: "CHARTER_VIDEO",
      from: "2040-01-01",
    });
    expect(items).toEqual([]);
    expect(counts.pending.value).toBe(2);
  });
});

describe("order and paging", () => {
  const SORTS = ["newest", "oldest", "largest"] as const;

  /** Ten items in the order of their upload; sizes come in pairs, and one pair has none. */
  async function tenMedia() {
    const ids: string[] = [];
    for (let at = 0; at < 10; at++) {
      const sizeBytes = at < 2 ? null : BigInt(Math.floor(at / 2) * 1000);
      ids.push((await aMedia({ createdAt: minutesAgo(100 - at), sizeBytes })).id);
    }
    return ids;
  }

  test("newest, oldest and largest are what they say", async () => {
    const ids = await tenMedia();
    expect(idsOf(await list())).toEqual(ids.toReversed());
    expect(idsOf(await list({ sort: "oldest" }))).toEqual(ids);
    const sizes = (await list({ sort: "largest" })).items.map(({ sizeBytes }) => sizeBytes ?? 0);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  });

  test.each(SORTS)("%s: pages forward and back show each item once, in one order", async (sort) => {
    await tenMedia();
    const whole = idsOf(await list({ sort }));
    const forward: string[][] = [];
    const back: string[][] = [];
    let page = await list({ sort, limit: 4 });
    expect(page.previousCursor).toBeNull();
    forward.push(idsOf(page));
    while (page.nextCursor) {
      page = await list({ sort, limit: 4, cursor: page.nextCursor });
      forward.push(idsOf(page));
    }
    expect(forward.map((ids) => ids.length)).toEqual([4, 4, 2]);
    expect(forward.flat()).toEqual(whole);
    while (page.previousCursor) {
      page = await list({ sort, limit: 4, cursor: page.previousCursor });
      back.unshift(idsOf(page));
    }
    expect(back).toEqual(forward.slice(0, 2));
  });

  test("what is uploaded or removed meanwhile shifts no page", async () => {
    const ids = (await tenMedia()).toReversed();
    const first = await list({ limit: 4 });
    await aMedia();
    await db().charterMedia.delete({ where: { id: ids[3] ?? "" } });
    const second = await list({ limit: 4, cursor: first.nextCursor ?? "" });
    expect(idsOf(second)).toEqual(ids.slice(4, 8));
  });

  test.each(SORTS)("%s: pages of a search go on where the last one ended", async (sort) => {
    await tenMedia();
    const whole = idsOf(await list({ sort, q: "ali" }));
    const first = await list({ sort, q: "ali", limit: 6 });
    const second = await list({ sort, q: "ali", limit: 6, cursor: first.nextCursor ?? "" });
    expect([...idsOf(first), ...idsOf(second)]).toEqual(whole);
    expect(whole).toHaveLength(10);
  });

  test("a cursor or filter that does not fit is invalid_payload and names the field", async () => {
    const good = "newest.next.1700000000000.abc";
    const wrong = {
      cursor: ["x", "newest.next.-1.abc", `${good}.d`, "newest.sideways.1.abc", "a".repeat(400)],
      state: ["reserved", "DELETING", "__proto__"],
      kind: ["PHOTO"],
      sort: ["id; DROP TABLE"],
      limit: ["0", "101", "1.5", "many"],
      captainId: ["../1", ""],
      from: ["yesterday", "0000-01-01"],
      to: ["2025-02-30"],
      q: ["\u0000", "a".repeat(201)],
      minSize: ["-1", "1.5", "", "much"],
      maxSize: ["1e3", "9".repeat(14)],
      video: ["uploading", ""],
      unreviewed: ["yes", ""],
    };
    for (const [name, values] of Object.entries(wrong))
      for (const value of values) {
        const { status, body } = await ask(`?${new URLSearchParams({ [name]: value })}`);
        expect([status, body.error], `${name}=${value}`).toEqual([400, "invalid_payload"]);
        expect(Object.keys(body.errors)).toEqual([name]);
      }
    const { status, body } = await ask(`?sort=oldest&cursor=${good}`);
    expect([status, Object.keys(body.errors)]).toEqual([400, ["cursor"]]);
    expect((await ask(`?cursor=${good}`)).status).toBe(200);
    for (const extreme of ["0", "999999999999999"])
      for (const sort of SORTS)
        expect((await ask(`?sort=${sort}&cursor=${sort}.next.${extreme}.abc`)).status).toBe(200);
  });
});

test("the review asks the database the same number of times whatever is asked, and never the store", async () => {
  const charter = await aCharter("Sea Wolf");
  for (let at = 0; at < 30; at++) await aMedia(at % 2 ? { charterId: charter.id } : {});
  const page = await list({ limit: 5 });
  let storeRequests = 0;
  blob.setFault(() => {
    storeRequests += 1;
    return undefined;
  });
  const questions = [
    {},
    { limit: 1 },
    { limit: 100, state: "linked" },
    { state: "orphan" },
    { limit: 5, cursor: page.nextCursor ?? "" },
    { q: "ali", state: "linked" },
    { q: "nobody", state: "trash", sort: "largest" },
    { state: "linked", minSize: 1, maxSize: 9_000_000, unreviewed: "1" },
    { state: "linked", video: "failed", q: "ali" },
    { kind: "CHARTER_PHOTO", captainId: captain.profileId, from: "2025-01-01", to: "2040-01-01" },
  ];
  const totals: number[] = [];
  for (const question of questions)
    totals.push((await countStatements(() => list(question))).total);
  blob.setFault();
  expect(new Set(totals).size).toBe(1);
  expect(storeRequests).toBe(0);
});
