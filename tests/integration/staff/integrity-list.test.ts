// The list of findings: what it asks, and how it is walked.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findFindings } from "@/lib/db/integrity-repo";
import { aCaptain, aUser, signedIn } from "../../support/accounts";
import { query, truncateAll } from "../../support/database";
import { check, listed } from "../../support/integrity";
import { upload } from "../../support/photos";
import { planOf } from "../../support/plan-of";
import { blob } from "../../support/stack";
import { lose } from "../../support/stored-files";

let staff: string;
beforeEach(async () => {
  await truncateAll();
  await blob.clear();
  staff = await signedIn(await aUser({ role: "STAFF" }));
});
afterEach(() => blob.setFault());

describe("the list", () => {
  test("asks the store nothing, whatever is listed", async () => {
    const captain = await aCaptain();
    const { key } = await upload(captain);
    await lose(key);
    await check();
    let asked = 0;
    blob.setFault(() => {
      asked += 1;
      return undefined;
    });
    const { findings, counts, pass, last } = await listed(staff);
    expect(findings).toMatchObject([{ captain: { name: captain.name, email: captain.email } }]);
    expect(counts).toMatchObject({ missing: { value: 1, capped: false }, stray: { value: 0 } });
    expect([pass?.state, (pass?.ageSeconds ?? -1) >= 0, last]).toEqual(["done", true, null]);
    expect(asked).toBe(0);
  });

  test("is walked to its end and back by its cursors, and never read whole", async () => {
    await query(`INSERT INTO "IntegrityFinding" (id, kind, subject, "createdAt")
      SELECT 'f' || n, 'stray', 'photos/' || n, now() - n * interval '1 second' FROM generate_series(1, 4000) AS n`);
    await query(`ANALYZE "IntegrityFinding"`);
    const first = await listed(staff, "?kind=stray&limit=3");
    expect(first.counts.stray).toEqual({ value: 1000, capped: true });
    const second = await listed(staff, `?kind=stray&limit=3&cursor=${first.nextCursor}`);
    expect([...first.findings, ...second.findings].map(({ id }) => id)).toEqual([
      "f1",
      "f2",
      "f3",
      "f4",
      "f5",
      "f6",
    ]);
    const back = await listed(staff, `?kind=stray&limit=3&cursor=${second.previousCursor}`);
    expect(back.findings).toEqual(first.findings);
    const page = { kind: "stray", reverse: false, limit: 31 };
    expect(await planOf((client) => findFindings(client, page))).not.toMatch(
      /Seq Scan on "IntegrityFinding"/,
    );
  });
});
