import pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { databaseUrl, query } from "../../support/database";
import { insert, insertSamples, media, video } from "./sample-rows";

beforeAll(insertSamples);

describe("the database refuses", () => {
  const submitted = `"status" = 'SUBMITTED'`;
  const cases: [what: string, constraint: string, how: () => Promise<unknown>][] = [
    [
      "removing a captain",
      "Charter_captainId_fkey",
      () => query(`DELETE FROM "CaptainProfile" WHERE "id" = 'p2'`),
    ],
    [
      "a submitted draft without a charter",
      "CharterDraft_submitted_names_charter",
      () => query(`UPDATE "CharterDraft" SET ${submitted} WHERE "id" = 'd1'`),
    ],
    [
      "a draft that made one charter and edits another",
      "CharterDraft_made_or_edits_check",
      () =>
        query(
          `UPDATE "CharterDraft" SET ${submitted}, "charterId" = 'c1', "editsCharterId" = 'c2', "editsCharterVersion" = 1 WHERE "id" = 'd1'`,
        ),
    ],
    [
      "a draft that edits no known version",
      "CharterDraft_edits_version_check",
      () => query(`UPDATE "CharterDraft" SET "editsCharterId" = 'c1' WHERE "id" = 'd1'`),
    ],
    [
      "a video with a charter and no media row",
      "CaptainVideo_link_check",
      () => video({ charterId: "'c1'" }),
    ],
    [
      "a video with a media row and no charter",
      "CaptainVideo_link_check",
      () => video({ charterMediaId: "'linked'" }),
    ],
    [
      "a video whose media row is on another charter",
      "CaptainVideo_link_agrees",
      () => video({ charterId: "'c2'", charterMediaId: "'linked'" }),
    ],
    [
      "a media row that leaves its video behind",
      "CaptainVideo_link_agrees",
      () => query(`UPDATE "CharterMedia" SET "charterId" = NULL WHERE "id" = 'clip'`),
    ],
    [
      "a second video of a media row",
      "CaptainVideo_charterMediaId_key",
      () => video({ charterId: "'c1'", charterMediaId: "'clip'" }),
    ],
    [
      "a video on a charter that is still uploading",
      "CaptainVideo_uploading_check",
      () =>
        query(`UPDATE "CaptainVideo" SET "processStatus" = 'uploading' WHERE "charterId" = 'c1'`),
    ],
    [
      "an uploading video with a result",
      "CaptainVideo_uploading_check",
      () => video({ processStatus: "'uploading'", ready720pUrl: "'https://blobs.example/v'" }),
    ],
    [
      "a lease on a video that nobody works on",
      "CaptainVideo_lease_check",
      () => video({ leaseOwner: "'w'", leasedUntil: "now()" }),
    ],
    [
      "a wait for another attempt at a video that has failed",
      "CaptainVideo_retry_check",
      () => video({ processStatus: "'failed'", retryAt: "now()" }),
    ],
    [
      "a result of less than nothing",
      "CaptainVideo_processed_size_check",
      () => video({ processedSizeBytes: "-1" }),
    ],
    ["a video of nobody", "CaptainVideo_ownerId_fkey", () => video({ ownerId: "'ghost'" })],
    [
      "a video that ends before it begins",
      "CaptainVideo_sizes_check",
      () => video({ trimStartSec: "5", trimEndSec: "4" }),
    ],
    [
      "changing the audit",
      "AuditLog_append_only",
      () => query(`UPDATE "AuditLog" SET "action" = 'y'`),
    ],
    ["removing from the audit", "AuditLog_append_only", () => query(`DELETE FROM "AuditLog"`)],
    ["emptying the audit", "AuditLog_append_only", () => query(`TRUNCATE "AuditLog"`)],
  ];
  test.each(cases)("%s", async (_, by, how) => {
    await expect(how()).rejects.toMatchObject({ constraint: by });
  });
});

test("a draft may be claimed before its charter is made, in one transaction", async () => {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  await client.query("BEGIN");
  await client.query(`UPDATE "CharterDraft" SET "status" = 'SUBMITTED' WHERE "id" = 'd2'`);
  await client.query(`UPDATE "CharterDraft" SET "charterId" = 'c2' WHERE "id" = 'd2'`);
  await client.query("COMMIT");
  await client.end();
});

test("a video and its media row can't part even when both move at once", async () => {
  await insert("Charter", {
    ...{ id: "'c3'", captainId: "'p1'", name: "'C'", charterType: "''", description: "''" },
    ...{ state: "''", city: "''", startingPoint: "''", postcode: "''" },
  });
  await media({ id: "'contested'", charterId: "'c1'" });
  const mover = new pg.Client(databaseUrl);
  await mover.connect();
  await mover.query("BEGIN");
  await mover.query(`UPDATE "CharterMedia" SET "charterId" = 'c3' WHERE "id" = 'contested'`);
  let outcome = "waits";
  const linked = video({ charterId: "'c1'", charterMediaId: "'contested'" }).then(
    () => {
      outcome = "linked";
    },
    (error: { constraint?: string }) => {
      outcome = String(error.constraint);
    },
  );
  const waiting = `SELECT FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  await expect
    .poll(async () => outcome !== "waits" || (await query(waiting)).length > 0)
    .toBe(true);
  await mover.query("COMMIT");
  await mover.end();
  await linked;
  expect(outcome).toBe("CaptainVideo_link_agrees");
});
