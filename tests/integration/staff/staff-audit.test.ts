// The audit at its address, one item with all that is known of it, and captains to choose from.
import { beforeEach, describe, expect, test } from "vitest";
import { GET as readAudit } from "@/app/api/staff/audit/route";
import { GET as listCaptains } from "@/app/api/staff/captains/route";
import { GET as readMedia } from "@/app/api/staff/media/[mediaId]/route";
import { POST as act } from "@/app/api/staff/media/actions/route";
import { db } from "@/lib/db/client";
import type { AuditPage } from "@/lib/domain/audit/schema";
import { addPhotos } from "@/lib/domain/media/add-photos";
import { aCaptain, aUser, signedIn, type TestCaptain, type TestUser } from "../../support/accounts";
import { captainActor } from "../../support/actors";
import { countStatements, truncateAll } from "../../support/database";
import { aCharter, aDraft, photoRows } from "../../support/drafts";
import { call } from "../../support/http";
import { expectRefusal } from "../http/shapes";

let user: TestUser;
let staff: string;
let admin: string;
let captain: TestCaptain;

beforeEach(async () => {
  await truncateAll();
  user = await aUser({ role: "STAFF", name: "Sam Staff", email: "sam@desk.example" });
  staff = await signedIn(user);
  admin = await signedIn(await aUser({ role: "ADMIN", name: "Ada Admin" }));
  captain = await aCaptain({ name: "Ali Bin Hassan", email: "ali@harbour.example" });
});

const audit = async (filter: Record<string, string> = {}, cookie = staff): Promise<AuditPage> => {
  const path = `/api/staff/audit?${new URLSearchParams(filter)}`;
  const { status, body } = await call(readAudit, { path, cookie });
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
};
const entry = (given: object) =>
  db().auditLog.create({
    data: {
      actorRole: "system",
      entity: "CharterMedia",
      entityId: "m1",
      action: "trash",
      ...given,
    },
  });
const idsOf = ({ entries }: AuditPage) => entries.map(({ id }) => id);

describe("the audit", () => {
  test("who did what to what, why, and what it was before and after", async () => {
    const [photo] = await photoRows(captain, 1);
    const { body } = await call(act, {
      cookie: staff,
      body: { action: "reject", mediaIds: [photo?.id], reason: "Too dark" },
    });
    expect(body.done).toHaveLength(1);
    expect((await audit()).entries).toEqual([
      {
        id: expect.any(String),
        at: expect.any(String),
        actor: { id: user.id, name: "Sam Staff", email: "sam@desk.example" },
        actorRole: "staff",
        entity: "CharterMedia",
        entityId: photo?.id,
        action: "reject",
        before: expect.objectContaining({ state: "pending", rejectedReason: null }),
        after: expect.objectContaining({ state: "pending", rejectedReason: "Too dark" }),
        reason: "Too dark",
        requestId: expect.any(String),
      },
    ]);
  });

  test("what happened to accounts only administrators see, whatever staff ask for", async () => {
    const media = await entry({});
    const role = await entry({ entity: "User", entityId: user.id, action: "role" });
    expect(idsOf(await audit())).toEqual([media.id]);
    expect(idsOf(await audit({ entity: "User" }))).toEqual([]);
    expect(idsOf(await audit({ item: user.id }))).toEqual([]);
    expect(idsOf(await audit({ action: "role" }))).toEqual([]);
    expect(idsOf(await audit({}, admin))).toEqual([role.id, media.id]);
    expect(idsOf(await audit({ item: user.id }, admin))).toEqual([role.id]);
  });

  test("filtered by actor, item and action", async () => {
    const mine = await entry({ actorId: user.id, actorRole: "staff", action: "review" });
    const other = await entry({ entityId: "m2" });
    const draft = await entry({ entity: "CharterDraft", entityId: "d1", action: "abandon" });
    for (const actor of [user.id, "sam@desk.example", "SAM@desk.example"])
      expect(idsOf(await audit({ actor }))).toEqual([mine.id]);
    expect(idsOf(await audit({ actor: "nobody" }))).toEqual([]);
    expect(idsOf(await audit({ item: "m2" }))).toEqual([other.id]);
    expect(idsOf(await audit({ action: "review" }))).toEqual([mine.id]);
    expect(idsOf(await audit({ entity: "CharterDraft" }))).toEqual([draft.id]);
    expect(idsOf(await audit({ entity: "CharterDraft", action: "review" }))).toEqual([]);
  });

  test("pages forward and back show each entry once, the newest first", async () => {
    const at = (minute: number) => new Date(Date.UTC(2025, 1, 1, 0, Math.floor(minute / 2)));
    for (let n = 0; n < 10; n++) await entry({ at: at(n) });
    const whole = idsOf(await audit());
    const pages: string[][] = [];
    let page = await audit({ limit: "4" });
    expect(page.previousCursor).toBeNull();
    pages.push(idsOf(page));
    while (page.nextCursor) {
      page = await audit({ limit: "4", cursor: page.nextCursor });
      pages.push(idsOf(page));
    }
    expect(pages.flat()).toEqual(whole);
    page = await audit({ limit: "4", cursor: page.previousCursor ?? "" });
    expect(idsOf(page)).toEqual(pages[1]);
  });

  test("captains are 403 and nobody is 401", async () => {
    expectRefusal(await call(readAudit, { cookie: "" }), 401, "unauthorized");
    const cookie = await signedIn(captain);
    expectRefusal(await call(readAudit, { cookie }), 403, "forbidden");
  });
});

describe("one item", () => {
  const read = (id: string, cookie = staff) => call(readMedia, { params: { mediaId: id }, cookie });

  test("every charter and draft that stands on its file, and what was done to it", async () => {
    const { media, id: charterId } = await aCharter({ captain });
    const [photo] = media;
    const draft = await aDraft({ captain, data: { charterName: "Night Heron" } });
    await addPhotos(captainActor(captain.id), draft.id, [photo?.id ?? ""]);
    const body = { action: "review", mediaIds: [photo?.id] };
    await call(act, { cookie: staff, body });
    const answer = await read(photo?.id ?? "");
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.body).sort()).toEqual(
      ["file", "history", "item", "reviewedBy", "times", "uses"].sort(),
    );
    expect(answer.body.item).toMatchObject({ id: photo?.id, state: "linked" });
    expect(answer.body.reviewedBy).toBe("Sam Staff");
    expect(answer.body.uses).toEqual([
      { mediaId: photo?.id, state: "linked", type: "charter", id: charterId, name: "Sea Wolf" },
      {
        mediaId: expect.any(String),
        state: "pending",
        type: "draft",
        id: draft.id,
        name: "Night Heron",
      },
    ]);
    expect(answer.body.history).toMatchObject([{ action: "review", actor: { name: "Sam Staff" } }]);
  });

  test("one that is not there, and one that is being removed, is 404; captains are 403", async () => {
    const [gone] = await photoRows(captain, 1, { status: "DELETING" });
    for (const id of ["absent", gone?.id ?? ""]) expectRefusal(await read(id), 404, "not_found");
    const [photo] = await photoRows(captain, 1);
    const cookie = await signedIn(captain);
    expectRefusal(await read(photo?.id ?? "", cookie), 403, "forbidden");
  });

  test("asks the database the same number of times however often the file is used", async () => {
    const key = "media/shared/1920.webp";
    const [one] = await photoRows(captain, 1);
    const [shared] = await photoRows(captain, 20, { storageKey: key });
    const totals: number[] = [];
    for (const id of [one?.id ?? "", shared?.id ?? ""])
      totals.push((await countStatements(() => read(id))).total);
    expect(new Set(totals).size).toBe(1);
  });
});

test("captains are found by name, e-mail and id, with the charters that can be linked to", async () => {
  const { id } = await aCharter({ captain });
  const archived = await aCharter({ captain });
  await db().charter.update({ where: { id: archived.id }, data: { archivedAt: new Date() } });
  await aCaptain({ name: "Siti Noor" });
  const ask = async (filter: Record<string, string>) =>
    (
      await call(listCaptains, {
        path: `/api/staff/captains?${new URLSearchParams(filter)}`,
        cookie: staff,
      })
    ).body.captains;
  const ali = {
    id: captain.profileId,
    displayName: captain.name,
    email: captain.email,
    charters: [{ id, name: "Sea Wolf" }],
  };
  for (const q of ["hassan", "@HARBOUR"]) expect(await ask({ q })).toEqual([ali]);
  expect(await ask({ captainId: captain.profileId })).toEqual([ali]);
  for (const filter of [{}, { q: "" }, { q: "%" }, { captainId: "../x" }])
    expect(await ask(filter as Record<string, string>)).toEqual([]);
});
