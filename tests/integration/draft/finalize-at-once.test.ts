// Finalize against itself and against everything else that touches a captain's media, at the same time.
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/lib/db/client";
import { discardDraft } from "@/lib/domain/draft/discard-draft";
import { finalizeDraft } from "@/lib/domain/draft/finalize-draft";
import { saveDraft } from "@/lib/domain/draft/save-draft";
import type { FinalizeResult } from "@/lib/domain/draft/schema";
import { aCaptain, type TestCaptain } from "../../support/accounts";
import { captainActor } from "../../support/actors";
import { countStatements, query, truncateAll } from "../../support/database";
import { aDraft, aVideo, photoRows } from "../../support/drafts";

let captain: TestCaptain;
beforeEach(async () => {
  await truncateAll();
  captain = await aCaptain();
});

type Outcome = FinalizeResult | string;

/** Finalize as in 10 processes: each has its own idea of what is under way, and only the database in common. */
const instances: (typeof finalizeDraft)[] = [];
beforeAll(async () => {
  while (instances.length < 10) {
    vi.resetModules();
    instances.push((await import("@/lib/domain/draft/finalize-draft")).finalizeDraft);
  }
});

/** What finalize answers: its result, or the code it refuses with. Anything else fails the test. */
async function outcome(draftId: string, at = 0): Promise<Outcome> {
  const call = instances[at % instances.length] ?? finalizeDraft;
  return call(captainActor(captain.id), draftId).catch(codeOf);
}

function codeOf(error: unknown): string {
  if (error instanceof Error && error.name === "AppError" && "code" in error)
    return String(error.code);
  throw error;
}

const results = (outcomes: Outcome[]) =>
  outcomes.filter((one): one is FinalizeResult => typeof one !== "string");
const codes = (outcomes: Outcome[]) => [
  ...new Set(outcomes.filter((one): one is string => typeof one === "string")),
];

/** What must hold of charters and their media after anything at all. */
async function expectSoundness(): Promise<void> {
  const broken = await query(`
    SELECT 'charter without 3 photos' AS what, charter.id FROM "Charter" charter
      WHERE (SELECT count(*) FROM "CharterMedia" media WHERE media."charterId" = charter.id
        AND media.kind = 'CHARTER_PHOTO' AND media."trashedAt" IS NULL AND media.status = 'READY') < 3
    UNION ALL SELECT 'charter without its one submitted draft', charter.id FROM "Charter" charter
      WHERE (SELECT count(*) FROM "CharterDraft" draft WHERE draft."charterId" = charter.id
        AND draft.status = 'SUBMITTED') <> 1
    UNION ALL SELECT 'submitted draft without charter', draft.id FROM "CharterDraft" draft
      WHERE draft.status = 'SUBMITTED' AND draft."charterId" IS NULL AND draft."editsCharterId" IS NULL
    UNION ALL SELECT 'media of another captain', media.id FROM "CharterMedia" media
      JOIN "Charter" charter ON charter.id = media."charterId" WHERE charter."captainId" <> media."captainId"
    UNION ALL SELECT 'one-sided video link', video.id FROM "CaptainVideo" video
      LEFT JOIN "CharterMedia" media ON media.id = video."charterMediaId"
      WHERE video."charterId" IS DISTINCT FROM media."charterId"
    UNION ALL SELECT 'pending media on a dead draft', media.id FROM "CharterMedia" media
      JOIN "CharterDraft" draft ON draft.id = media."draftId"
      WHERE media."charterId" IS NULL AND draft.status <> 'DRAFT'`);
  expect(broken).toEqual([]);
}

const rounds = (count: number) => Array.from({ length: count }, (_, round) => round);

test("100 calls for one draft make one charter, every answer names it, 25 times over", {
  timeout: 120_000,
}, async () => {
  for (const _ of rounds(25)) {
    const draft = await aDraft({ captain, photos: 5 });
    await aVideo({ captain, draftId: draft.id });
    const outcomes = await Promise.all(rounds(100).map((at) => outcome(draft.id, at)));
    const made = results(outcomes);
    expect(new Set(made.map(({ charterId }) => charterId)).size).toBe(1);
    expect(made.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(made.every(({ photos, videos }) => photos === 5 && videos === 1)).toBe(true);
    expect(codes(outcomes).filter((code) => code !== "finalize_in_progress")).toEqual([]);
  }
  expect(await db().charter.count()).toBe(25);
  await expectSoundness();
});

test("two drafts of one captain that share 5 photos make one charter, 25 times 20 calls", {
  timeout: 120_000,
}, async () => {
  for (const _ of rounds(25)) {
    const drafts = [await aDraft({ captain }), await aDraft({ captain })];
    await photoRows(captain, 5);
    const outcomes = await Promise.all(
      rounds(20).map((at) => outcome(drafts[at % 2]?.id ?? "", Math.floor(at / 2))),
    );
    expect(new Set(results(outcomes).map(({ charterId }) => charterId)).size).toBe(1);
    expect(codes(outcomes)).toEqual(["missing_media"]);
    await expectSoundness();
  }
});

test("removing photos meanwhile never leaves a charter with fewer than 3", {
  timeout: 60_000,
}, async () => {
  for (const _ of rounds(40)) {
    const draft = await aDraft({ captain });
    const photos = await photoRows(captain, 4, { draftId: draft.id });
    const [result] = await Promise.all([
      outcome(draft.id),
      ...photos
        .slice(0, 2)
        .map(({ id }) =>
          query(
            `UPDATE "CharterMedia" SET "trashedAt" = now() WHERE id = $1 AND "charterId" IS NULL AND "trashedAt" IS NULL`,
            [id],
          ),
        ),
    ]);
    const linked = await query(
      `SELECT id FROM "CharterMedia" WHERE "draftId" = $1 AND "charterId" IS NOT NULL`,
      [draft.id],
    );
    if (typeof result === "string") expect([result, linked]).toEqual(["missing_media", []]);
    else expect(linked).toHaveLength(result?.photos ?? 0);
    await expectSoundness();
    await query(`UPDATE "CharterMedia" SET "trashedAt" = now() WHERE "charterId" IS NULL`);
  }
});

test("a purge that re-checks its condition never takes a linked photo", {
  timeout: 60_000,
}, async () => {
  for (const _ of rounds(40)) {
    const draft = await aDraft({ captain, photos: 3 });
    // The most dangerous purge there could be: everything that is not linked, this instant.
    const [result] = await Promise.all([
      outcome(draft.id),
      query(
        `UPDATE "CharterMedia" SET status = 'DELETING' WHERE "charterId" IS NULL AND status = 'READY'`,
      ),
    ]);
    expect(typeof result === "string" ? result : result.photos).toBeOneOf([3, "missing_media"]);
    expect(
      await query(
        `SELECT id FROM "CharterMedia" WHERE "charterId" IS NOT NULL AND status <> 'READY'`,
      ),
    ).toEqual([]);
    await expectSoundness();
  }
});

test("deleting or saving the draft meanwhile: one wins, the other is refused", {
  timeout: 60_000,
}, async () => {
  const actor = captainActor(captain.id);
  for (const round of rounds(30)) {
    const draft = await aDraft({ captain, photos: 3 });
    const save = { dataPartial: { charterName: `Name ${round}` }, clientVersion: draft.version };
    const [finalized, discarded, saved] = await Promise.all([
      outcome(draft.id),
      discardDraft(actor, draft.id).then(() => "ok", codeOf),
      saveDraft(actor, draft.id, save).then(() => "ok", codeOf),
    ]);
    const won = typeof finalized !== "string";
    expect([won, finalized, discarded]).toEqual(
      won ? [true, finalized, "invalid_status"] : [false, "invalid_status", "ok"],
    );
    expect(saved).toBeOneOf(["ok", "invalid_status"]);
    if (won && saved === "ok")
      expect(
        await query(`SELECT name FROM "Charter" WHERE id = $1`, [finalized.charterId]),
      ).toEqual([{ name: `Name ${round}` }]);
    await expectSoundness();
    await query(`UPDATE "CharterMedia" SET "trashedAt" = now() WHERE "charterId" IS NULL`);
  }
});

describe("in one process", () => {
  test("100 calls for one draft share one transaction", async () => {
    const draft = await aDraft({ captain, photos: 3 });
    const { value, statements } = await countStatements(() =>
      Promise.all(rounds(100).map(() => finalizeDraft(captainActor(captain.id), draft.id))),
    );
    expect(value.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(statements.find(({ sql }) => sql === "BEGIN")).toMatchObject({ calls: 1 });
  });

  test("a refusal is not shared: each call asks for itself", async () => {
    const draft = await aDraft({ captain, photos: 2 });
    const { value, statements } = await countStatements(() =>
      Promise.all(
        rounds(5).map(() => finalizeDraft(captainActor(captain.id), draft.id).catch(codeOf)),
      ),
    );
    expect(value).toEqual(Array(5).fill("missing_media"));
    expect(statements.find(({ sql }) => sql === "BEGIN")).toMatchObject({ calls: 5 });
  });
});

describe("writers of one version", () => {
  test("20 saves at once: one lands, 19 are told the newer version, and nothing is lost", async () => {
    const actor = captainActor(captain.id);
    const draft = await aDraft({ captain, data: { charterName: "Before" } });
    const outcomes = await Promise.allSettled(
      rounds(20).map((at) =>
        saveDraft(actor, draft.id, {
          dataPartial: { operator: { displayName: `Writer ${at}` } },
          clientVersion: draft.version,
        }),
      ),
    );
    const lost = outcomes.filter((one) => one.status === "rejected");
    expect(lost).toHaveLength(19);
    for (const { reason } of lost)
      expect(reason).toMatchObject({
        code: "version_conflict",
        details: { server: { version: 2, data: { charterName: "Before" } } },
      });
  });
});
