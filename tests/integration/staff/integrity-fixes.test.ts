// What a fix of a file does and never does, of one finding and of many. integrity-links.test.ts has those of video links.
import { head } from "@vercel/blob";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { renditionsOf } from "@/lib/domain/media/rules";
import { aCaptain, aUser, signedIn, type TestCaptain } from "../../support/accounts";
import { query, truncateAll } from "../../support/database";
import { photoRows } from "../../support/drafts";
import { actions, check, listed, mend, newest, outcomeOf } from "../../support/integrity";
import { upload } from "../../support/photos";
import { blob } from "../../support/stack";
import { aStray, lose, plant } from "../../support/stored-files";
import { expectRefusal, expectShape } from "../http/shapes";

let captain: TestCaptain;
let staff: string;
let admin: string;
beforeEach(async () => {
  await truncateAll();
  await blob.clear();
  captain = await aCaptain();
  staff = await signedIn(await aUser({ role: "STAFF" }));
  admin = await signedIn(await aUser({ role: "ADMIN" }));
});
afterEach(() => blob.setFault());

const keyOf = async (id: string) =>
  renditionsOf(await db().charterMedia.findUniqueOrThrow({ where: { id } }))[0]?.key ?? "";

describe("a fix", () => {
  test("of a missing file looks again: it waits, or the flag goes", async () => {
    const { charterMediaId: id, key } = await upload(captain);
    const bringBack = await lose(key);
    await check();
    const finding = await newest(staff, "missing");
    expect(await outcomeOf(staff, finding)).toBe("unchanged");
    await bringBack();
    expect(await outcomeOf(staff, finding)).toBe("fixed");
    expect(await db().charterMedia.findUnique({ where: { id } })).toMatchObject({
      missingSince: null,
    });
    expect(await outcomeOf(staff, finding)).toBe("not_found");
    expect(await actions()).toEqual(["reconcile", "unflag_missing"]);
  });

  test("of a damaged file flags its row, which no check takes back while it is damaged", async () => {
    const { charterMediaId: id } = await upload(captain);
    await plant(await keyOf(id), "other bytes");
    await check();
    expect(await outcomeOf(staff, await newest(staff, "damaged"))).toBe("fixed");
    expect(await check()).toMatchObject({ found: 0, damaged: 0 });
    expect((await listed(staff, "?kind=damaged")).findings).toEqual([]);
    const flagged = { subject: id, facts: { what: "size" } };
    expect(await newest(staff, "missing")).toMatchObject(flagged);
    expect(await actions()).toEqual(["flag_missing"]);
  });

  test("of a damaged file that was mended, or whose row is gone, does nothing", async () => {
    const [one, two] = [await upload(captain), await upload(captain)];
    const key = await keyOf(one.charterMediaId);
    const bytes = Buffer.from(await (await fetch(await urlOf(key))).arrayBuffer());
    await plant(key, "other bytes");
    await check();
    const finding = await newest(staff, "damaged");
    await plant(key, bytes);
    expect(await outcomeOf(staff, finding)).toBe("settled");
    await plant(await keyOf(two.charterMediaId), "other bytes");
    await check();
    const second = await newest(staff, "damaged");
    await query(`UPDATE "CharterMedia" SET status = 'DELETING' WHERE id = $1`, [
      two.charterMediaId,
    ]);
    expect(await outcomeOf(staff, second)).toBe("settled");
    expect(await actions()).toEqual([]);
  });

  test("while the store is down does nothing and keeps the finding", async () => {
    const { key } = await upload(captain);
    await lose(key);
    await check();
    const finding = await newest(staff, "missing");
    blob.setFault(() => ({ status: 500, body: "down" }));
    expect(await outcomeOf(staff, finding)).toBe("storage_unavailable");
    blob.setFault();
    expect(await outcomeOf(staff, finding)).toBe("unchanged");
  });

  test("of a file without a row deletes it at once, for an administrator with a reason, once of two at once", async () => {
    const key = await aStray("photos/stray/640.webp");
    await check();
    const { id } = await newest(staff, "stray");
    const wanted = { kind: "stray", ids: [id] } as const;
    expectRefusal(await mend(staff, wanted), 403, "forbidden");
    const unsaid = await mend(admin, wanted, " ");
    expect(unsaid.body.errors).toEqual({ reason: "Please give a reason." });
    await query(`UPDATE "Session" SET "createdAt" = now() - interval '16 minutes'`);
    expectRefusal(await mend(admin, wanted), 403, "confirm_password");
    await query(`UPDATE "Session" SET "createdAt" = now()`);
    const finding = { id, kind: "stray" } as const;
    const outcomes = await Promise.all([outcomeOf(admin, finding), outcomeOf(admin, finding)]);
    expect(outcomes.filter((one) => one === "fixed")).toHaveLength(1);
    expect(await blob.keys()).toEqual([]);
    expect(await db().looseBlob.count()).toBe(0);
    expect(await db().auditLog.findMany()).toMatchObject([
      { actorRole: "admin", entity: "Store", entityId: key, action: "delete_stray" },
    ]);
  });

  test("of a file that a row took between the check and the fix saves it", async () => {
    const key = await aStray("photos/late/640.webp");
    await check();
    const finding = await newest(staff, "stray");
    await photoRows(captain, 1, { storageKey: key });
    expect(await outcomeOf(admin, finding)).toBe("settled");
    expect(await blob.keys()).toEqual([key]);
    expect(await actions()).toEqual([]);
  });

  test("of a file without a row that the store does not delete now is done by the cleanup's list", async () => {
    const key = await aStray("photos/stray/640.webp");
    await check();
    blob.setFault(({ url }) => (url?.includes("delete") ? { status: 500, body: "no" } : undefined));
    expect(await outcomeOf(admin, await newest(staff, "stray"))).toBe("fixed");
    expect(await db().looseBlob.findMany()).toMatchObject([{ key }]);
  });

  test("is nothing for a captain", async () => {
    const body = { kind: "missing", ids: ["absent"] } as const;
    expectRefusal(await mend(await signedIn(captain), body), 403, "forbidden");
  });
});

describe("many fixes at once", () => {
  test("are each looked at and told by themselves, in the order they were given", async () => {
    const uploads = [await upload(captain), await upload(captain), await upload(captain)];
    const back = [];
    for (const { key } of uploads) back.push(await lose(key));
    await check();
    const { findings } = await listed(staff, "?kind=missing");
    const idOf = (n: number) =>
      findings.find(({ subject }) => subject === uploads[n]?.charterMediaId)?.id ?? "";
    await back[1]?.();
    await query(
      `UPDATE "CharterMedia" SET status = 'DELETING', "missingSince" = NULL WHERE id = $1`,
      [uploads[2]?.charterMediaId],
    );
    const ids = [idOf(0), "absent", idOf(1), idOf(2), idOf(0)];
    const answer = await mend(staff, { kind: "missing", ids });
    expectShape(answer, 200, "fixed");
    expect(answer.body).toEqual({
      ok: true,
      done: [
        { id: idOf(0), outcome: "unchanged" },
        { id: idOf(1), outcome: "fixed" },
        { id: idOf(2), outcome: "settled" },
      ],
      failed: [{ id: "absent", error: "not_found" }],
    });
    expect((await listed(staff, "?kind=missing")).findings.map(({ id }) => id)).toEqual([idOf(0)]);
  });

  test("delete strays for one reason, which stands with each", async () => {
    const keys = [await aStray("photos/a/1.webp"), await aStray("photos/b/1.webp")];
    await check();
    const ids = (await listed(staff, "?kind=stray")).findings.map(({ id }) => id);
    const { body } = await mend(admin, { kind: "stray", ids }, "Left by the old import");
    expect(body.done).toEqual(ids.map((id) => ({ id, outcome: "fixed" })));
    expect(await blob.keys()).toEqual([]);
    const told = await db().auditLog.findMany({ orderBy: { entityId: "asc" } });
    expect(told.map(({ entityId, reason }) => [entityId, reason])).toEqual(
      keys.map((key) => [key, "Left by the old import"]),
    );
  });

  test("are of one kind: what is listed as another is not found, so nobody deletes what only needs a look", async () => {
    const key = await aStray("photos/a/1.webp");
    await check();
    const { id } = await newest(staff, "stray");
    expect(await outcomeOf(staff, { id, kind: "missing" })).toBe("not_found");
    expect(await blob.keys()).toEqual([key]);
  });

  test("are a hundred at most, and one at least", async () => {
    const ids = Array.from({ length: 101 }, (_, n) => `f${n}`);
    for (const some of [ids, []]) {
      const { status, body } = await mend(staff, { kind: "missing", ids: some });
      expect([status, Object.keys(body.errors)]).toEqual([400, ["ids"]]);
    }
    expect((await mend(staff, { kind: "missing", ids: ids.slice(1) })).body.failed).toHaveLength(
      100,
    );
  });
});

const urlOf = async (key: string) => (await head(key, { token: blob.token })).url;
