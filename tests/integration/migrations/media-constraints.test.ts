import { beforeAll, describe, expect, test } from "vitest";
import { PHOTO_SUBJECT_NAMES } from "@/lib/domain/media/kinds";
import { query } from "../../support/database";
import { insert, insertSamples, media } from "./sample-rows";

beforeAll(insertSamples);

describe("the database refuses", () => {
  const cases: [what: string, constraint: string, how: () => Promise<unknown>][] = [
    [
      "a linked row without a captain",
      "CharterMedia_linked_has_captain_check",
      () => media({ captainId: "NULL", charterId: "'c1'" }),
    ],
    [
      "a row on another captain's charter",
      "CharterMedia_charterId_captainId_fkey",
      () => media({ charterId: "'c2'" }),
    ],
    [
      "linking a row to another captain's charter",
      "CharterMedia_charterId_captainId_fkey",
      () => query(`UPDATE "CharterMedia" SET "charterId" = 'c2' WHERE "id" = 'own'`),
    ],
    [
      "giving a linked row to another captain",
      "CharterMedia_charterId_captainId_fkey",
      () => query(`UPDATE "CharterMedia" SET "captainId" = 'p2' WHERE "id" = 'linked'`),
    ],
    [
      "a reserved row on a charter",
      "CharterMedia_reserved_unlinked_check",
      () => media({ status: "'RESERVED'", charterId: "'c1'" }),
    ],
    [
      "a reserved row in the trash",
      "CharterMedia_reserved_untrashed_check",
      () => media({ status: "'RESERVED'", trashedAt: "now()" }),
    ],
    [
      "a reserved row that is missing",
      "CharterMedia_missing_ready_check",
      () => media({ status: "'RESERVED'", missingSince: "now()" }),
    ],
    [
      "a row that is deleted while missing",
      "CharterMedia_missing_ready_check",
      () => media({ status: "'DELETING'", missingSince: "now()" }),
    ],
    ["a negative size", "CharterMedia_sizes_check", () => media({ sizeBytes: "-1" })],
    ["a negative width", "CharterMedia_sizes_check", () => media({ width: "-1" })],
    ["a negative height", "CharterMedia_sizes_check", () => media({ height: "-1" })],
    ["a negative duration", "CharterMedia_sizes_check", () => media({ durationSeconds: "-1" })],
    [
      "a focal point off the photo",
      "CharterMedia_focal_point_check",
      () => media({ focalX: "1.5", focalY: "0" }),
    ],
    ["half a focal point", "CharterMedia_focal_point_whole_check", () => media({ focalX: "0.5" })],
    ["a subject that no photo has", "CharterMedia_shows_check", () => media({ shows: "'sunset'" })],
    [
      "the same file twice in a draft",
      "CharterMedia_pending_dedupe_key",
      () => media({ draftId: "'d1'", dedupeKey: "'hash'" }),
    ],
    [
      "the same file twice in no draft, reserved or ready",
      "CharterMedia_pending_dedupe_key",
      () => media({ dedupeKey: "'hash'" }),
    ],
    [
      "a second cover of a charter",
      "CharterMedia_charter_cover_key",
      () => media({ charterId: "'c1'", isCover: "true" }),
    ],
    [
      "a second cover of a draft",
      "CharterMedia_draft_cover_key",
      () => media({ draftId: "'d1'", isCover: "true" }),
    ],
    [
      "removing a charter that has media",
      "CharterMedia_charterId_captainId_fkey",
      () => query(`DELETE FROM "Charter" WHERE "id" = 'c1'`),
    ],
    [
      "removing a draft that has media",
      "CharterMedia_draftId_fkey",
      () => query(`DELETE FROM "CharterDraft" WHERE "id" = 'd1'`),
    ],
  ];
  test.each(cases)("%s", async (_, by, how) => {
    await expect(how()).rejects.toMatchObject({ constraint: by });
  });
});

test("orphanedAt is set exactly while a row has neither captain nor charter", async () => {
  const orphanedAt = async (change: string) => {
    const [row] = await query<{ orphanedAt: Date | null }>(
      `UPDATE "CharterMedia" SET ${change} WHERE "id" = 'own' RETURNING "orphanedAt"`,
    );
    return row?.orphanedAt;
  };
  const longAgo = new Date("2025-01-01T00:00:00Z");
  expect(await orphanedAt(`"orphanedAt" = now()`)).toBeNull();
  expect(await orphanedAt(`"captainId" = NULL`)).toBeInstanceOf(Date);
  expect(await orphanedAt(`"orphanedAt" = '${longAgo.toISOString()}'`)).toEqual(longAgo);
  expect(await orphanedAt(`"caption" = 'Dawn'`)).toEqual(longAgo);
  expect(await orphanedAt(`"captainId" = 'p1'`)).toBeNull();
});

test("the same file may wait in two drafts, in the trash, on charters and as a copy kept on purpose", async () => {
  await media({ draftId: "'d2'", dedupeKey: "'hash'" });
  await media({ draftId: "'d1'", dedupeKey: "'hash'", trashedAt: "now()" });
  await media({ charterId: "'c1'", dedupeKey: "'hash'" });
  await media({ charterId: "'c1'", dedupeKey: "'hash'" });
  await media({ draftId: "'d1'" });
  await media({ captainId: "'p2'", draftId: "'d1'", dedupeKey: "'hash'" });
});

test("a photo may show each subject that the product knows, and a row of the old system none", async () => {
  for (const subject of PHOTO_SUBJECT_NAMES)
    await media({ shows: `'${subject}'`, focalX: "0", focalY: "1" });
  await media({ shows: "NULL" });
});

test("a removed cover makes room for another", async () => {
  await media({ charterId: "'c1'", isCover: "true", trashedAt: "now()" });
  await media({ draftId: "'d1'", isCover: "true", status: "'DELETING'" });
});

test("a charter that changes hands takes its media along", async () => {
  await insert("Charter", {
    ...{
      id: "'c3'",
      captainId: "'p1'",
      name: "'C'",
      charterType: "''",
      description: "''",
      state: "''",
    },
    ...{ city: "''", startingPoint: "''", postcode: "''" },
  });
  await media({ id: "'moving'", charterId: "'c3'" });
  await query(`UPDATE "Charter" SET "captainId" = 'p2' WHERE "id" = 'c3'`);
  const [row] = await query(`SELECT "captainId" FROM "CharterMedia" WHERE "id" = 'moving'`);
  expect(row).toEqual({ captainId: "p2" });
});
