// The desk at its size: every statement it asks comes by an index, whatever the tab, filter, order or page.
import pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { type AuditFilter, findAudit } from "@/lib/db/audit-list-repo";
import { findPeople, type PeopleFilter } from "@/lib/db/people-repo";
import { countOpenProblems, findProblems } from "@/lib/db/problem-repo";
import { type ReviewFilter, TABS, type Tab } from "@/lib/db/review-filter";
import { findCaptains, findDetail, listUses } from "@/lib/db/staff-detail-repo";
import { countDrafts, type DraftFilter, findDraftPage } from "@/lib/db/staff-draft-repo";
import { findActedBy } from "@/lib/db/staff-job-repo";
import {
  countMatching,
  countReview,
  findMatching,
  findReviewPage,
} from "@/lib/db/staff-media-repo";
import { findStaffVideos, type StaffVideoFilter } from "@/lib/db/staff-video-repo";
import { fillLarge } from "../../../scripts/seed/fill-large";
import { databaseUrl, truncateAll } from "../../support/database";
import { planOf } from "../../support/plan-of";

beforeAll(async () => {
  await truncateAll();
  const client = new pg.Client(databaseUrl);
  await client.connect();
  await fillLarge(client, { media: 20_000 });
  // More of what is small beside them, so that reading it whole would cost.
  await client.query(`INSERT INTO "CharterDraft" ("id", "userId", "lastTouchedAt")
    SELECT 'd' || n, 'large-user-1', now() - n * interval '1 minute' FROM generate_series(1, 20000) n`);
  await client.query(`INSERT INTO "CaptainVideo" ("id", "ownerId", "originalUrl", "blobKey")
    SELECT 'v' || n, 'large-user-1', '', 'v' || n FROM generate_series(1, 20000) n`);
  await client.query(`INSERT INTO "ProblemReport" ("id", "userId", "idempotencyKey", "words", "page", "closedAt",
      "closingWords")
    SELECT 'p' || n, 'large-user-1', 'k' || n, 'Words', '/', now(), 'Mended.' FROM generate_series(1, 5000) n`);
  await client.query(`INSERT INTO "User" ("id", "name", "email", "createdAt", "updatedAt")
    SELECT 'u' || n, 'Person ' || n, 'person.' || n || '@plans.example', now() - n * interval '1 minute', now()
    FROM generate_series(1, 30000) n`);
  await client.query("VACUUM ANALYZE");
  await client.end();
}, 60_000);

const DAYS_10 = new Date(Date.now() - 10 * 24 * 60 * 60 * 1000);
const DAYS_12 = new Date(Date.now() - 12 * 24 * 60 * 60 * 1000);
const newest = { sort: "newest", reverse: false, limit: 51 } as const;
const review = (filter: Partial<ReviewFilter>): ReviewFilter => ({
  state: "pending",
  ...newest,
  ...filter,
});

const SORTS = ["newest", "oldest", "largest"] as const;
const TAB_NAMES = Object.keys(TABS) as Tab[];

/** One of everything the desk can be narrowed to, few and many, with what has none. */
const FILTERS: Record<string, Partial<ReviewFilter>> = {
  all: {},
  "a frequent kind": { kind: "CHARTER_PHOTO" },
  "a rare kind": { kind: "CHARTER_VIDEO" },
  "a kind that nobody has": { kind: "TRIP_MEDIA" },
  "a captain": { captainId: "large-captain-77" },
  "a range of days": { from: DAYS_12, before: DAYS_10 },
  "a size that many have": { minSize: 1_000_000 },
  "a size that few have": { maxSize: 201_000 },
  "a size that nothing has": { minSize: 9_000_000 },
  "videos that failed": { video: "failed" },
  "videos that are ready": { video: "ready" },
  unreviewed: { unreviewed: true },
  "a captain's frequent name": { search: "Rahman" },
  "a captain's whole name": { search: "Tan Ismail 1" },
  "an e-mail": { search: "tan.ismail.1@large.example" },
  "a charter's name": { search: "Blue Marlin" },
  "what matches nothing": { search: "Zyxwvut" },
  "an id": { search: "large-media-777" },
  "a key": { search: "large/777/1920.webp" },
  "the beginning of a key": { search: "large/777/" },
};

const TABLES = "CharterMedia|CharterDraft|AuditLog|CaptainVideo|ProblemReport";

async function expectIndexes(
  what: string,
  ask: Parameters<typeof planOf>[0],
  tables = TABLES,
): Promise<void> {
  const plan = await planOf(ask);
  expect(plan, what).toMatch(/Index/);
  expect(plan, `${what}\n${plan}`).not.toMatch(new RegExp(`Seq Scan on "(${tables})"`));
}

describe("media", () => {
  test.each(Object.entries(FILTERS))("%s, in every tab and order", async (_, filter) => {
    for (const state of TAB_NAMES)
      for (const sort of SORTS)
        await expectIndexes(`${state}, ${sort}`, (db) =>
          findReviewPage(db, review({ ...filter, state, sort })),
        );
  });

  test("pages deep in the list, onwards and back, in every order", async () => {
    for (const sort of SORTS)
      for (const reverse of [false, true]) {
        const at = sort === "largest" ? 1_600_000 : DAYS_10.getTime();
        const beyond = { at, id: "large-media-777" };
        await expectIndexes(`${sort}, ${reverse}`, (db) =>
          findReviewPage(db, review({ sort, reverse, beyond })),
        );
      }
  });

  test("counts, what an action on all that match asks, and one item with all that is known of it", async () => {
    const slice = review({ sort: "oldest", beyond: { at: 0, id: "a" }, limit: 50 });
    const ids = ["large-media-1", "large-media-2"];
    for (const [what, ask] of Object.entries({
      counts: (db) => countReview(db, 1_001),
      "how many": (db) => countMatching(db, review({ limit: 100_001 })),
      "how many of a size": (db) => countMatching(db, review({ minSize: 9e5, limit: 100_001 })),
      "how many of a name": (db) => countMatching(db, review({ search: "Rahman", limit: 100_001 })),
      slice: (db) => findMatching(db, slice),
      "slice of a name": (db) => findMatching(db, { ...slice, search: "Rahman" }),
      "slice again": (db) => findMatching(db, { ...slice, ids }),
      "done by a job": (db) => findActedBy(db, "job", ids),
      detail: (db) => findDetail(db, "large-media-777"),
      uses: (db) => listUses(db, "large-media-777"),
    } satisfies Record<string, Parameters<typeof planOf>[0]>))
      await expectIndexes(what, ask);
  });

  test("captains to assign to", async () => {
    await expectIndexes("rare", (db) => findCaptains(db, { search: "Tan Ismail 1" }));
  });
});

test("drafts, by status, age, name and page", async () => {
  const page: DraftFilter = { status: "DRAFT", ...newest };
  const beyond = { at: DAYS_10, id: "large-draft-77" };
  for (const filter of [
    {},
    { beyond },
    { reverse: true, beyond },
    { staleHours: 24 },
    { staleHours: 24, sort: "oldest" },
    { status: "DELETED" },
    { search: "Tan Ismail 1" },
    { search: "Zyxwvut" },
  ] satisfies Partial<DraftFilter>[])
    await expectIndexes(JSON.stringify(filter), (db) => findDraftPage(db, { ...page, ...filter }));
  await expectIndexes("counts", (db) => countDrafts(db, 1_001));
});

test("videos, by state and page", async () => {
  const beyond = { at: DAYS_10, id: "large-clip-1" };
  for (const status of [undefined, "ready", "failed", "uploading", "stale"] as const)
    for (const filter of [
      {},
      { beyond },
      { reverse: true, beyond },
    ] satisfies Partial<StaffVideoFilter>[])
      await expectIndexes(`${status} ${JSON.stringify(filter)}`, (db) =>
        findStaffVideos(db, { status, reverse: false, limit: 31, ...filter }),
      );
});

test("the audit, by item, actor, action and page", async () => {
  const page: AuditFilter = { entities: ["CharterMedia", "Charter"], reverse: false, limit: 51 };
  const beyond = { at: DAYS_10, id: "large-audit-77" };
  for (const filter of [
    {},
    { entities: null },
    { beyond },
    { reverse: true, beyond },
    { entityId: "large-media-17" },
    { actor: "large-user-3" },
    { actor: "nobody" },
    { action: "reject" },
    { action: "purge" },
  ] satisfies Partial<AuditFilter>[])
    await expectIndexes(JSON.stringify(filter), (db) => findAudit(db, { ...page, ...filter }));
});

test("problems, open and closed", async () => {
  for (const isOpen of [true, false])
    await expectIndexes(`${isOpen}`, (db) =>
      findProblems(db, { isOpen, reverse: false, limit: 31 }),
    );
  await expectIndexes("count", (db) => countOpenProblems(db, 1_001));
});

test("people, by a part of a name or e-mail, role and page", async () => {
  const beyond = { at: DAYS_10, id: "large-user-77" };
  for (const filter of [
    {},
    { beyond },
    { reverse: true, beyond },
    { search: "Rahman" },
    { search: "Tan Ismail 1" },
    { search: "tan.ismail.1@large.example" },
    { search: "Zyxwvut" },
    { search: "Rahman", beyond },
    { group: "STAFF" },
    { group: "suspended" },
  ] satisfies Partial<PeopleFilter>[])
    await expectIndexes(
      JSON.stringify(filter),
      (db) => findPeople(db, { reverse: false, limit: 51, ...filter }),
      "User",
    );
});
